"""The twelve real interviews, brought in by the command with a list, kept word for word and found again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from staff_study import person, published
from voices.test_real_interviews import BEGINNING, FILES, lines_of

from survey import create_app
from survey.commands.import_ import command
from survey.store import originals, transcripts
from survey.store.studies import StudyRecord, study_named
from survey.store.transcripts import Interview
from survey.voices.search import search

Run = Callable[..., Result]
LIST = """file;participant_id;wave;date;language;roles;link;quote
01_anniversairePetitChat.vtt;p01;post;2026-03-01;fr;"L1=interviewer; L2=respondent";yes;public
02_chienGourmand.vtt;p02;post;01/03/2026;fr;"L1=interviewer; L2=respondent";no;team
03_copineEnCarton.vtt;p03;post;;fr;;yes;partner
04_demiSoeurMartiniquaise.vtt;p04;post;;fr;;no;none
05_frereHyperDifferent.srt;p05;post;;fr;;yes;public
06_generationsXY.srt;p06;post;;fr;;yes;public
07_giteEnMontagne.srt;p07;;;fr;;yes;public
08_hamacTahiti.docx;p08;post;;fr;;yes;public
09_lesParentsInconnus.docx;p09;post;;fr;;yes;public
10_manifSorbRock.odt;;post;;fr;;no;public
11_onEnParleAPersonne.txt;p11;post;;fr;;yes;public
12_discussionSansAbris.txt;p12;post;;fr;;;
"""


@pytest.fixture
def run(installation: Path) -> Run:
    """Run ``jalon import`` in an installation with a study of twelve people."""
    with create_app().app_context():
        record = published()
        for number in range(1, 13):
            person(record, f"p{number:02}")

    def call(*words: str) -> Result:
        return CliRunner().invoke(command, words, catch_exceptions=False)

    return call


def imported(run: Run, real_data: Path, tmp_path: Path) -> Result:
    (tmp_path / "interviews.csv").write_text(LIST, "utf-8")
    return run(
        "transcripts",
        "tiny",
        *(str(real_data / "interviews" / name) for name in FILES),
        str(tmp_path / "interviews.csv"),
    )


def by_file(record: StudyRecord) -> dict[str, Interview]:
    """The interviews by the name their file came with, which only its ciphertext holds."""
    found = {}
    for each in transcripts.interviews(record.id):
        original = originals.opened(record.name, transcripts.file_digest(each), "ana")
        assert original is not None
        found[original.file_name] = each
    return found


def test_every_turn_is_kept_with_its_words_speaker_and_times(run: Run, real_data: Path, tmp_path: Path) -> None:
    told = imported(run, real_data, tmp_path)
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, "12 added, 0 described anew, 0 there already.")
    with create_app().app_context():
        found = by_file(study_named("tiny"))
        assert {name: interview.turns for name, interview in found.items()} == FILES
        for name, interview in found.items():
            path = real_data / "interviews" / name
            matches = [(BEGINNING[path.suffix].match(line), line) for line in lines_of(path)]
            expected = [(match.group(1), line[match.end() :]) for match, line in matches if match]
            assert [(turn.speaker, turn.text) for turn in transcripts.turns(interview)] == expected
            whole = "\n".join(words for _speaker, words in expected)
            assert interview.digest == hashlib.sha256(whole.encode()).hexdigest()
        first = transcripts.turns(found["01_anniversairePetitChat.vtt"])[0]
        assert (first.speaker, first.role, first.start, first.end) == ("L1", "interviewer", 735, 3820)
        assert {interview.number for interview in found.values()} == set(range(1, 13))
        assert len(transcripts.linked(study_named("tiny").id)) == 8


def test_the_originals_are_kept_byte_by_byte(run: Run, real_data: Path, tmp_path: Path) -> None:
    imported(run, real_data, tmp_path)
    with create_app().app_context():
        for name, interview in by_file(study_named("tiny")).items():
            original = originals.opened("tiny", transcripts.file_digest(interview), "ana")
            assert original is not None and original.content == (real_data / "interviews" / name).read_bytes()


@pytest.mark.parametrize(
    ("query", "file", "written"),
    [
        ("rencontrer", "04_demiSoeurMartiniquaise.vtt", "rencontrée"),
        ("ameliorer", "05_frereHyperDifferent.srt", "amélioré"),
        ("HOPITAUX", "05_frereHyperDifferent.srt", "hôpital"),
        ("maquiller", "11_onEnParleAPersonne.txt", "maquillée"),
        ("soeurs", "11_onEnParleAPersonne.txt", "sœur"),
        ("emeraudes", "11_onEnParleAPersonne.txt", "Émeraude"),
        ("seance", "12_discussionSansAbris.txt", "séances"),
    ],
)
def test_inflected_and_unaccented_words_are_found(
    run: Run, real_data: Path, tmp_path: Path, query: str, file: str, written: str
) -> None:
    imported(run, real_data, tmp_path)
    with create_app().app_context():
        record = study_named("tiny")
        interview = by_file(record)[file]
        hits = search(record, query, {each.number for each in transcripts.interviews(record.id)})
        words = {
            transcripts.turns(interview)[hit.position - 1].text[start:end]
            for hit in hits
            if hit.number == interview.number
            for start, end in hit.spans
        }
        assert written in words


def test_the_same_files_again_change_nothing(run: Run, real_data: Path, tmp_path: Path) -> None:
    imported(run, real_data, tmp_path)
    with create_app().app_context():
        before = transcripts.interviews(study_named("tiny").id)
    again = imported(run, real_data, tmp_path)
    assert again.stdout.splitlines()[-1] == "0 added, 0 described anew, 12 there already."
    with create_app().app_context():
        assert transcripts.interviews(study_named("tiny").id) == before
