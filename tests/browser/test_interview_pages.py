"""Interviews in a browser: sent, searched and released by a researcher, read by staff; on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.person import go_on, press
from browser.surveyor import SCHEMES, Surveyor
from browser.test_staff_pages import sign_in
from playwright.sync_api import Page

from survey.accessibility import STAFF_TARGET

COMFORTABLE = 44
"""Pixels of a target where an interview is read."""
SMALL = """(least) => [...document.querySelectorAll("main a[href], main button, main summary, main input.typed")]
  .filter((control) => control.checkVisibility())
  .map((control) => [control.innerText || control.name, control.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < least - 0.5)
  .map(([name, box]) => `${name} ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`)"""
MIDDLE = "(element) => { const box = element.getBoundingClientRect(); return box.left + box.width / 2; }"
FRENCH = (
    "[00:00:01] L1: Et depuis, comment vous sentez-vous ?\n\n"
    "[00:00:04] L2: Mieux. Je dors la nuit, je ne compte plus les factures.\n\n"
    "[01:02:03] L2: Et je sais à qui demander maintenant.\n"
)
ARABIC = "[00:00:01] L1: كيف كان حالك قبل الدعم؟\n\n[00:00:04] L2: كنت أعد الفواتير في الليل.\n"
LIST = (
    "file,language,roles,quote\n"
    "french.txt,fr,L1=interviewer; L2=respondent,team\narabic.txt,ar,L1=interviewer; L2=respondent,team\n"
)
NAMES = (
    "[00:00:01] L1: Et avec Karim, à Saint-Denis, ça va ?\n\n[00:00:04] L2: Oui, chez Karim 😀. السيدة فاطمة جاءت.\n"
)
HOME = "/staff/small_study/interviews/"
NAMES_HOME = "/staff/small_study/names/"


def send(page: Page, site: Any, *files: tuple[str, str]) -> Page:
    """Choose files on the page of uploads and send them."""
    page.goto(f"{site.base}{HOME}upload")
    page.set_input_files("#files", [{"name": name, "mimeType": "", "buffer": text.encode()} for name, text in files])
    go_on(page)
    return page


@pytest.fixture(scope="session")
def addresses(site: Any, browser: Any) -> dict[str, str]:
    """The addresses of a French and an Arabic interview, once a researcher has sent and released both."""
    context = browser.new_context(locale="en", java_script_enabled=False)
    page = sign_in(context.new_page(), site, "researcher")
    send(page, site, ("french.txt", FRENCH), ("arabic.txt", ARABIC), ("interviews.csv", LIST))
    found = {}
    for row in page.locator("#imported ~ ul > li").all():
        language = "french" if "french.txt" in row.inner_text() else "arabic"
        found[language] = f"{site.base}{row.locator('a').get_attribute('href')}"
    for address in found.values():
        page.goto(address)
        page.check("#read")
        press(page, "form[action$='/release'] button")
    context.close()
    return found


@pytest.fixture(
    scope="module",
    params=[
        ("researcher", "ar"),
        *(pytest.param(each, marks=pytest.mark.long) for each in (("researcher", "fr"), ("staff", "en"))),
    ],
    ids=" ".join,
)
def surveyor(
    request: pytest.FixtureRequest, device: Any, site: Any, addresses: dict[str, str]
) -> Iterator[tuple[Surveyor, dict[str, list[str]]]]:
    """What was noted on the pages of interviews, and what is small on each of them."""
    name, language = request.param
    found = Surveyor(device(locale=language).new_page(), site.base, least=STAFF_TARGET)
    page, small = sign_in(found.page, site, name), {}

    def note(what: str) -> None:
        found.note(what)
        small[what] = page.evaluate(SMALL, COMFORTABLE)

    for what, address in pages(site, addresses).items():
        page.goto(address)
        note(what)
    if name == "researcher":
        for what in researchers_pages(page, site, addresses):
            note(what)
    yield found, small
    page.close()


def pages(site: Any, addresses: dict[str, str]) -> dict[str, str]:
    """The pages that staff and researchers open."""
    search = f"{site.base}{HOME}search"
    return {
        "list": f"{site.base}{HOME}",
        "french": addresses["french"],
        "arabic": addresses["arabic"],
        "a turn": f"{addresses['french']}?q=facture#turn-2",
        "search": search,
        "found": f"{search}?q=facture",
        "nothing found": f"{search}?q=licorne",
    }


def researchers_pages(page: Page, site: Any, addresses: dict[str, str]) -> Iterator[str]:
    """The pages that researchers alone come to, opened one after the other."""
    send(page, site, ("french.txt", FRENCH))
    yield "sent"
    send(page, site, ("broken.vtt", "no subtitles"), ("interviews.csv", "file,quote\nabsent.txt,perhaps\n"))
    yield "refused"
    yield from names_pages(page, site, addresses)
    page.goto(addresses["arabic"])
    press(page, "form[action$='/withhold'] button")
    yield "withheld"
    page.evaluate("document.querySelector('#read').required = false")
    press(page, "form[action$='/release'] button")
    yield "not read to its end"
    page.check("#read")
    press(page, "form[action$='/release'] button")
    yield "released"


def names_pages(page: Page, site: Any, addresses: dict[str, str]) -> Iterator[str]:
    """The pages of names: what may be one, what would be replaced, whose an interview is."""
    send(page, site, ("names.txt", NAMES))
    page.goto(f"{site.base}{NAMES_HOME}")
    page.click("details.add summary")
    yield "names"
    page.check(".suspect:first-of-type input[value=person]")
    press(page, "main form:has(.suspects) button.go")
    yield "names to be replaced"
    page.goto(f"{site.base}{NAMES_HOME}")
    page.click("details.add summary")
    page.fill("#names", "factures\n=1+1\nX")
    press(page, "details.add button")
    yield "lines left out"
    page.goto(f"{site.base}{NAMES_HOME}known")
    yield "known names"
    page.goto(f"{addresses['french']}/whose")
    page.fill("#participant", "nobody")
    press(page, "main form[action$='/whose'] button")
    yield "nobody's"


Noted = tuple[Surveyor, dict[str, list[str]]]


def test_nothing_is_wider_than_the_screen(surveyor: Noted) -> None:
    assert surveyor[0].of("overflow") == {}


def test_nothing_to_press_is_cut_off_or_too_small(surveyor: Noted) -> None:
    found, small = surveyor
    assert found.of("cut") == {} and found.of("small") == {}
    assert {name: each for name, each in small.items() if each} == {}


def test_there_is_one_main_heading_and_a_title(surveyor: Noted) -> None:
    assert surveyor[0].each("headings") == {1}
    assert surveyor[0].each("titled") == {True}


def test_axe_finds_nothing_wrong_and_leaves_nothing_undecided(surveyor: Noted) -> None:
    assert {page: found for page, found in surveyor[0].flaws.items() if found} == {}
    assert len(surveyor[0].flaws) >= len(surveyor[0].facts)


def test_ids_and_names_are_in_order(surveyor: Noted) -> None:
    found = surveyor[0]
    assert found.of("repeated") == {} and found.of("lost") == {} and found.of("unlabelled") == {}
    assert {name: roles for name, roles in found.nameless.items() if roles} == {}


def test_the_browser_has_nothing_to_complain_of(surveyor: Noted) -> None:
    assert surveyor[0].complaints == []
    assert surveyor[0].foreign == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_stands_out_at_least_four_and_a_half_times(surveyor: Noted, scheme: str) -> None:
    faint = {
        f"{name}: {text}": round(ratio, 2)
        for name, schemes in surveyor[0].contrasts.items()
        for text, ratio in schemes[scheme].items()
        if ratio < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize(("language", "right"), [("fr", False), ("ar", True)])
@pytest.mark.parametrize(("words", "from_right"), [("french", False), ("arabic", True)])
def test_words_keep_their_direction_whatever_that_of_the_page(
    device: Any, site: Any, addresses: dict[str, str], language: str, right: bool, words: str, from_right: bool
) -> None:
    wide = device(locale=language, viewport={"width": 1280, "height": 900})
    page = sign_in(wide.new_page(), site, "staff")
    page.goto(addresses[words])
    said, when = page.locator(".said").nth(1), page.locator(".who").nth(1)
    assert (when.evaluate(MIDDLE) > said.evaluate(MIDDLE)) is right
    assert said.evaluate("(each) => getComputedStyle(each).direction") == ("rtl" if from_right else "ltr")


def test_a_hit_is_opened_at_its_turn_without_javascript(device: Any, site: Any, addresses: dict[str, str]) -> None:
    page = sign_in(device(locale="fr", java_script_enabled=False).new_page(), site, "staff")
    page.goto(f"{site.base}{HOME}")
    page.fill("[name=q]", "factures")
    press(page, "form[role=search] button")
    press(page, ".hit a")
    assert page.url == f"{addresses['french']}?q=factures#turn-2"
    assert page.locator("#turn-2 mark").inner_text() == "factures"
    assert page.locator("#turn-2").bounding_box()["y"] < page.viewport_size["height"]


def test_the_last_of_thousands_of_turns_is_opened_in_view(device: Any, site: Any) -> None:
    turns = 2_000
    long = "\n\n".join(f"L{turn % 2 + 1}: {'mot ' * 20}{turn}" for turn in range(1, turns + 1))
    page = sign_in(device(locale="fr").new_page(), site, "researcher")
    send(page, site, ("long.txt", long))
    page.goto(f"{site.base}{page.locator('#imported ~ ul a').first.get_attribute('href')}#turn-{turns - 1}")
    box = page.locator(f"#turn-{turns - 1}").bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"]


def test_what_is_too_large_is_answered_with_a_page(device: Any, site: Any, tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_text("mot " * 7_000_000, encoding="utf-8")
    page = sign_in(device(locale="fr").new_page(), site, "researcher")
    page.goto(f"{site.base}{HOME}upload")
    page.set_input_files("#files", tmp_path / "large.txt")
    go_on(page)
    assert page.locator("[role=alert]").is_visible()


def test_on_paper_there_are_the_words_and_no_ways_about(device: Any, site: Any, addresses: dict[str, str]) -> None:
    page = sign_in(device(locale="fr").new_page(), site, "researcher")
    page.goto(f"{addresses['french']}?q=facture")
    page.emulate_media(media="print")
    for left_out in (".staff-tools", ".search-box", ".way-back", ".card-form", ".places"):
        assert not page.locator(left_out).first.is_visible()
    assert all(turn.is_visible() for turn in page.locator(".turn").all())
