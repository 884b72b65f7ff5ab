"""Out as .qdpx and .qdc and in again: the same codings word for word, the same bytes, nobody overwritten."""

from __future__ import annotations

import io
import random
import uuid
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select
from staff_study import person
from voices.interviews import brought_in, listed, study_of
from voices.refi_files import study_with_text
from voices.test_real_interviews import FILES
from voices.xsd import faults

from survey import create_app, extensions
from survey.commands.codings import command
from survey.privacy import coded_view
from survey.store import audit, codes, codings, rounds, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.layers import CONSENSUS, Layer
from survey.store.passages import NoPassageError, Passage, quote_of, trimmed
from survey.store.studies import StudyRecord
from survey.store.tables.codings import CodeRow, CodingAct, CodingRound, CodingRow
from survey.store.transcripts import Interview
from survey.voices.refi.importing import Brought, bring_in
from survey.voices.refi.writing import codebook, project

NAMES = ("confiance «forte»", "l'été & l'hiver <2>", "ثقة", "😀 joie", "solitude")
MEMOS = ("", 'vu\r\nen deux lignes\tet < & "plus"', "[weight 2]\nno head", "[]", "ثلاثة 😀")


def with_codes(record: StudyRecord) -> list[int]:
    """A small tree: the first code only holds the second and third; their guids are its order."""
    (top,) = codes.add(record, [NewCode("thèmes", is_category=True)], "ana")
    texts = {"definition": "ce qu'on dit\n[include] à la lettre", "include": "«oui»", "exclude": "\\[links] non"}
    below = [NewCode(name, parent=top.id, links=("wellbeing", "calm"), **texts) for name in NAMES[:2]]
    return [each.id for each in codes.add(record, [*below, *map(NewCode, NAMES[2:])], "ana")]


def held(record: StudyRecord) -> Counter[tuple[str, str, str, str, Said]]:
    """Every coding by what must come back: source, code, coder, quote and what is said of it."""
    book = codes.codebook(record.id)
    digests = {each.id: each.digest for each in transcripts.interviews(record.id)}
    return Counter(
        (
            digests[each.transcript],
            " > ".join(codes.path(book, each.said.code)),
            f"{each.layer} {each.coder}",
            each.quote,
            Said(0, each.said.weight, each.said.is_key, each.said.memo),
        )
        for each in codings.of_study(record.id)
    )


def coding_of(
    chance: random.Random, interview: Interview, texts: dict[int, str], code: int, layer: Layer
) -> dict[str, object] | None:
    """A row for a passage somewhere, over one turn or several; None where there are no words."""
    first = chance.choice(list(texts))
    last = min(first + chance.choice((0, 0, 1, 3)), len(texts))
    start = chance.randint(0, len(texts[first]))
    end = chance.randint(0, len(texts[last]))
    try:
        place = trimmed(texts, Passage(first, start, last, end))
    except NoPassageError:
        return None
    said = {"weight": chance.choice((None, -2, 0, 2)), "is_key": chance.random() < 0.3, "memo": chance.choice(MEMOS)}
    places = {"first_turn": place.first_turn, "starts_at": place.start, "last_turn": place.last_turn}
    whose = {"coder": layer.owner, "layer": layer.name, "code_id": code, "transcript_id": interview.id}
    made = {"guid": str(uuid.UUID(int=chance.getrandbits(128))), "made_at": interview.imported_at}
    return {**made, **whose, **places, "ends_at": place.end, "quote": quote_of(texts, place), **said}


def mark_at_random(record: StudyRecord, book: Sequence[int], count: int, seed: int) -> None:
    """So many codings of three readers, by chance, each place and code once for each."""
    chance = random.Random(seed)
    interviews = transcripts.interviews(record.id)
    read = [(each, {turn.position: turn.text for turn in transcripts.turns(each)}) for each in interviews]
    layers = (Layer("ana"), Layer("ben"), Layer("ben", "again"), Layer("", CONSENSUS))
    rows: dict[tuple[object, ...], dict[str, object]] = {}
    while len(rows) < count:
        interview, texts = chance.choice(read)
        row = coding_of(chance, interview, texts, chance.choice(book), chance.choice(layers))
        if row is not None:
            rows.setdefault(tuple(row[name] for name in row if name not in ("guid", "weight", "is_key", "memo")), row)
    with extensions.answers.writing() as session:
        session.execute(insert(CodingRow), list(rows.values()))


def emptied(record: StudyRecord) -> None:
    """The study as it was before anybody coded."""
    with extensions.answers.writing() as session:
        for row in (CodingRow, CodingAct, CodingRound):
            session.execute(delete(row))
        while session.scalar(select(CodeRow.id).limit(1)) is not None:
            parents = select(CodeRow.parent_id).where(CodeRow.parent_id.is_not(None))
            leaves = list(session.scalars(select(CodeRow.id).where(CodeRow.id.not_in(parents))))
            session.execute(delete(CodeRow).where(CodeRow.id.in_(leaves)))


def taken(record: StudyRecord, content: bytes, name: str = "p.qdpx") -> Brought:
    return bring_in(record, name, content, coded_view.known_to_all(record), "ana")


def project_faults(written: bytes, real_data: Path) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert all(name == "project.qde" or name.startswith("sources/") for name in package.namelist())
        return faults(real_data / "refi" / "Project.xsd", package.read("project.qde"))


