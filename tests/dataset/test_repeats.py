"""A repeat is a table of its own: one row per instance, with the submission and the instances it stands in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from household_study import ANA, BELOW, CHILD, FAMILY, FIRST_NAME, TOTAL, VISIT, YEARS, household, submitted
from staff_study import NOON, person

from survey.dataset.codebook import codebook
from survey.dataset.columns import repeats
from survey.dataset.rows import Dataset, dataset, missing_reasons, repeat_tables, rows
from survey.instrument.definition import Group, Question
from survey.store import documents, versions
from survey.store.studies import StudyRecord

pytestmark = pytest.mark.usefixtures("app")


def tables(record: StudyRecord) -> dict[str, Dataset]:
    return {"/".join(table.repeat): table for table in repeat_tables(dataset(record))}


def table(source: Dataset) -> list[dict[str, Any]]:
    """The rows as maps, without the columns that are the same in all of them."""
    names = [column.name for column in source.participant]
    return [
        {
            name: value
            for name, value in {**dict(zip(names, row.participant, strict=True)), **row.answers}.items()
            if name not in ("wave", "questionnaire", "state")
        }
        for row in rows(source)
    ]


def test_each_repeat_is_a_table_and_its_questions_leave_the_main_one() -> None:
    source = dataset(household())
    assert [column.name for column in source.questions] == ["family", "total"]
    assert {name: [column.name for column in each.questions] for name, each in tables(household()).items()} == {
        "child": ["first_name", "years", "school", "below", "worded"],
        "child/visit": ["day", "calm"],
    }


def test_a_table_tells_submission_instance_and_the_instances_around_it() -> None:
    found = tables(household())
    identified = ["participant_id", "wave", "questionnaire", "state"]
    assert [column.name for column in found["child"].participant] == [*identified, "child.instance"]
    assert [column.name for column in found["child/visit"].participant] == [
        *identified,
        "child.instance",
        "visit.instance",
    ]
    assert [column.dtype for column in found["child/visit"].participant] == ["string"] * 4 + ["Int64"] * 2


def test_a_row_is_an_instance() -> None:
    record = household()
    submitted(record, "a", ANA)
    submitted(record, "b", {"family": "Roy", "child": 0})
    submitted(record, "c", {"family": "Sy", "child": 1, "first_name[1]": "Chloé", "years[1]": 12, "visit[1]": 0})
    found = tables(record)
    # by hand from the answers: below is years - 10
    assert table(found["child"]) == [
        {"participant_id": "a", "child.instance": 1, "first_name": "Ana", "years": 7, "school": "Nord", "below": -3}
        | {"worded": "Ana 7"},
        {"participant_id": "a", "child.instance": 2, "first_name": "Bob", "years": 3, "below": -7, "worded": "Bob 3"},
        {"participant_id": "c", "child.instance": 1, "first_name": "Chloé", "years": 12, "below": 2}
        | {"worded": "Chloé 12"},
    ]
    assert table(found["child/visit"]) == [
        {"participant_id": "a", "child.instance": 1, "visit.instance": 1, "day": "2026-01-10", "calm": "2"},
        {"participant_id": "a", "child.instance": 1, "visit.instance": 2, "day": "2026-02-11"},
        {"participant_id": "a", "child.instance": 2, "visit.instance": 1, "calm": "3"},
    ]


def test_the_rows_of_submissions_are_what_they_were() -> None:
    record = household()
    submitted(record, "a", ANA)
    submitted(record, "b", {"family": "Roy", "child": 1, "years[1]": -6})
    whole = [(row.participant[0], row.answers.get("family"), row.answers.get("total")) for row in rows(dataset(record))]
    assert whole == [("a", "Diallo", 2.5), ("b", "Roy", -1.5)]  # (7 + 3) / 4 and -6 / 4


def test_a_submitted_instance_tells_why_it_lacks_an_answer() -> None:
    record = household()
    submitted(record, "a", ANA)
    found = tables(record)
    assert [missing_reasons(row) for row in rows(found["child"])] == [{}, {"school": "not_asked"}]
    assert [missing_reasons(row) for row in rows(found["child/visit"])] == [
        {},
        {"calm": "not_answered"},
        {"day": "not_answered"},
    ]


def test_an_instance_broken_off_was_not_reached_or_not_asked() -> None:
    record = household()
    flow = versions.flow(record.waves[0].questionnaire_digest)
    said = {"family": "Diallo", "child": 2, "first_name[1]": "Ana", "years[1]": 3, "first_name[2]": "Bob"}
    begun = documents.settled(documents.Document(answers=said, missing={"years[2]": "refused"}), flow, NOON)
    known = {"missing": begun.missing, "instances": begun.instances, "calculated": begun.calculated}
    person(record, "a", step="broken_off", answers=begun.answers, **known)
    first, second = rows(tables(record)["child"])
    assert dict(missing_reasons(first)) == {"school": "not_asked"}  # 3 is not above 5
    assert dict(missing_reasons(second)) == {"years": "refused", "school": "not_asked", "below": "not_reached"}
    (whole,) = rows(dataset(record))
    assert missing_reasons(whole)["total"] == "not_reached"


def test_a_question_of_another_version_keeps_its_column() -> None:
    older = household(FAMILY, replace(CHILD, children=(FIRST_NAME, YEARS)))
    submitted(older, "a", {"child": 1, "first_name[1]": "Ana", "years[1]": 7})
    newer = household(FAMILY, YEARS, replace(CHILD, children=(FIRST_NAME,)))
    submitted(newer, "b", {"years": 40, "child": 1, "first_name[1]": "Bob"})
    assert [dict(row.answers).get("years") for row in rows(dataset(newer))] == [None, 40]
    assert [dict(row.answers) for row in rows(tables(newer)["child"])] == [
        {"first_name": "Ana", "years": 7},
        {"first_name": "Bob"},
    ]


def test_a_repeat_moved_into_another_makes_two_tables() -> None:
    household(FAMILY, VISIT)
    record = household(FAMILY, CHILD)
    assert list(tables(record)) == ["child", "child/visit"]
    submitted(household(FAMILY, VISIT), "a", {"visit": 1, "day[1]": "2026-01-10"})
    moved = household(FAMILY, CHILD)
    assert repeats(dataset(moved).versions) == (("child",), ("child", "visit"), ("visit",))
    assert [row.participant[-1] for row in rows(tables(moved)["visit"])] == [1]
    assert list(rows(tables(moved)["child/visit"])) == []


def test_a_repeat_in_a_group_is_found() -> None:
    record = household(Group("page", {}, (FAMILY, CHILD), appearance=("field-list",)))
    assert list(tables(record)) == ["child", "child/visit"]


@pytest.mark.parametrize(
    ("bound", "value", "dtype"),
    [("int", -3, "Int64"), ("integer", -3, "Int64"), ("decimal", -3.0, "Float64"), ("string", "-3", "string")],
)
def test_what_is_worked_out_is_a_number_where_it_is_bound_as_one(bound: str, value: object, dtype: str) -> None:
    worked_out = replace(BELOW, columns={"bind::type": bound})
    record = household(YEARS, worked_out)
    submitted(record, "a", {"years": 7})
    (row,) = rows(dataset(record))
    assert (row.answers["below"], type(row.answers["below"])) == (value, type(value))
    assert dataset(record).questions[1].dtype == dtype


def test_a_question_that_is_asked_and_worked_out_is_a_number_too() -> None:
    record = household(YEARS, Question("integer", "double", {"fr": "Double"}, calculation="${years} * 2"))
    submitted(record, "a", {"years": 7})
    (row,) = rows(dataset(record))
    assert row.answers["double"] == 14 and dataset(record).questions[1].dtype == "Int64"


def test_a_number_that_is_none_stays_a_text() -> None:
    record = household(YEARS, Question("hidden", "fixed", {}, default="abc", columns={"bind::type": "int"}))
    submitted(record, "a", {"years": 7})
    (row,) = rows(dataset(record))
    assert row.answers["fixed"] == "abc"


def test_the_codebook_tells_the_columns_of_each_table() -> None:
    found = [
        (entry.repeat, entry.name, entry.label, entry.dtype)
        for entry in codebook(dataset(household()), "en")
        if entry.repeat or entry.name in (FAMILY.name, TOTAL.name)
    ]
    assert found == [
        ("", "family", "Family", "string"),
        ("", "total", "", "Float64"),
        ("child", "child.instance", "The number of the instance of the repeat child", "Int64"),
        ("child", "first_name", "First name", "string"),
        ("child", "years", "Age of the child", "Int64"),
        ("child", "school", "School", "string"),
        ("child", "below", "", "Int64"),
        ("child", "worded", "", "string"),
        ("child/visit", "child.instance", "The number of the instance of the repeat child", "Int64"),
        ("child/visit", "visit.instance", "The number of the instance of the repeat visit", "Int64"),
        ("child/visit", "day", "Which day?", "datetime64[ns]"),
        ("child/visit", "calm", "Calm", "Int64"),
    ]
