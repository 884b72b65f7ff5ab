"""Pages are mirrored by the browser: style sheets and scripts say start and end, never left and right."""

from __future__ import annotations

import re

import pytest
from house.physical_sides import in_script, in_style
from house.source_tree import PACKAGE, ROOT

STYLES = sorted(PACKAGE.rglob("*.css"))
SCRIPTS = sorted((PACKAGE / "static").rglob("*.mjs"))
PAGES = sorted((PACKAGE / "templates").rglob("*.html"))
STYLE_ATTRIBUTE = re.compile(r"""\sstyle\s*=\s*("[^"]*"|'[^']*')""")
RIGHT = {
    "jalon.css: .code { direction: ltr }": "a code is Latin letters and figures, read from the left in every language",
    "paper.css: .cells { direction: ltr }": "the figures of a number are written from left to right in Arabic, too",
    "paper.css: @top-left": "stands beside @top-right: the first sheet is empty on both sides",
    "paper.css: @top-right": "stands beside @top-left: the first sheet is empty on both sides",
    "report.css: .drawn span { transform-origin: 0 0 }": "words over a drawing: places count from its left edge",
    "dashboard.css: .js-plotly-plot .plotly, .js-plotly-plot .plotly div { direction: ltr }": (
        "Plotly places its own boxes by left and top"
    ),
}
"""A use that is right in both directions, with its reason."""


def found() -> set[str]:
    """Every use of a side, with its file."""
    told = {f"{path.name}: {each}" for path in STYLES for each in in_style(path.read_text("utf-8"))}
    told |= {f"{path.name}: {each}" for path in SCRIPTS for each in in_script(path.read_text("utf-8"))}
    for path in PAGES:
        for style in STYLE_ATTRIBUTE.findall(path.read_text("utf-8")):
            told |= {f"{path.name}: {each}" for each in in_style(f"element {{ {style[1:-1]} }}")}
    return told


def test_no_style_and_no_script_names_a_side() -> None:
    assert len(STYLES) >= 8 and len(SCRIPTS) >= 10, ROOT
    assert found() - RIGHT.keys() == set()


def test_what_is_excused_is_there() -> None:
    assert RIGHT.keys() - found() == set()
    assert [use for use, reason in RIGHT.items() if len(reason) < 20] == []


@pytest.mark.parametrize(
    "style",
    [
        "a { left: 0 }",
        "a { right: 1em; }",
        "a { margin-left: auto }",
        "a { padding-right: 1em }",
        "a { border-left: 1px solid }",
        "a { border-right-color: red }",
        "a { border-top-left-radius: 1em }",
        "a { border-bottom-right-radius: 1em }",
        "a { text-align: left }",
        "a { text-align:right!important }",
        "a { float: right }",
        "a { clear: left }",
        "a { direction: rtl }",
        "a { margin: 0 1em 0 2em }",
        "a { inset: 0 auto 0 0 }",
        "a { border-width: 1px 0 1px 3px }",
        "a { border-radius: 1em 0 }",
        "a { border-radius: 1em 0 0 1em }",
        "a { background-position: 8px 50% }",
        "a { background-position: right 8px center }",
        "a { object-position: 0 0 }",
        "a { transform-origin: 0 0 }",
        "a { transform: translateX(4px) }",
        "a { transform: translate(-50%, 0) }",
        "a { background: linear-gradient(to right, red, blue) }",
        "a { background-image: linear-gradient(90deg, red, blue) }",
        "a { box-shadow: 2px 0 1px red }",
        "a { clip-path: polygon(0 0, 100% 50%, 0 100%) }",
        "@media print { b { color: red } a { padding-left: 1em } }",
        "@page { @top-right { content: '' } }",
        "@page :left { margin: 0 }",
        "a { left: 0 } [dir='rtl'] b { left: auto }",
    ],
)
def test_a_side_is_found(style: str) -> None:
    assert len(in_style(style)) == 1


@pytest.mark.parametrize(
    "style",
    [
        "a { inset-inline-start: 0; margin-inline: auto 1em; text-align: start; border-start-start-radius: 1em }",
        "a { margin: 0 1em 2em; padding: 0 1em 0 1em; border-radius: 1em; border-radius: 1em 1em 0 0 }",
        "a { box-shadow: 0 0 0 2px red; background-position: 50% 0; object-position: center }",
        "a { transform: translate(0, 4px); float: inline-start; --left: 1px; transform: scaleX(-1) }",
        "a { background: linear-gradient(0deg, red, blue) }",
        "a { background-position: 8px 50% } [dir='rtl'] a { background-position: right 8px top 50% }",
        'a::before { clip-path: polygon(0 0, 100% 50%, 0 100%) } [dir="rtl"] a::before { transform: scaleX(-1) }',
        "/* left: 0 */ .left:hover { color: red }",
        ".left, .right { color: red }",
    ],
)
def test_a_style_without_sides_passes(style: str) -> None:
    assert in_style(style) == []


@pytest.mark.parametrize(
    ("script", "is_found"),
    [
        ("box.style.left = '1px';", True),
        ("box.style.marginLeft = '1px';", True),
        ("box.style.setProperty('padding-right', '1px');", True),
        ("box.style.textAlign = 'right';", True),
        ("list.scrollLeft = 4;", True),
        ("const x = box.getBoundingClientRect().left;", True),
        ("const left = last - Date.now(); if (left.on) turn(left, right);", False),
        ("box.style.textAlign = 'start'; box.style.insetInlineStart = 0;", False),
    ],
)
def test_a_side_in_a_script_is_found(script: str, is_found: bool) -> None:
    assert bool(in_script(script)) is is_found
