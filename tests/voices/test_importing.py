"""Files come in together or not at all; twice is once; what nobody stated is no; every problem is said at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from voices.documents import archive_of, docx
from voices.interviews import HEADER, brought_in, listed, only, said, study_of, text

from survey import extensions
from survey.store import audit, originals, transcript_imports, transcripts
from survey.store.studies import StudyRecord
from survey.store.tables.originals import TranscriptOriginal
from survey.voices.importing import ImportRefused, import_transcripts
from survey.voices.search import search

SOUND = ("one.txt", text("L1 : bonjour", "L2 : oui"))
OTHER = ("two.txt", text("L1 : bonsoir"))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
READ_ALIKE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
"""What is refused before anything is kept is refused on every database alike."""


def refused(record: StudyRecord, *files: tuple[str, bytes], participant_id: str | None = None) -> list[str]:
    """The file, place, column and rule of each problem; nothing is kept of any file."""
    with pytest.raises(ImportRefused) as caught:
        import_transcripts(record, files, "ana", participant_id=participant_id)
    assert transcripts.interviews(record.id) == ()
    with extensions.contacts.reading() as session:
        assert session.scalar(select(func.count()).select_from(TranscriptOriginal)) == 0
    assert audit.entries(action="interviews imported") == []
    return [f"{each.file} {each.place} {each.column} {each.rule}" for each in caught.value.problems]


def test_what_is_not_stated_is_no(app: Flask) -> None:
    record = study_of(a="")
    (told,) = brought_in(record, SOUND).interviews
    interview = only(record)
    assert (interview.participant_id, interview.wave, interview.held_on) == (None, None, None)
    assert (interview.link, interview.quote, interview.language) == (False, "none", "fr")
    assert [each.rule for each in told.repairs] == ["not-listed", "language-not-stated"]
    assert {turn.role for turn in transcripts.turns(interview)} == {""}


def test_blank_cells_of_a_list_state_nothing(app: Flask) -> None:
    record = study_of(a="")
    (told,) = brought_in(record, SOUND, listed("one.txt,a,,,,,,")).interviews
    assert (only(record).participant_id, only(record).link, only(record).quote) == ("a", False, "none")
    assert [each.what for each in told.repairs if each.rule == "not-stated"] == [
        "Not stated, so it counts as no: link and quote."
    ]


def test_files_beside_the_list_come_in_with_nothing_allowed(app: Flask) -> None:
    record = study_of(a="")
    told = brought_in(record, SOUND, OTHER, listed("one.txt,a,post,,fr,,yes,public")).interviews
    assert [each.file for each in told] == ["one.txt", "two.txt"]
    assert [repair.rule for repair in told[1].repairs] == ["not-listed", "language-not-stated"]
    unlisted = transcripts.interview(record.id, told[1].number)
    assert unlisted is not None and (unlisted.link, unlisted.quote) == (False, "none")


def test_one_participant_for_files_without_a_list(app: Flask) -> None:
    record = study_of(a="")
    brought_in(record, SOUND, participant_id="a")
    assert (only(record).participant_id, only(record).link, only(record).quote) == ("a", False, "none")


def test_one_participant_for_a_file_that_is_there_moves_it_and_keeps_its_consent(app: Flask) -> None:
    record = study_of(a="", b="")
    brought_in(record, SOUND, listed("one.txt,a,post,,fr,L1=respondent,yes,public"))
    assert brought_in(record, SOUND, participant_id="b").interviews[0].change == "updated"
    interview = only(record)
    assert (interview.participant_id, interview.wave, interview.quote) == ("b", "post", "public")
    assert transcripts.turns(interview)[0].role == "respondent"


def test_the_same_file_again_changes_nothing(app: Flask) -> None:
    record = study_of(a="")
    rows = listed("one.txt,a,post,,fr,L1=respondent,yes,public")
    first = brought_in(record, SOUND, rows)
    before, logged = only(record), audit.entries()
    again = brought_in(record, SOUND, rows)
    assert (first.added, again.added) == (1, 0)
    assert [(each.change, each.number, each.turns) for each in again.interviews] == [("unchanged", 1, 2)]
    assert (only(record), audit.entries()) == (before, logged)


def test_the_same_file_under_another_name_without_a_list_changes_nothing(app: Flask) -> None:
    record = study_of(a="")
    brought_in(record, SOUND, listed("one.txt,a,post,,fr,L1=respondent,yes,public"))
    before = only(record)
    assert brought_in(record, ("renamed.txt", SOUND[1])).interviews[0].change == "unchanged"
    assert only(record) == before


def test_what_the_list_says_later_counts(app: Flask) -> None:
    record = study_of(a="", b="")
    brought_in(record, SOUND, listed("one.txt,a,post,2026-03-01,fr,L1=respondent,yes,public"))
    transcripts.release(only(record), "ana")
    before = transcripts.turns(only(record))
    told = brought_in(record, SOUND, listed("one.txt,b,,,en,L2=respondent,no,none"))
    interview = only(record)
    assert [each.change for each in told.interviews] == ["updated"]
    assert (interview.participant_id, interview.wave, interview.held_on, interview.language) == ("b", None, None, "en")
    assert (interview.link, interview.quote, interview.released_at) == (False, "none", None)
    assert interview.is_withdrawn
    assert [turn.role for turn in transcripts.turns(interview)] == ["", "respondent"]
    assert [turn.text for turn in transcripts.turns(interview)] == [turn.text for turn in before]
    original = originals.opened("tiny", transcripts.file_digest(interview), "ana")
    assert original is not None and (original.participant_id, original.wave) == ("b", None)


def test_another_language_is_another_index(app: Flask) -> None:
    record = study_of(a="")
    files = ("one.txt", text("L1 : helped")), listed("one.txt,a,,,fr,,,")
    brought_in(record, *files)
    assert search(record, "helping", {1}) == ()
    brought_in(record, files[0], listed("one.txt,a,,,en,,,"))
    assert len(search(record, "helping", {1})) == 1


def test_an_interrupted_import_is_finished_by_doing_it_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    record = study_of(a="Zoé Petit")
    file = ("one.txt", text("L1 : avec Zoé"))

    def breaks(*_given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(transcript_imports, "_add", breaks)
        with pytest.raises(ZeroDivisionError):
            brought_in(record, file, participant_id="a")
    assert transcripts.interviews(record.id) == ()
    brought_in(record, file, participant_id="a")
    assert said(record) == ["avec [P1]"]
    assert originals.opened("tiny", transcripts.file_digest(only(record)), "ana") is not None


def test_numbers_do_not_tell_the_order_of_the_files(app: Flask) -> None:
    record = study_of(a="")
    files = [(f"{number:02}.txt", text(f"L1 : {number}")) for number in range(40)]
    numbers = [each.number for each in brought_in(record, *files).interviews]
    assert sorted(numbers) == list(range(1, 41)) != numbers


def test_the_log_holds_counts_and_no_file_name(app: Flask) -> None:
    record = study_of(a="")
    brought_in(record, ("canary.txt", SOUND[1]), OTHER)
    (entry,) = audit.entries(action="interviews imported")
    assert (entry.actor, entry.detail) == ("ana", {"interviews": 2, "turns": 3})


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("one.txt", b"", "empty"),
        ("one.txt", b" \n", "empty"),
        ("one.docx", b"L1 : oui", "wrong-ending"),
        ("one.vtt", SOUND[1], "wrong-ending"),
        ("one.docx", COMPOUND, "encrypted"),
        ("one.docx", docx("<w:p><w:r><w:t>L1 : &b;</w:t></w:r></w:p>", ENTITIES), "entities"),
        ("one.docx", docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>")[:200], "package-broken"),
        ("one.docx", archive_of({"bomb": b"0" * 50_000_000}), "package-too-large"),
        ("one.pdf", b"%PDF-1.7", "not-a-transcript"),
        ("one.txt", b"\x00\x01\x02\xff", "binary"),
        ("one", SOUND[1], "unknown-ending"),
    ],
)
def test_a_bad_file_keeps_the_good_ones_out(app: Flask, name: str, content: bytes, rule: str) -> None:
    (problem,) = refused(study_of(a=""), OTHER, (name, content))
    assert problem.startswith(f"{name} 0  ") and problem.endswith(rule)


@READ_ALIKE
@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("three.txt,a,post,,fr,,,", "absent"),
        ("one.txt,zz,post,,fr,,,", "participant_id unknown"),
        ("one.txt,a,psot,,fr,,,", "wave unknown"),
        ("one.txt,a,post,,de,,,", "language unknown"),
        ("one.txt,a,post,31/02/2026,fr,,,", "date date"),
        ("one.txt,a,post,,fr,L1=respondant,,", "roles unknown"),
        ("one.txt,a,post,,fr,L9=respondent,,", "roles unknown"),
        ("one.txt,a,post,,fr,respondent,,", "roles roles"),
        ("one.txt,a,post,,fr,L1=respondent;L1=other,,", "roles roles"),
        ("one.txt,a,post,,fr,,maybe,", "link unknown"),
        ("one.txt,,post,,fr,,yes,", "link link-to-nobody"),
        ("one.txt,a,post,,fr,,,everyone", "quote unknown"),
        (",a,post,,fr,,,", "file blank"),
        ("one.txt,a,post", " cells"),
        ("one.txt,a,post,,fr,,,,,x", " cells"),
    ],
)
def test_a_wrong_row_is_refused(app: Flask, row: str, problem: str) -> None:
    (found,) = refused(study_of(a=""), SOUND, listed(row))
    assert found.startswith("interviews.csv 2 ") and found.endswith(problem)


@READ_ALIKE
@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("file,qoute", "interviews.csv 1 qoute column"),
        ("file,file", "interviews.csv 1 file column"),
        ("participant_id", "interviews.csv 1 file column"),
    ],
)
def test_a_wrong_header_is_refused(app: Flask, header: str, problem: str) -> None:
    assert refused(study_of(a=""), SOUND, listed("one.txt,", header=header)) == [problem]


def test_the_nearest_spelling_is_told(app: Flask) -> None:
    record = study_of(a="")
    with pytest.raises(ImportRefused) as caught:
        brought_in(record, SOUND, listed("one.text,a,psot,,fr,L1=respondant,,pubic"))
    remedies = " ".join(problem.remedy for problem in caught.value.problems)
    for near in ("one.txt", "post", "respondent", "public"):
        assert f"Did you mean {near!r}?" in remedies


def test_all_problems_of_all_files_are_said_at_once(app: Flask) -> None:
    files = [("a.txt", b""), ("b.pdf", b"%PDF-1.7"), SOUND, listed("one.txt,zz,psot,,fr,,,", "gone.txt,a,,,,,,")]
    assert refused(study_of(a=""), *files) == [
        "a.txt 0  empty",
        "b.pdf 0  not-a-transcript",
        "interviews.csv 2 participant_id unknown",
        "interviews.csv 2 wave unknown",
        "interviews.csv 3 file absent",
    ]


@READ_ALIKE
@pytest.mark.parametrize(
    ("files", "problems"),
    [
        ([], [" 0  no-files"]),
        ([listed("one.txt,,,,,,,")], [" 0  no-files", "interviews.csv 2 file absent"]),
        ([SOUND, SOUND], ["one.txt 0  same-name"]),
        ([SOUND, ("copy.txt", SOUND[1])], ["copy.txt 0  same-content"]),
        ([SOUND, listed("one.txt,,,,,,,"), listed("one.txt,,,,,,,")], [" 0  two-lists"]),
        ([SOUND, listed("one.txt,,,,,,,", "one.txt,,,,,,,")], ["interviews.csv 3 file duplicate"]),
        ([SOUND, listed()], ["interviews.csv 0  empty"]),
        ([SOUND, ("interviews.csv", b"\xff\xfe\x00")], ["interviews.csv 0  nul"]),
        ([SOUND, ("interviews.csv", b"")], ["interviews.csv 0  empty"]),
    ],
)
def test_files_that_do_not_go_together(app: Flask, files: list[tuple[str, bytes]], problems: list[str]) -> None:
    assert refused(study_of(a=""), *files) == problems


def test_a_person_nobody_knows_and_a_list_beside_one_person(app: Flask) -> None:
    record = study_of(a="")
    assert refused(record, SOUND, participant_id="zz") == [" 0  unknown"]
    assert refused(record, SOUND, listed("one.txt,a,,,,,,"), participant_id="a") == [
        "interviews.csv 0  list-and-person"
    ]


def as_excel(words: str) -> bytes:
    return ("\ufeff" + words.replace(",", ";").replace("\n", "\r\n")).encode()


def with_sep(words: str) -> bytes:
    return f"sep=,\n{words}".encode()


@pytest.mark.parametrize("saved", [str.encode, as_excel, with_sep])
def test_lists_as_spreadsheets_save_them(app: Flask, saved: Callable[[str], bytes]) -> None:
    record = study_of(a="")
    words = f"{HEADER}\none.txt,a,post,01/03/2026,FR,L1=Respondent|L2=other,Oui,Public\n"
    brought_in(record, SOUND, ("Interviews.CSV", saved(words)))
    interview = only(record)
    assert (interview.link, interview.quote, str(interview.held_on)) == (True, "public", "2026-03-01")
    assert [turn.role for turn in transcripts.turns(interview)] == ["respondent", "other"]


def test_file_names_are_compared_composed_and_without_folders(app: Flask) -> None:
    record = study_of(a="")
    brought_in(record, ("dossier/e\u0301te\u0301.txt", SOUND[1]), listed("été.txt,a,,,,,,"))
    assert only(record).participant_id == "a"
