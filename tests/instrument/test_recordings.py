"""What the checker says of recordings: which text lacks one, and which says words that have changed."""

from __future__ import annotations

import csv
from pathlib import Path

from survey.instrument.checks import check_paths
from survey.instrument.problems import Problem

MP3 = b"\xff\xf3\x28\xc4" + bytes(40)
FORM = """settings: {form_id: heard, form_title: Essai, version: "1", default_language: fr}
choices:
  - {list_name: often, name: "1", label: Jamais}
  - {list_name: often, name: "2", label: Toujours}
survey:
  - {type: select_one often, name: calm, label: Je suis calme., hint: Ces jours-ci.}
  - {type: select_one often, name: sleep, label: Je dors bien.}
"""
ALL = ("Je suis calme. Ces jours-ci.", "Je dors bien.", "Jamais", "Toujours")


def checked(folder: Path, said: tuple[str, ...], form: str = FORM, **named: bytes) -> list[Problem]:
    """The problems of a form beside a list of recordings."""
    media = folder / "media"
    media.mkdir()
    (folder / "heard.yaml").write_text(form, encoding="utf-8")
    for name, content in named.items():
        (media / name.replace("_", ".")).write_bytes(content)
    with (media / "recordings.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("language", "text", "file", "voice"))
        for number, text in enumerate(said):
            (media / f"{number}.mp3").write_bytes(MP3)
            writer.writerow(("fr", text, f"{number}.mp3", ""))
    return check_paths([folder], folder)


def told(problems: list[Problem]) -> list[tuple[str, int]]:
    """Each rule with its line."""
    return [(problem.rule, problem.line) for problem in problems]


def test_what_is_recorded_whole_has_no_problem(tmp_path: Path) -> None:
    assert checked(tmp_path, ALL) == []


def test_without_any_question_recorded_nobody_is_told_of_recordings(tmp_path: Path) -> None:
    assert [rule for rule, _ in told(checked(tmp_path, ("Jamais",)))] == []


def test_each_text_that_lacks_a_recording_is_told_at_its_place(tmp_path: Path) -> None:
    found = checked(tmp_path, (ALL[0], "Jamais"))
    assert told(found) == [("missing-recording", 4), ("missing-recording", 7)]
    assert {problem.severity for problem in found} == {"warning"}


def test_a_text_that_was_changed_is_told_with_the_recording_of_before(tmp_path: Path) -> None:
    found = checked(tmp_path, ALL, FORM.replace("Je dors bien.", "Je dors très bien."))
    assert told(found) == [("unused-file", 1), ("missing-recording", 7)]
    assert "`1.mp3` says `Je dors bien.`: were the words changed?" in found[1].remedy


def test_a_recording_named_by_its_row_is_held_against_the_words_it_says(tmp_path: Path) -> None:
    form = FORM.replace("label: Je dors bien.", "label: Je dors très bien., audio: 1.mp3")
    assert told(checked(tmp_path, ALL, form)) == [("stale-recording", 7)]


def test_a_row_that_cannot_be_used_is_told_in_the_list(tmp_path: Path) -> None:
    checked(tmp_path, ALL)
    (tmp_path / "media" / "2.mp3").write_bytes(b"<html>")
    found = check_paths([tmp_path], tmp_path)
    assert ("wrong-recording", 4) in told(found)
    assert "is no MP3" in next(problem.what for problem in found if problem.rule == "wrong-recording")


def test_a_file_that_is_not_what_its_column_says_is_told(tmp_path: Path) -> None:
    form = FORM.replace("label: Je dors bien.", "label: Je dors bien., image: bed.png")
    assert told(checked(tmp_path, ALL, form, bed_png=b"<svg/>")) == [("unfit-file", 7)]
