"""Style sheets and scripts use what Chrome 87, Firefox 78 and Safari 14.1 know, by MDN's data on browsers."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import npm_packages
import pytest
from conftest import need

from survey.accessibility import OLDEST

CHECKERS = Path(__file__).parent.parent / "checkers"
STATIC = Path(__file__).parent.parent.parent / "survey" / "static"
HARMLESS = {
    # An enhancement: who does not know it leaves the declaration or the rule out, and everything can be read and used.
    "color-scheme": "scroll bars and fields keep the colours of the system",
    "color-scheme: light": "the same",
    "color-scheme: dark": "the same",
    "text-size-adjust": "Safari reads its own -webkit- form beside it; Firefox makes nothing larger on computers",
    "font-family: system-ui": "the next family of the list is taken",
    "font-family: ui-monospace": "the next family of the list is taken",
    "outline": "older ones draw the line with square corners",
    ":not(:focus-visible)": "who does not know it shows the focus also after a click",
    "accent-color": "ticks and circles have the colour of the system",
    "scroll-margin-block-start": "a heading that one jumps to stands at the very top",
    "break-after: avoid": "a heading may stand at the foot of a sheet of paper",
    "@media (forced-colors)": "browsers without forced colours; inside is nothing else",
    "appearance: auto": "stands only inside forced colours",
    "@media (scripting)": "the still picture stays until the drawn one is there",
    "::details-content": "on paper the script opens the tables itself",
    "content-visibility": "the same",
    "content-visibility: visible": "the same",
    ".submitter": "the button that was pressed last is known besides",
    # A name that a browser has elsewhere.
    ".cast": "of form.mjs",
    ".node": "of form.mjs",
    ".number": "of interpreter.mjs",
    ".layout": "of a figure of Plotly",
    ".resize": "of Plotly",
    ".fontFamily": "of a style, where it is as old as styles; the data have it of a font",
    ".blockSize": "of a style, which is what logical properties are",
}
"""What is lacking and does no harm, each with its reason."""


def lacks(files: Mapping[str, str]) -> list[tuple[str, int, str, str]]:
    """What older browsers lack of these texts: file, line, what, and who lacks it."""
    absent = npm_packages.install(CHECKERS)
    need(not absent, "MDN's data on browsers", absent)
    words = ["node", str(CHECKERS / "older_browsers.mjs"), json.dumps(dict(OLDEST))]
    done = subprocess.run(words, input=json.dumps(files), capture_output=True, text=True, timeout=120, check=True)
    return [tuple(each) for each in json.loads(done.stdout)]


@pytest.fixture(scope="module")
def lacking() -> list[tuple[str, int, str, str]]:
    """What older browsers lack of our files."""
    paths = [path for path in sorted(STATIC.rglob("*")) if path.suffix in (".css", ".mjs")]
    assert len(paths) > 10
    return lacks({str(path.relative_to(STATIC)): path.read_text("utf-8") for path in paths})


def test_older_browsers_know_what_pages_use(lacking: list[tuple[str, int, str, str]]) -> None:
    assert [each for each in lacking if each[2] not in HARMLESS] == []


def test_what_is_excused_is_used(lacking: list[tuple[str, int, str, str]]) -> None:
    assert HARMLESS.keys() - {what for _file, _line, what, _who in lacking} == set()


@pytest.mark.parametrize(
    ("text", "what", "who"),  # who, by the tables of developer.mozilla.org
    [
        ("a { aspect-ratio: 1 }", "aspect-ratio", "chrome 87, firefox 78, safari 14.1"),
        ("a:has(b) { color: red }", ":has(b)", "chrome 87, firefox 78, safari 14.1"),
        ("a:is(b, i) { color: red }", ":is(b, i)", "chrome 87"),
        ("a:focus-visible { color: red }", ":focus-visible", "firefox 78, safari 14.1"),
        ("select { appearance: none }", "appearance", "firefox 78, safari 14.1"),
        ("a { inline-size: 50dvb }", "inline-size: dvb", "chrome 87, firefox 78, safari 14.1"),
        ("a { color: color-mix(in srgb, red, blue) }", "color: color-mix()", "chrome 87, firefox 78, safari 14.1"),
        ("@container (min-width: 1px) { a { color: red } }", "@container", "chrome 87, firefox 78, safari 14.1"),
        ("a { b { color: red } }", "a rule in a rule", "chrome 87, firefox 78, safari 14.1"),
        ("a::-webkit-scrollbar, b { color: red }", "::-webkit-scrollbar beside other selectors", "not in MDN's data"),
        ("a { colour: red }", "colour", "not in MDN's data"),
    ],
)
def test_a_style_that_is_too_new_is_found(text: str, what: str, who: str) -> None:
    assert {(each[2], each[3]) for each in lacks({"x.css": text})} >= {(what, who)}


@pytest.mark.parametrize(
    "text",
    [
        "select { -webkit-appearance: none; appearance: none }",
        "@supports (aspect-ratio: 1) { a { aspect-ratio: 1 } }",
        "a { inline-size: 50vw; inline-size: 50dvb }",
        "a { inline-size: min(3rem, 100%); margin-inline: auto; gap: 1rem }",
    ],
)
def test_a_style_with_something_for_older_browsers_passes(text: str) -> None:
    assert lacks({"x.css": text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "await fetch('/');",
        "const last = [1].at(-1);",
        "let a; a ??= 1;",
        "class A { #b = 1; }",
        "structuredClone({});",
        "Object.hasOwn({}, 'a');",
        "crypto.randomUUID();",
        "document.forms[0].requestSubmit();",
        "/(?<=a)b/.test('ab');",
    ],
)
def test_a_script_that_is_too_new_is_found(text: str) -> None:
    assert len(lacks({"x.mjs": text})) == 1


def test_a_script_of_its_time_passes() -> None:
    text = "export const a = (b) => b?.c ?? [...b].flatMap((each) => each.replaceAll('a', 'b')); a(new Map());"
    assert lacks({"x.mjs": text}) == []
