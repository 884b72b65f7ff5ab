"""The table of quotes: a row for each, its words those of the text, people and scores only with their consent."""

from __future__ import annotations

import csv
import io
import random
from typing import Any

import pytest
from coding_pages import code, coded_study, kept
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from staff_study import person
from voices.interviews import brought_in, listed, only, study_of
from voices.refi_files import study_with_text
from voices.test_refi_round_trip import emptied, mark_at_random, with_codes

from survey.exchange.coded.quotes import COLUMNS, NOBODY, LongQuoteError, comma_separated, workbook
from survey.exchange.coded.thirds import Thirds
from survey.exchange.spreadsheet import original
from survey.privacy import coded_view
from survey.store import codes, codings, rounds, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.layers import AGAIN, Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.voices.coded import Coded

ANA = Layer("ana")


def table(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def everything(record: StudyRecord, *scores: str, thirds: Thirds = NOBODY) -> list[dict[str, str]]:
    return table(comma_separated(coded_view.everything(record), scores, thirds))


def marked(record: StudyRecord, name: str, *place: int, **said: Any) -> None:
    interview = kept(record)
    codings.mark(interview, ANA, Passage(*place), Said(code(record, name), **said), digest=interview.digest)


def test_a_row_tells_where_a_quote_stands_and_what_was_said_of_it(app: Flask) -> None:
    record = coded_study()
    marked(record, "Sleep", 2, 9, 2, 19, weight=-1, is_key=True, memo="at last")
    (row,) = everything(record)
    (sleep,) = (each for each in codes.codebook(record.id) if each.name == "Sleep")
    assert row == {
        "interview": "1",
        "participant_id": "",
        "wave": "",
        "language": "fr",
        "speaker": "L2",
        "role": "respondent",
        "time": "0:00:04.250",
        "code_key": sleep.guid,
        "code": "Effects > Sleep",
        "coder": "ana",
        "reading": "first",
        "weight": "-1",
        "key_quote": "1",
        "memo": "at last",
        "start": "36",  # 26 characters and a line end of the first turn, then 9
        "end": "46",
        "digest": kept(record).digest,
        "quote": "Je dors la",
        "before": "Et depuis, comment ça va ? 😀 Mieux. ",
        "after": " nuit, oui la nuit. Et je sais à qui demander. سلام عليكم Merci. Au revoir. Fin.",
    }


def test_a_quote_that_begins_like_a_formula_is_neutral_and_can_be_had_back(app: Flask) -> None:
    record, interview = one_interview('=1+1; "=x"', "yes")
    codings.mark(interview, ANA, Passage(1, 0, 1, 10), Said(a_code(record)), digest=interview.digest)
    (row,) = everything(record)
    assert row["quote"].startswith("'=1+1") and original(row["quote"]) == '=1+1; "=x"'


def one_interview(words: str, link: str) -> tuple[StudyRecord, Interview]:
    record = study_of(unrelated="")
    person(record, "p-known", step="submitted", answers={"calm": "1"})
    row = f"one.txt,p-known,post,2026-03-01,fr,L1=respondent,{link},public"
    brought_in(record, ("one.txt", f"L1 : {words}".encode()), listed(row))
    return record, only(record)


def a_code(record: StudyRecord) -> int:
    (made,) = codes.add(record, [NewCode("mood")], "ana")
    return made.id


@pytest.mark.parametrize(("link", "told"), [("yes", ("p-known", "high")), ("no", ("", ""))])
def test_ids_and_thirds_of_chosen_scores_stand_beside_words_only_with_their_consent(
    app: Flask, link: str, told: tuple[str, str]
) -> None:
    record, interview = one_interview("bonjour", link)
    codings.mark(interview, ANA, Passage(1, 0, 1, 7), Said(a_code(record)), digest=interview.digest)
    thirds = {1: {"wellbeing post": "high", "wellbeing change": "low"}}  # told of whoever is interviewed in 1
    (row,) = everything(record, "wellbeing post", thirds=thirds)
    assert (row["participant_id"], row["wellbeing post"]) == told
    assert (row["wave"], row["quote"]) == ("post", "bonjour")
    assert list(everything(record)[0]) == list(COLUMNS)  # no score that was not chosen


def test_a_score_of_which_no_third_is_told_leaves_its_cell_empty(app: Flask) -> None:
    record, interview = one_interview("bonjour", "yes")
    codings.mark(interview, ANA, Passage(1, 0, 1, 7), Said(a_code(record)), digest=interview.digest)
    (row,) = everything(record, "wellbeing post")
    assert row["wellbeing post"] == ""


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers(0, 2**32))
def test_every_quote_is_what_the_text_holds_at_its_place(app: Flask, seed: int) -> None:
    """Five draws of two hundred codings: a thousand, on texts with emoji, Arabic and joined signs."""
    record = a_study(app)
    emptied(record)
    mark_at_random(record, with_codes(record), 200, seed)
    coded = coded_view.everything(record)
    (text,) = (each.text for each in coded.interviews)
    rows = table(comma_separated(coded))
    assert len(rows) == 200
    assert [original(row["quote"]) for row in rows] == [text[int(row["start"]) : int(row["end"])] for row in rows]


