"""A report drawn as one HTML page, complete in itself: its style and its pictures are written into it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from survey.findings.report.telling import Report
from survey.findings.telling.tongue import Tongue

TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "report"
START = {"ltr": "left", "rtl": "right"}
_UNSAFE = re.compile(r"[^\w !#$%()*+,\-.:;=?@\[\]^`{|}~]")


def drawn(report: Report) -> str:
    """The page; the same report gives the same page."""
    template = _environment().get_template("report.html")
    return template.render(
        report=report,
        language=report.tongue.language,
        direction=report.tongue.direction,
        style=_style(report),
        _=report.tongue.gettext,
    )


def _style(report: Report) -> Markup:
    """The style of the page, with what stands above and below each sheet."""
    above = f"{report.study} – {report.title}"
    way = report.tongue.direction
    margins = (
        f"@page {{ @bottom-center {{ content: {_page_numbers(report.tongue)}; direction: {way}; }} }}\n"
        f'@page {{ @top-{START[way]} {{ content: "{_css_text(above)}"; direction: {way}; }} }}\n'
    )
    own = (TEMPLATES / "report.css").read_text("utf-8")
    return Markup(f"<style>\n{own}{margins}</style>")  # noqa: S704 - texts in it are escaped for style sheets


def _page_numbers(tongue: Tongue) -> str:
    """What stands below each sheet, in the words of a style sheet."""
    told = tongue.gettext("Page %(page)s of %(pages)s", page="\x00", pages="\x01")
    before, between, after = (_css_text(each) for each in re.split("[\x00\x01]", told))
    return f'"{before}" counter(page) "{between}" counter(pages) "{after}"'


def _css_text(text: str) -> str:
    """A text within quotation marks of a style sheet: whatever could end it is written by its number."""
    return _UNSAFE.sub(lambda found: f"\\{ord(found[0]):x} ", text)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
