"""The words of a report: people counted, quotes under keys and read again, stale inferences refused."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping

import pytest
from flask import Flask
from joint.coded_thirty import ANA, coded_thirty, mark
from sqlalchemy import update

from survey.extensions import answers
from survey.findings import joint_display
from survey.findings.report.basis import basis_of, file_of
from survey.findings.report.drawing import drawn
from survey.findings.report.file import ReportError, ReportFile, read_report
from survey.findings.report.telling import told_report
from survey.findings.report.verifying import CHANGED, MATCHES, WRONG, Verification, logged, verified
from survey.findings.report.words import refuse_stale
from survey.privacy import inference_ground, joint_matrix, joint_words, measures
from survey.store import codes, erasure, inferences, interview_moves, rounds, studies, transcripts
from survey.store.codings import Said
from survey.store.inferences import THEME, WRITTEN, NewInference
from survey.store.layers import Layer
from survey.store.studies import StudyRecord
from survey.store.tables.base import table
from survey.store.tables.transcripts import TurnRow

BESIDE = ("words/matrix/", "words/echo/")
Study = tuple[StudyRecord, Mapping[str, int]]


@pytest.fixture
def study(app: Flask) -> Study:
    """All four interviews are coded to the end."""
    record, found = coded_thirty()
    finish(record)
    return record, found


def finish(record: StudyRecord, coder: str = ANA) -> None:
    for each in transcripts.interviews(record.id):
        rounds.finish(record, each, Layer(coder))


def made(record: StudyRecord) -> ReportFile:
    file = file_of(basis_of(record, exact=True))
    logged(record, file, {"kind": file.kind}, ANA)
    return file


def verify(record: StudyRecord, file: ReportFile) -> Verification:
    return verified(studies.study_named(record.name), read_report(file.text().encode()))


def quote_of(file: ReportFile, interview: int) -> str:
    """The key of the quote of an interview."""
    return next(key for key, each in file.quotes.items() if each["interview"] == str(interview))


def infer(record: StudyRecord) -> None:
    """An inference about the scale, on what is there now."""
    matrix = joint_matrix.matrix(measures.measures(record, "en"), record.study.guide, codes.codebook(record.id))
    told = joint_display.answer({"study": record.name, "language": "en", "filters": {}})
    figures = inference_ground.figures_of(next(each for each in told["scales"] if each["name"] == "wellbeing"))
    words = joint_words.words(record, ANA, {}, veiled=False)
    seen = inference_ground.ground(words, inference_ground.codes_of(matrix, THEME, "wellbeing") or (), figures)
    new = NewInference(THEME, "wellbeing", "contradicts", "They differ.", 0)
    inferences.keep(record, new, json.loads(json.dumps(seen)), WRITTEN, ANA)


def test_people_are_counted_and_only_who_may_be_quoted_is_quoted(study: Study) -> None:
    file = made(study[0])
    counts = {key: value for key, value in file.numbers.items() if key.startswith("words")}
    assert counts["words#interviewed"] == 4
    by_code = {key: value for key, value in counts.items() if key.count("/") and not key.startswith(BESIDE)}
    assert sorted(by_code.values()) == [1, 4]
    # Of the code "Mood" two are printed, the key quote first; "Alone" was marked once; 2 says the contrary of 1.
    assert {each["interview"] for each in file.quotes.values()} == {"1", "2", "3"}  # 4 is not to be quoted


def test_a_quote_matrix_counts_people_of_each_group_and_quotes_one_of_them(study: Study) -> None:
    record, codes_by_name = study
    file = made(record)
    mood = next(each.guid for each in codes.codebook(record.id) if each.id == codes_by_name["Mood"])
    numbers = file.numbers
    groups = {key: value for key, value in numbers.items() if key.startswith("words/matrix/arm:")}
    cells = {key: value for key, value in numbers.items() if key.startswith(f"words/matrix/{mood}/arm:")}
    assert (
        [len(groups), sum(filter(None, groups.values()))] == [len(cells), sum(filter(None, cells.values()))] == [3, 4]
    )
    assert groups["words/matrix/arm:#people"] == 1  # of interview 3 nothing of the register is told
    told = told_report(basis_of(record, exact=True), file, "en").words
    assert told is not None and told.matrix is not None
    assert [line.name for line in told.matrix.lines] == ["Mood", "Alone"]
    quoted = [cell.quote.key for line in told.matrix.lines for cell in line.cells if cell.quote]
    assert quoted and set(quoted) <= file.quotes.keys()


def test_under_a_quote_stands_who_says_the_contrary(study: Study) -> None:
    """Interview 3 has no direction: all four say the same as it. Interview 1 says −2, and 2 the contrary."""
    record, file = study[0], made(study[0])
    told = told_report(basis_of(record, exact=True), file, "en").words
    assert told is not None
    ((neutral, bad), _alone) = (code.quotes for theme in told.themes for code in theme.codes)
    assert (neutral.who, neutral.contrary, neutral.echo) == (
        "Interview 3",
        None,
        ("The same: 4", "The contrary: 0", "Nothing of it: 0"),
    )
    assert (bad.who, bad.echo) == (
        "Interview 1",
        ("The same: 1", "The contrary: 2", "Neither way: 1", "Nothing of it: 0"),
    )
    assert bad.contrary is not None and bad.contrary.who == "Interview 2"
    assert bad.drawn is not None and bad.drawn.who in {"Interview 2", "Interview 3"}
    assert file.numbers[f"words/echo/{bad.key.removeprefix('quote/')}/contrary#people"] == 2


def test_a_report_whose_quotes_stand_in_their_source_matches(study: Study) -> None:
    file = made(study[0])
    found = verify(study[0], file)
    assert (found.verdict, found.quotes, found.quotes_read) == (MATCHES, (), len(file.quotes))


def test_a_quote_that_its_source_never_said_is_wrong_and_named(study: Study) -> None:
    record, file = study[0], made(study[0])
    key = quote_of(file, 3)
    other = {**file.quotes, key: {**file.quotes[key], "text": file.quotes[key]["text"] + "!"}}
    found = verify(record, dataclasses.replace(file, quotes=other))
    assert found.verdict == WRONG
    assert [(each.key, each.what) for each in found.quotes] == [(key, "other words")]


def test_a_source_that_was_changed_behind_its_back_is_wrong(study: Study) -> None:
    record, file = study[0], made(study[0])
    interview = transcripts.interview(record.id, 3)
    assert interview is not None
    turn = table(TurnRow)
    with answers.changing() as connection:
        connection.execute(update(turn).where(turn.c.transcript_id == interview.id).values(text="Something else."))
    assert [(each.key, each.what) for each in verify(record, file).quotes] == [(quote_of(file, 3), "other words")]


def test_a_withdrawn_consent_is_no_error_and_is_named(study: Study) -> None:
    record, file = study[0], made(study[0])
    interview = transcripts.interview(record.id, 3)
    assert interview is not None
    interview_moves.move(record, interview, dataclasses.replace(interview_moves.whose(interview), quote="none"), ANA)
    found = verify(record, file)
    assert [(each.key, each.what) for each in found.quotes] == [(quote_of(file, 3), "may no longer be quoted")]
    assert (found.verdict, found.wrong) == (CHANGED, ())
    assert quote_of(file, 3) not in made(record).quotes


def test_an_erased_person_is_quoted_no_more(study: Study) -> None:
    record, file = study[0], made(study[0])
    erasure.erase_participant(record, "p6-0", record.waves, keep_contacts=True, actor=ANA)
    assert {each.what for each in verify(record, file).quotes} == {"no longer marked"}
    assert "1" not in {each["interview"] for each in made(record).quotes.values()}


def test_a_count_of_people_that_nothing_explains_is_wrong(study: Study) -> None:
    record, file = study[0], made(study[0])
    found = verify(record, dataclasses.replace(file, numbers={**file.numbers, "words#interviewed": 5}))
    assert [each.key for each in found.wrong] == ["words#interviewed"]


def test_other_codings_explain_other_counts(study: Study) -> None:
    record, code = study
    file = made(record)
    mark(record, 2, Said(code["Alone"], -1), 2, coder="ben")
    rounds.finish(record, interview_of(record, 2), Layer("ben"))
    found = verify(record, file)
    assert found.wrong == ()
    alone = next(each.guid for each in codes.codebook(record.id) if each.id == code["Alone"])
    changed = {each.key for each in found.changed}
    assert f"words/{alone}#people" in changed
    assert all(key.startswith(("words/echo/", f"words/matrix/{alone}/", f"words/{alone}#")) for key in changed)
    assert any("What is coded" in note for note in found.notes)


def interview_of(record: StudyRecord, number: int) -> transcripts.Interview:
    found = transcripts.interview(record.id, number)
    if found is None:
        raise LookupError(number)
    return found


def test_an_interview_that_is_still_read_is_not_printed(study: Study) -> None:
    record, code = study
    mark(record, 3, Said(code["Alone"]), 2, coder="ben")
    file = made(record)
    assert file.numbers["words#interviewed"] == 3
    assert "3" not in {each["interview"] for each in file.quotes.values()}


def test_stale_inferences_are_refused(study: Study) -> None:
    record, code = study
    infer(record)
    refuse_stale(basis_of(record, exact=True).words)
    mark(record, 2, Said(code["Mood"], 1), 3, coder="ben")
    rounds.finish(record, interview_of(record, 2), Layer("ben"))
    with pytest.raises(ReportError, match="theme wellbeing.*--stale REASON"):
        refuse_stale(basis_of(record, exact=True).words)


def test_whoever_prints_stale_inferences_signs_for_it(study: Study) -> None:
    record = study[0]
    infer(record)
    basis = basis_of(record, exact=True)
    file = file_of(basis, override={"by": "Ana Lima", "reason": "the meeting is today"})
    page = drawn(told_report(basis, file, "en"))
    assert "They differ." in page
    assert "Ana Lima answers for it: the meeting is today" in page
    assert quote_of(file, 3) in page


def test_a_report_of_the_first_version_is_still_verified(study: Study) -> None:
    record, file = study[0], made(study[0])
    numbers = {key: value for key, value in file.numbers.items() if not key.startswith("words")}
    old = dataclasses.replace(file, version=1, numbers=numbers, quotes={}, inferences={}, words_version="")
    logged(record, old, {"kind": old.kind}, ANA)
    assert "quotes" not in json.loads(old.text())
    assert verify(record, old).verdict == MATCHES
