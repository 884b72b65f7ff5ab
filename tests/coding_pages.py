"""An interview to be coded on staff pages, and the forms of those pages as tests send them."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from kept_interviews import interview
from signed_in import page, post
from staff_study import published
from werkzeug.test import TestResponse

from survey.store import codes, codings, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Coding
from survey.store.layers import FIRST, Layer
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

HOME = "/staff/tiny/interviews/1/coding"
SAID = (
    ("L1", "interviewer", "Et depuis, comment ça va ?", 0),
    ("L2", "respondent", "😀 Mieux. Je dors la nuit, oui la nuit.", 4_250),
    ("L2", "respondent", "Et je sais à qui demander.", 724_000),
    ("L1", "interviewer", "سلام عليكم", 725_000),
    ("L2", "respondent", "Merci.", 726_000),
    ("L2", "respondent", "Au revoir.", 727_000),
    ("L1", "interviewer", "Fin.", 728_000),
)


def coded_study() -> StudyRecord:
    """A study with an interview, two codes and a category."""
    found = published()
    interview(found, 1, SAID)
    head, _sleep, _money = codes.add(
        found, [NewCode("Effects", is_category=True), NewCode("Sleep"), NewCode("Money")], "test"
    )
    codes.change(found, code(found, "Sleep"), NewCode("Sleep", parent=head.id), "test")
    return found


def code(record: StudyRecord, name: str) -> int:
    """The key of a code."""
    return next(each.id for each in codes.codebook(record.id) if each.name == name)


def kept(record: StudyRecord) -> Interview:
    """The interview as it is kept."""
    found = transcripts.interview(record.id, 1)
    if found is None:
        raise LookupError("no interview")
    return found


def made(record: StudyRecord, layer: str = FIRST, coder: str = "researcher.one") -> tuple[Coding, ...]:
    """What a coder marked."""
    return codings.of_interview(kept(record), Layer(coder, layer))


def sent(client: FlaskClient, record: StudyRecord, act: str = "mark", **entries: Any) -> TestResponse:
    """Send one of the forms, with what the pages write into each; None is not sent."""
    told = {"digest": kept(record).digest} if act == "mark" else {}
    return post(
        client,
        f"{HOME}/{act}",
        **{**told, **{name: str(value) for name, value in entries.items() if value is not None}},
    )


def passage(first: int, start: int, last: int, end: int) -> dict[str, int]:
    """A passage as the script sends it."""
    return {"first_turn": first, "start": start, "last_turn": last, "end": end}


def shown(client: FlaskClient, address: str = "") -> Tag:
    """The main part of a page."""
    main = page(client.get(f"{HOME}{address}")).main
    if main is None:
        raise LookupError(address)
    return main


def told(answer: TestResponse) -> tuple[str, list[str]]:
    """What the script is told, and the turns it takes."""
    soup = BeautifulSoup(answer.text, "html.parser")
    return soup.select_one(".said-of-it").text, [each["id"] for each in soup.select(".turn")]
