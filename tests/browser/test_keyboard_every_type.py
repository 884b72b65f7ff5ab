"""Every way of asking is answered by the keyboard alone: no mouse, no drag, no trap, and the focus always shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser.keyboard import MOST_STOPS, Keyboard
from browser.paces import AT_BOTH_PACES
from browser.test_ways_of_asking import QUESTIONS
from flask import Flask
from small_study import link_to, published

pytestmark = AT_BOTH_PACES
HERE = """() => {
  const element = document.activeElement;
  const lists = [...(element.closest("fieldset") || document).querySelectorAll("select")];
  return [element.type || element.localName, element.name || "", element.value || "", lists.indexOf(element) + 1];
}"""
TYPED = {
    "hour": "7",
    "minute": "30",
    "day": "3",
    "month": "4",
    "year": "2020",
    "latitude": "48.8",
    "longitude": "2.3",
    "accuracy": "16",
}
PLACES = "48.1 2.1; 48.2 2.2"
FORWARD = "(all) => all.every((each) => each.tabIndex <= 0)"
NUMBERS = {"age": "9", "hours": "6", "percent": "40"}


def fill_in(keyboard: Keyboard) -> None:
    """Answer what has the focus, by the keys that a person would press."""
    kind, name, value, place = keyboard.page.evaluate(HERE)
    if value == "prefer not to say":
        return
    if kind in ("radio", "checkbox"):
        keyboard.press("Space")
    elif kind == "select-one":
        keyboard.press(*["ArrowDown"] * place)
    elif kind in ("text", "textarea", "tel"):
        keyboard.page.keyboard.type(TYPED.get(name.rpartition(".")[2]) or NUMBERS.get(name.partition("[")[0]) or PLACES)


def go_through(keyboard: Keyboard) -> None:
    """Answer a page from stop to stop and press the button that leads on."""
    assert keyboard.page.eval_on_selector_all("[tabindex]", FORWARD)  # the order is that of reading
    for _stop in range(MOST_STOPS):
        assert keyboard.next_stop() is not None, f"{keyboard.page.url} has no button that leads on"
        if keyboard.page.evaluate("document.activeElement.matches('main .go[value=continue]')"):
            break
        fill_in(keyboard)
    with keyboard.page.expect_navigation():
        keyboard.press("Enter")


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_type_is_answered_from_stop_to_stop(
    app: Flask, base: str, tmp_path: Path, device: Any, language: str
) -> None:
    page = device(locale="es").new_page()
    page.goto(base + link_to(published(tmp_path, QUESTIONS)))
    keyboard = Keyboard(page)
    for button in (f'.card-button[lang="{language}"]', '.go[value="accept"]'):
        keyboard.push(button)
    names = []
    while "/page/" in page.url:
        names.append(page.url.rpartition("/")[2])
        assert len(names) < 20, names[-5:]
        if names[-1] == "onpage" and names.count("onpage") == 1:
            keyboard.push("[name='.act'][value='add member']")
        else:
            go_through(keyboard)
    assert {"times", "ranks", "places", "choosing", "table", "followed", "files", "onpage"} <= set(names)
    answers = page.locator(".read-back >> nth=0")
    assert answers.locator("dt").count() > 20
    assert answers.locator(".without").count() == 2  # the two files, which a window of the system asks for
    keyboard.push("main .go")
    assert page.locator(".receipt .code").is_visible()
    assert keyboard.hidden == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_menu_of_languages_opens_and_chooses(device: Any, site: Any, language: str) -> None:
    other = {"fr": "ar", "ar": "fr"}[language]
    page = device(locale=language).new_page()
    page.goto(f"{site.base}/accessibility")
    keyboard = Keyboard(page)
    keyboard.tab_to(".languages summary")
    keyboard.press("Enter")
    keyboard.push(f'.languages [lang="{other}"]')
    assert page.get_attribute("html", "lang") == other
    assert keyboard.hidden == []


def test_the_summary_of_mistakes_takes_the_focus_and_leads_to_the_field(device: Any, site: Any) -> None:
    page = device().new_page()
    page.goto(site.small)
    keyboard = Keyboard(page)
    for button in ('.card-button[lang="fr"]', '.go[value="accept"]', ".go"):
        keyboard.push(button)
    keyboard.tab_to('[name="calm"]')
    keyboard.press("Space")
    keyboard.tab_to('[name="children"]')
    keyboard.press("Space")
    keyboard.push("main .go")
    keyboard.tab_to("#how_many-1")
    keyboard.page.keyboard.type("many")
    with page.expect_navigation():
        keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "summary"
    keyboard.tab_to('.summary a[href="#how_many-1"]')
    keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "how_many-1"
    assert page.title().startswith("Erreur")
    assert keyboard.hidden == []