def came_and_went(record: StudyRecord, count: int) -> bytes:
    """Export, empty the study, import: the same codings, and the same bytes when exported again."""
    before, written = held(record), project(coded_view.everything(record))
    again = taken(record, written)
    assert (again.codings_added, again.codings_known, again.codes_added, again.told) == (0, count, 0, ())
    emptied(record)
    assert held(record) == Counter()
    brought = taken(record, written)
    assert (brought.codings_added, brought.codes_added, brought.told) == (count, len(NAMES) + 1, ())
    assert held(record) == before
    assert project(coded_view.everything(record)) == written
    return written


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_hundred_codings_at_random_out_and_in_again(app: Flask, real_data: Path, seed: int) -> None:
    """Ten draws of a hundred codings: a thousand, on texts with emoji, Arabic and joined signs."""
    record, _interview = a_study(app)
    emptied(record)
    mark_at_random(record, with_codes(record), 100, seed)
    assert project_faults(came_and_went(record, 100), real_data) == []


STUDIES: dict[int, tuple[StudyRecord, Interview]] = {}


def a_study(app: Flask) -> tuple[StudyRecord, Interview]:
    """The study of this application, made once for all draws."""
    if id(app) not in STUDIES:
        STUDIES.clear()
        STUDIES[id(app)] = study_with_text()
    return STUDIES[id(app)]


def test_a_project_edited_elsewhere_comes_back_beside_what_is_there(app: Flask) -> None:
    record, interview = study_with_text()
    book = with_codes(record)
    made = {"digest": interview.digest}
    kept = codings.mark(interview, Layer("ana"), Passage(1, 0, 1, 7), Said(book[0], 1), **made)
    codings.mark(interview, Layer("ana"), Passage(2, 0, 2, 4), Said(book[1]), **made)
    content = project(coded_view.everything(record))
    codings.say(interview, Layer("ana"), kept.guid, Said(book[0], -2, True, "changed here"))
    brought = taken(record, content)  # of the file's point of view, this coding was changed
    assert (brought.codings_added, brought.codings_known, brought.readers) == (1, 1, (("ana (brought back)", 1),))
    found = {(each.coder, each.quote): each.said.weight for each in codings.of_study(record.id)}
    assert found == {("ana", "Bonjour"): -2, ("ana", "سلام"): None, ("ana (brought back)", "Bonjour"): 1}
    assert [each.done_at is None for each in rounds.of_study(record.id)] == [True, False]
    assert taken(record, content).codings_added == 0


def test_a_codebook_out_and_in_again(app: Flask, real_data: Path) -> None:
    record, _interview = study_with_text()
    with_codes(record)
    before = [
        (each.guid, each.name, each.definition, each.include, each.exclude, each.links) for each in book_of(record)
    ]
    written = codebook(book_of(record))
    assert faults(real_data / "refi" / "Codebook.xsd", written) == []
    emptied(record)
    assert taken(record, written, "c.qdc").codes_added == len(before)
    assert [
        (each.guid, each.name, each.definition, each.include, each.exclude, each.links) for each in book_of(record)
    ] == before
    assert codebook(book_of(record)) == written


def book_of(record: StudyRecord) -> Sequence[codes.Code]:
    return codes.codebook(record.id)


@pytest.mark.parametrize(("link", "told"), [("yes", True), ("no", False)])
def test_scores_and_ids_leave_only_with_their_consent(app: Flask, real_data: Path, link: str, told: bool) -> None:
    record = study_of(unrelated="")
    person(record, "p-known", step="submitted", answers={"calm": "1"})
    row = f"one.txt,p-known,post,2026-03-01,fr,L1=respondent,{link},public"
    brought_in(record, ("one.txt", b"L1 : bonjour"), listed(row))
    written = project(coded_view.everything(record))
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        xml = package.read("project.qde").decode()
    assert project_faults(written, real_data) == []
    assert ("p-known" in xml, "<FloatValue>100.0</FloatValue>" in xml) == (
        told,
        told,
    )  # reversed 1 of 1 to 3: all of it


def test_the_twelve_real_interviews_come_back_without_a_difference(
    installation: Path, real_data: Path, tmp_path: Path
) -> None:
    with create_app().app_context():
        record = study_of(a="Zoé Petit")
        brought_in(record, *((name, (real_data / "interviews" / name).read_bytes()) for name in FILES))
        mark_at_random(record, with_codes(record), 600, 7)
        before = held(record)
    files = [str(tmp_path / name) for name in ("out.qdpx", "again.qdpx", "codes.qdc")]
    call(["export", "tiny", files[0]])
    with create_app().app_context():
        emptied(record)
    tried = call(["import", "tiny", files[0], "--dry-run"])
    assert "600 would be added" in tried
    assert "Codings: 600 added" in call(["import", "tiny", files[0]])
    call(["export", "tiny", files[1]])
    call(["export", "tiny", files[2]])
    with create_app().app_context():
        assert held(record) == before and len(transcripts.interviews(record.id)) == 12
        acts = [each.action for each in audit.entries(study="tiny")]
    assert Path(files[0]).read_bytes() == Path(files[1]).read_bytes()
    assert acts[-5:] == ["codings exported", "codes added", "codings imported", "codings exported", "codings exported"]
    assert project_faults(Path(files[0]).read_bytes(), real_data) == []


def test_without_speakers_no_turn_is_a_passage_and_every_coding_comes_back(app: Flask, real_data: Path) -> None:
    record, _interview = study_with_text()
    mark_at_random(record, with_codes(record), 60, 5)
    before = held(record)
    written = project(coded_view.everything(record), speakers=False)
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert "Speakers (Jalon)" not in package.read("project.qde").decode()
    assert project_faults(written, real_data) == []
    emptied(record)
    assert taken(record, written).told == ()
    assert held(record) == before


def call(words: list[str]) -> str:
    """What ``jalon codings`` says."""
    run = CliRunner().invoke(command, words, catch_exceptions=False)
    assert run.exit_code == 0, run.output
    return run.output
