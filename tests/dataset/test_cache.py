"""Columns hold what was submitted; refreshed or made anew, they say the same."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update
from staff_study import AGE, CALM, CALM_THEN, NOON, person, published, questionnaire, study

from survey import extensions
from survey.dataset import cache
from survey.dataset.cache import StudyColumns, frame, refreshed
from survey.dataset.coded import NOT_ANSWERED_CODE, NOT_ASKED_CODE, REFUSED_CODE, Growing, blank
from survey.instrument.definition import Question, Questionnaire, Scale
from survey.instrument.study import ProfileVariable
from survey.store import erasure, register_imports, studies
from survey.store.register_imports import RegisterRow
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant

pytestmark = pytest.mark.usefixtures("app")

PAIN = Question("range", "pain", {"fr": "Douleur"}, parameters={"start": "0", "end": "10", "step": "1"})
PAINFUL = Scale("pain", {"fr": "Douleur"}, ("pain",), 1, (0, 10), "written for Jalon, not validated")


def content(columns: StudyColumns) -> list[dict[str, Any]]:
    """What every row says, by names instead of codes, in the order of participants and waves."""
    coded = {"wave": columns.waves, "questionnaire": columns.questionnaire, **columns.attributes}
    said = {name: column.values() for name, column in coded.items()}
    # Of an answer that is not there the code itself is compared: it is the reason.
    said |= {
        f"answer {name}": [column.names[code] if code >= 0 else code for code in column.codes]  # type: ignore[misc]  # names and reasons
        for name, column in columns.answers.items()
    }
    said |= {"participant": list(columns.participants), "sent": list(columns.sent)}  # type: ignore[dict-item]  # numbers
    rows = [{name: values[place] for name, values in said.items()} for place in range(len(columns.participants))]
    return sorted(rows, key=lambda row: (row["participant"], str(row["wave"])))


def answers_to(columns: StudyColumns, question: str) -> list[str | None]:
    return columns.answers[question].values()


def scaled(*items: Question) -> Questionnaire:
    """A questionnaire with these questions of which the range is a scale."""
    return replace(questionnaire(*items), scales=(PAINFUL,))


def test_rows_are_what_was_submitted_and_nothing_that_was_broken_off() -> None:
    record = published()
    person(record, "a", step="submitted", answers={"calm": "2"})
    person(record, "b", step="broken_off", answers={"calm": "3"})
    person(record, "c", step="declined")
    columns = refreshed(None, record)
    assert (len(columns.participants), columns.version.submitted) == (1, 1)
    assert answers_to(columns, "calm") == ["2"]


def test_a_row_says_what_is_known_of_its_participant_and_its_submission() -> None:
    record = published(entry=questionnaire(), exit=questionnaire())
    person(record, "a", wave="exit", step="submitted", arm="support", site=None, language="ar")
    (row,) = content(refreshed(None, record))
    told = {name: row[name] for name in ("wave", "origin", "arm", "site", "event", "language", "mode", "sent")}
    assert told == {
        "wave": "exit",
        "origin": "register",
        "arm": "support",
        "site": None,
        "event": None,
        "language": "fr",  # the one the answers were given in
        "mode": "web",
        "sent": NOON.timestamp(),
    }
    assert row["questionnaire"] == record.wave("exit").questionnaire_digest


def test_the_reason_of_a_missing_answer_is_its_code() -> None:
    record = published()
    person(record, "a", step="submitted", missing={"calm": "refused", "calm_then": "not_answered"})
    columns = refreshed(None, record)
    assert columns.answers["calm"].codes == array("h", [REFUSED_CODE])
    assert columns.answers["calm_then"].codes == array("h", [NOT_ANSWERED_CODE])


def test_columns_are_choices_of_one_and_numbers_of_scales() -> None:
    record = published(post=scaled(CALM, PAIN, AGE))
    person(record, "a", step="submitted", answers={"calm": "1", "pain": 7, "age": 41})
    columns = refreshed(None, record)
    assert list(columns.answers) == ["calm", "pain"] == list(columns.questions)
    assert (answers_to(columns, "calm"), answers_to(columns, "pain")) == (["1"], ["7"])
    assert columns.answers["calm"].names == ("1", "2", "3")


@pytest.mark.parametrize(("stored", "name"), [(3, "3"), (3.0, "3"), (2.5, "2.5"), (0, "0")])
def test_a_number_has_one_name_however_it_is_stored(stored: float, name: str) -> None:
    record = published(post=scaled(PAIN))
    person(record, "a", step="submitted", answers={"pain": stored})
    assert answers_to(refreshed(None, record), "pain") == [name]


def test_an_answer_outside_the_choices_is_kept() -> None:
    record = published()
    person(record, "a", step="submitted", answers={"calm": "7"})
    column = refreshed(None, record).answers["calm"]
    assert (column.values(), column.names) == (["7"], ("1", "2", "3", "7"))


def test_choices_of_an_older_questionnaire_keep_their_names_and_its_questions_their_columns() -> None:
    older = published(post=questionnaire(CALM, CALM_THEN))
    person(older, "a", step="submitted", answers={"calm": "2", "calm_then": "1"})
    newer = published(post=questionnaire(CALM))
    person(newer, "b", step="submitted", answers={"calm": "3"})
    columns = refreshed(None, newer)
    assert (answers_to(columns, "calm"), answers_to(columns, "calm_then")) == (["2", "3"], ["1", None])
    assert columns.answers["calm_then"].codes[1] == NOT_ASKED_CODE
    assert columns.questionnaire.values() == [older.waves[0].questionnaire_digest, newer.waves[0].questionnaire_digest]


def test_a_question_asked_with_another_type_before_keeps_what_was_answered_then() -> None:
    several = replace(CALM, type="select_multiple")
    older = published(post=questionnaire(several))
    person(older, "a", step="submitted", answers={"calm": ["1", "3"]})
    newer = published(post=questionnaire(CALM))
    person(newer, "b", step="submitted", answers={"calm": "3"})
    assert answers_to(refreshed(None, newer), "calm") == ['["1", "3"]', "3"]


def test_the_profile_of_the_register_stands_beside_the_answers() -> None:
    record = profiled()
    person(record, "a", step="submitted", profile='{"age_band": "30+"}')
    person(record, "b", step="submitted", profile="{}")
    column = refreshed(None, record).attributes["register.age_band"]
    assert (column.values(), column.names) == (["30+", None], ("-29", "30+"))


def profiled() -> StudyRecord:
    band = ProfileVariable("age_band", "AGE", {"fr": "Âge"}, {"-29": {"fr": "jeune"}, "30+": {"fr": "autre"}})
    plain = study()
    return studies.publish(replace(plain, register=replace(plain.register, profile=(band,))), {"post": questionnaire()})


def test_the_register_is_everybody_of_it_and_nobody_of_the_open_link() -> None:
    record = profiled()
    person(record, "a", step="submitted", arm="advice", language="ar", profile='{"age_band": "30+"}')
    person(record, "b", arm="support")
    person(record, "open-c", step="submitted", origin="open")
    found = frame(record)
    assert {name: column.values() for name, column in found.attributes.items()} == {
        "arm": ["advice", "support"],
        "site": [None, None],
        "event": [None, None],
        "language": ["ar", None],
        "register.age_band": ["30+", None],
    }
    assert found.participants[0] == refreshed(None, record).participants[0]


def test_the_register_is_read_again_only_after_an_import() -> None:
    record = published()
    row = RegisterRow("a", arm="advice")
    register_imports.import_register(record, [row], "first file", "test")
    first = frame(record)
    person(record, "b", step="submitted")
    assert frame(record, first).participants is first.participants
    register_imports.import_register(record, [replace(row, arm="support")], "second file", "test")
    second = frame(record, first)
    assert (first.attributes["arm"].values(), second.attributes["arm"].values()) == (["advice"], ["support", None])


def test_nothing_new_is_nothing_read() -> None:
    record = published()
    person(record, "a", step="submitted", answers={"calm": "2"})
    first = refreshed(None, record)
    again = refreshed(first, record)
    assert again.answers is first.answers and again.version == first.version


def test_what_was_held_before_stays_as_it_was() -> None:
    record = published()
    person(record, "a", step="submitted", answers={"calm": "2"})
    first = refreshed(None, record)
    person(record, "b", step="submitted", answers={"calm": "3"})
    second = refreshed(first, record)
    assert (answers_to(first, "calm"), answers_to(second, "calm")) == (["2"], ["2", "3"])


def test_only_new_submissions_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    record = published()
    for name in "abc":
        person(record, name, step="submitted")
    first = refreshed(None, record)
    read: list[Sequence[int]] = []
    numbered = cache.submitted.numbered

    def noted(connection: Any, numbers: Sequence[int]) -> Any:
        read.append(numbers)
        return numbered(connection, numbers)

    monkeypatch.setattr(cache.submitted, "numbered", noted)
    person(record, "d", step="submitted", submitted_at=NOON + datetime.timedelta(hours=1))
    second = refreshed(first, record)
    assert [len(numbers) for numbers in read] == [1]
    assert len(second.participants) == 4


def test_one_that_was_sent_earlier_and_kept_later_is_found() -> None:
    record = published()
    person(record, "a", step="submitted", submitted_at=NOON)
    first = refreshed(None, record)
    person(record, "b", step="submitted", submitted_at=NOON - datetime.timedelta(hours=3))
    assert content(refreshed(first, record)) == content(refreshed(None, record))


def test_what_was_erased_is_gone_from_the_columns() -> None:
    record = published()
    person(record, "a", step="submitted", answers={"calm": "2"})
    person(record, "b", step="submitted", answers={"calm": "3"})
    first = refreshed(None, record)
    erase(record, "a")
    assert answers_to(refreshed(first, record), "calm") == ["3"]


def test_as_many_new_as_erased_is_told_apart() -> None:
    record = published()
    person(record, "a", step="submitted", answers={"calm": "2"})
    first = refreshed(None, record)
    erase(record, "a")
    person(record, "b", step="submitted", answers={"calm": "3"})
    assert answers_to(refreshed(first, record), "calm") == ["3"]


def test_rows_that_went_without_a_word_in_the_log_are_noticed_by_their_number() -> None:
    record = published()
    person(record, "a", step="submitted", answers={"calm": "2"})
    person(record, "b", step="submitted", answers={"calm": "3"})
    first = refreshed(None, record)
    with extensions.answers.writing() as session:
        session.execute(text("DELETE FROM submission WHERE document LIKE '%\"2\"%'"))
    assert answers_to(refreshed(first, record), "calm") == ["3"]


def test_a_changed_register_is_followed() -> None:
    record = published()
    register_imports.import_register(record, [RegisterRow("z", arm="advice")], "first file", "test")
    person(record, "a", step="submitted", arm="advice")
    first = refreshed(None, record)
    with extensions.answers.writing() as session:
        session.execute(update(Participant).values(arm="support"))
    register_imports.import_register(record, [RegisterRow("z", arm="advice")], "second file", "test")
    assert refreshed(first, record).attributes["arm"].values() == ["support"]


def erase(record: StudyRecord, participant: str) -> None:
    erasure.erase_participant(record, participant, record.waves, keep_contacts=True, actor="test")


Act = tuple[str, int, int]
ACTS = st.lists(st.tuples(st.sampled_from("ssssseir"), st.integers(0, 30), st.integers(0, 3)), min_size=1, max_size=12)


@given(acts=ACTS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_refreshed_after_every_act_they_equal_those_made_anew(app: Flask, acts: list[Act]) -> None:
    """s: somebody submits, maybe earlier than others; e: somebody is erased; i: a register file; r: refreshed."""
    name = f"study{next(NUMBERS)}"
    record = published(name, entry=questionnaire(), exit=questionnaire())
    columns, there = refreshed(None, record), set[str]()
    for place, (act, number, choice) in enumerate(acts):
        if act == "s":
            moment = NOON + datetime.timedelta(seconds=number * 40)
            answers = {"calm": str(choice)} if choice else {}
            wave = record.waves[number % 2].name
            person(record, f"p{place}", wave=wave, step="submitted", answers=answers, submitted_at=moment)
            there.add(f"p{place}")
        elif act == "e" and there:
            erase(record, sorted(there)[number % len(there)])
        elif act == "i":
            register_imports.import_register(record, [RegisterRow(f"r{number}")], f"file {place}", "test")
        else:
            columns = refreshed(columns, record)
    assert content(refreshed(columns, record)) == content(refreshed(None, record))


NUMBERS = iter(range(10**6))


def test_a_column_with_more_names_than_16_bits_tell_apart_grows_into_32() -> None:
    growing = Growing(blank())
    growing.extend_with(str(number) for number in range(40_000))
    column = growing.column()
    assert (column.codes.typecode, column.names[column.codes[39_999]]) == ("i", "39999")