STUDIES: dict[int, StudyRecord] = {}


def a_study(app: Flask) -> StudyRecord:
    """The study of this application, made once for all draws."""
    if id(app) not in STUDIES:
        STUDIES.clear()
        STUDIES[id(app)] = study_with_text()[0]
    return STUDIES[id(app)]


def test_the_workbook_holds_the_same_as_the_csv(app: Flask) -> None:
    record, _interview = study_with_text()
    mark_at_random(record, with_codes(record), 40, random.Random(3).randrange(99))
    coded = coded_view.everything(record)
    sheet = load_workbook(io.BytesIO(workbook(coded)))["quotes"]
    told = [["" if each is None else str(each) for each in row] for row in sheet.iter_rows(values_only=True)]
    plain = list(csv.reader(io.StringIO(comma_separated(coded).decode(), newline="")))
    assert [[each.replace("\r\n", "\n") for each in row] for row in plain] == [
        [each.replace("_x000D_", "").replace("\r", "") for each in row] for row in told
    ]


def test_a_quote_that_no_cell_can_hold_is_not_cut(app: Flask) -> None:
    record, interview = one_interview("a" * 33_000, "no")
    codings.mark(interview, ANA, Passage(1, 0, 1, 33_000), Said(a_code(record)), digest=interview.digest)
    coded = coded_view.everything(record)
    with pytest.raises(LongQuoteError, match="interview 1 .* write the table as CSV"):
        workbook(coded)
    assert len(table(comma_separated(coded))[0]["quote"]) == 33_000


def seen(record: StudyRecord, coder: str) -> list[tuple[str, str]]:
    return [(each.coder, each.layer) for each in coded_view.seen_by(record, coder).codings]


def test_what_others_marked_leaves_once_all_are_done_and_one_is_among_them(app: Flask) -> None:
    record = coded_study()
    interview = kept(record)
    for coder in ("ana", "ben"):
        place, said = Passage(2, 0, 2, 5), Said(code(record, "Sleep"))
        codings.mark(interview, Layer(coder), place, said, digest=interview.digest)
    rounds.finish(record, interview, Layer("ana"))
    assert (seen(record, "ana"), seen(record, "zoe")) == ([("ana", "first")], [])
    rounds.finish(record, interview, Layer("ben"))
    assert (seen(record, "ana"), seen(record, "zoe")) == ([("ana", "first"), ("ben", "first")], [])


def test_whoever_reads_again_takes_nothing_along_that_was_marked_before(app: Flask) -> None:
    record = coded_study()
    marked(record, "Sleep", 2, 0, 2, 5)
    interview = kept(record)
    rounds.finish(record, interview, ANA)
    rounds.begin(interview, Layer("ana", AGAIN), [2])
    codings.mark(
        interview, Layer("ana", AGAIN), Passage(2, 2, 2, 5), Said(code(record, "Money")), digest=interview.digest
    )
    assert seen(record, "ana") == [("ana", "again")]


def test_coded_knows_every_interview_of_the_study(app: Flask) -> None:
    record = coded_study()
    coded: Coded = coded_view.seen_by(record, "zoe")
    assert [each.interview.number for each in coded.interviews] == [
        each.number for each in transcripts.interviews(record.id)
    ]
