"""Templates and style sheets: nothing inline, nothing unescaped, no other host."""

from __future__ import annotations

import re

import pytest
from house.source_tree import PACKAGE, ROOT

TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
STYLES = sorted((PACKAGE / "static").rglob("*.css"))
SCRIPTS = sorted((PACKAGE / "static").rglob("*.[jm]*js"))
INLINE = re.compile(
    r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)(?![^>]*\bnonce=)"
    r"(?![^>]*\btype=\"application/json\")",  # what a script reads is no script
    re.I,
)
COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.S)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
ELSEWHERE = re.compile(r"(?:src|href|action|url\(|@import)\s*=?\s*[\"'(]?\s*(?:https?:)?//", re.I)


def complaints(paths: list, pattern: re.Pattern[str]) -> list[str]:
    """Where the pattern stands in these files, comments left out."""
    found = []
    for path in paths:
        text = re.sub(
            r"/\*.*?\*/|\{#.*?#\}", lambda match: "\n" * match.group().count("\n"), path.read_text("utf-8"), flags=re.S
        )
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT)}:{line}: {match.group().strip()}")
    return found


def test_templates_hold_no_inline_style_or_script() -> None:
    assert complaints(TEMPLATES, INLINE) == []


def test_templates_escape_everything() -> None:
    assert complaints(TEMPLATES, UNESCAPED) == []


def test_pages_name_no_other_host() -> None:
    assert complaints([*TEMPLATES, *STYLES, *SCRIPTS], ELSEWHERE) == []


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (INLINE, '<p style="color: red">', True),
        (INLINE, "<script>1</script>", True),
        (INLINE, '<script type="module">1</script>', True),
        (INLINE, '<script type="application/json" id="page-tree">{{ tree }}</script>', False),
        (INLINE, '<script src="/static/page.js" type="module"></script>', False),
        (INLINE, '<button onclick="go()">', True),
        (UNESCAPED, "{{ text | safe }}", True),
        (ELSEWHERE, '<img src="https://example.org/a.png">', True),
        (ELSEWHERE, '<img src="/static/a.png">', False),
    ],
)
def test_what_the_patterns_find(pattern: re.Pattern[str], text: str, found: bool) -> None:
    assert bool(pattern.search(text)) is found


def test_pages_of_a_study_say_where_it_is_fictional() -> None:
    of_studies = [
        path for path in TEMPLATES if "staff" in path.parts and "study=record.name" in path.read_text("utf-8")
    ]
    headed = [path for path in of_studies if "<h1" in path.read_text("utf-8")]
    beside = ["dashboard.html", "told.html"]  # the mark is among the facts of the first; the other shows no figure
    assert len(headed) > 30
    assert [path.name for path in headed if "fictional" not in path.read_text("utf-8")] == beside
    assert "fictional" in (PACKAGE / "templates/staff/dashboard/whose.html").read_text("utf-8")
