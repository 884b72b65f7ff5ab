"""Staff pages in a browser: signing in, a study, a download, a phone, paper."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.person import go_on, press
from browser.surveyor import SCHEMES, Surveyor

from survey.accessibility import STAFF_TARGET
from survey.demonstration_accounts import PASSWORD


def sign_in(page: Any, site: Any, name: str) -> Any:
    """Sign in as one of the accounts of the demonstration."""
    page.goto(f"{site.base}/staff/")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    go_on(page)
    return page


@pytest.fixture(scope="module", params=[("admin", "fr"), ("researcher", "ar"), ("staff", "fr")], ids=" ".join)
def surveyor(request: pytest.FixtureRequest, device: Any, site: Any) -> Iterator[Surveyor]:
    """What was noted on the pages that somebody of this role sees."""
    name, language = request.param
    found = Surveyor(device(locale=language).new_page(), site.base, least=STAFF_TARGET, looked_at=(1280,))
    page = found.page
    page.goto(f"{site.base}/staff/")
    found.note("sign-in")
    page.fill("[name=name]", "nobody")
    page.fill("[name=password]", "mistaken")
    go_on(page)
    found.note("sign-in, mistaken")
    sign_in(page, site, name)
    found.note("studies")
    press(page, 'a[href$="/post_only/"]')
    found.note("study")
    if name == "researcher":
        press(page, 'a[href$="/downloads"]')
        found.note("downloads")
    press(page, 'a[href$="/password"]')
    found.note("password")
    yield found
    page.close()


def test_nothing_is_wider_than_the_screen(surveyor: Surveyor) -> None:
    assert surveyor.of("overflow") == {}


def test_nothing_to_press_is_cut_off_or_too_small(surveyor: Surveyor) -> None:
    assert surveyor.of("cut") == {}
    assert surveyor.of("small") == {}


def test_axe_finds_nothing_wrong_and_leaves_nothing_undecided(surveyor: Surveyor) -> None:
    assert {page: found for page, found in surveyor.flaws.items() if found} == {}
    assert len(surveyor.flaws) == len(surveyor.facts)


def test_every_page_leads_to_the_statement(surveyor: Surveyor) -> None:
    assert [name for name, text in surveyor.markup.items() if 'href="/accessibility"' not in text] == []


def test_there_is_one_main_heading_and_a_title(surveyor: Surveyor) -> None:
    assert surveyor.each("headings") == {1}
    assert surveyor.each("titled") == {True}


def test_ids_and_names_are_in_order(surveyor: Surveyor) -> None:
    assert surveyor.of("repeated") == {}
    assert surveyor.of("lost") == {}
    assert surveyor.of("unlabelled") == {}
    assert {name: roles for name, roles in surveyor.nameless.items() if roles} == {}


def test_the_browser_has_nothing_to_complain_of(surveyor: Surveyor) -> None:
    assert surveyor.complaints == []
    assert surveyor.foreign == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_stands_out_at_least_four_and_a_half_times(surveyor: Surveyor, scheme: str) -> None:
    faint = {
        f"{name}: {text}": round(ratio, 2)
        for name, schemes in surveyor.contrasts.items()
        for text, ratio in schemes[scheme].items()
        if ratio < 4.5
    }
    assert faint == {}


def test_a_researcher_downloads_a_file_of_rows(device: Any, site: Any, tmp_path: Path) -> None:
    page = sign_in(device(locale="en").new_page(), site, "researcher")
    page.goto(f"{site.base}/staff/post_only/downloads")
    with page.expect_download() as started:
        page.click("input.go")
    started.value.save_as(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert started.value.suggested_filename.startswith("post_only-")
    assert "participant_id" in rows[0] and {len(row) for row in rows} == {len(rows[0])}


def test_on_paper_the_way_about_is_left_out(device: Any, site: Any) -> None:
    page = sign_in(device(locale="fr").new_page(), site, "admin")
    press(page, 'a[href$="/post_only/"]')
    page.emulate_media(media="print")
    for left_out in (".staff-tools", ".languages", ".card-form", ".skip"):
        assert not page.locator(left_out).first.is_visible()
    assert page.locator("h1").is_visible()
