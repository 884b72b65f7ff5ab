"""``jalon new study`` writes a study that works, in the languages wanted, and overwrites nothing."""

import datetime
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.commands import main
from survey.commands.check import LIBRARY
from survey.commands.new import command
from survey.instrument.beginning import study_files
from survey.instrument.checks import check_paths
from survey.instrument.study_file import read_study


@pytest.mark.parametrize(
    "languages",
    [("fr", "ar", "es", "en"), ("en",), ("ar", "fr"), ("es", "en", "ar")],
    ids=lambda value: " ".join(value),
)
def test_a_new_study_passes_the_checker(languages: tuple[str, ...], tmp_path: Path) -> None:
    folder = tmp_path / "nights"
    options = [word for code in languages for word in ("--language", code)]
    ended = CliRunner().invoke(command, ["study", str(folder), *options])
    assert ended.exit_code == 0, ended.output
    assert check_paths([folder], LIBRARY) == []
    study, questionnaires = read_study(folder, LIBRARY)
    assert (study.name, study.languages, study.default_language) == ("nights", languages, languages[0])
    assert {wave: len(list(asked.questions())) for wave, asked in questionnaires.items()} == {"entry": 3, "exit": 4}
    assert set(study.notice) == set(next(iter(questionnaires.values())).form_title) == set(languages)


def test_all_languages_are_there_unless_some_are_named(tmp_path: Path) -> None:
    ended = CliRunner().invoke(command, ["study", str(tmp_path / "new"), "--name", "a-name"])
    assert ended.output.splitlines()[-1] == f"Change the words, then: jalon check {tmp_path / 'new'}"
    study, _ = read_study(tmp_path / "new", LIBRARY)
    assert (study.name, study.languages) == ("a-name", ("fr", "ar", "es", "en"))


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    ended = CliRunner().invoke(command, ["study", str(tmp_path), "--name", "nights"])
    assert (ended.exit_code, [file.name for file in tmp_path.iterdir()]) == (1, ["notes.txt"])
    assert "is not empty" in ended.output


def test_a_folder_whose_name_is_no_name_needs_one(tmp_path: Path) -> None:
    ended = CliRunner().invoke(command, ["study", str(tmp_path / "Été 2026")])
    assert ended.exit_code == 2
    assert "--name" in ended.output
    assert not (tmp_path / "Été 2026").exists()


def test_the_waves_open_on_the_day_it_is_written() -> None:
    text = study_files("nights", ("en",), datetime.date(2026, 3, 1))["study.yaml"]
    assert text.count('opens: "2026-03-01"') == 2
    assert text.count('closes: "2027-03-01"') == 2


def test_a_new_study_is_walked_published_and_given_links(installation: Path) -> None:
    def jalon(*words: str) -> str:
        ended = CliRunner().invoke(main, words)
        assert ended.exit_code == 0, ended.output
        return ended.stdout

    nights, register = str(installation / "nights"), installation / "register.csv"
    jalon("new", "study", nights)
    walked = json.loads(jalon("walk", f"{nights}/sleep.yaml", "--json"))
    assert (walked["never_reached"], walked["dead_ends"]) == ([], [])
    jalon("publish", nights)
    header = "participant_id,arm,site,event,language,name,telephone,email"
    register.write_text(f"{header}\nA-1,support,centre,other,fr,Nom,,\n", encoding="utf-8")
    jalon("import", "register", "nights", str(register))
    assert "http" in jalon("links", "nights", "--wave", "entry", "--output", "-")
