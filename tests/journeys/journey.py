"""Steps that many journeys begin with, and what is kept of them."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from survey import extensions
from survey.store import documents
from survey.store.tables.submissions import SubmissionRow


def begin(browser: Any, link: str, language: str = "fr") -> Any:
    """Choose a language and take part."""
    browser.get(link).press(f"language {language}")
    return browser.press("accept")


def answer_all(browser: Any) -> Any:
    """Answer the small study to its last page, and stop where everything is read back."""
    browser.press("continue", calm="2", children="yes")
    browser.press("continue", how_many="3")
    browser.press(
        "continue", rent="450,50", since__day="1", since__month="2", since__year="2026", where=["home", "work"]
    )
    browser.press("continue")
    browser.press("continue", trust="7")
    return browser.press("continue", words="Merci = oui")


def without_token(text: str) -> str:
    """A page without its token, which holds the second in which it was made."""
    found, count = re.subn(r'(name="\.csrf" value=")[^"]*', r"\1", text)
    assert count
    return found


def document() -> documents.Document:
    """What is kept of the only submission."""
    with extensions.answers.reading() as session:
        return documents.read(session.scalars(select(SubmissionRow.document)).one())
