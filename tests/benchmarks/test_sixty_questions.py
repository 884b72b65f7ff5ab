"""The study that the figure process is measured on can be published."""

from __future__ import annotations

from pathlib import Path

from benchmarks import sixty_questions
from survey.instrument.checks import check_paths
from survey.instrument.loader import read_instrument


def test_the_measured_study_has_no_problem_and_its_questions(tmp_path: Path) -> None:
    study = sixty_questions.written(tmp_path)
    assert [str(problem) for problem in check_paths([study], study)] == []
    read = read_instrument(study / "sixty.yaml")
    items = [item for scale in read.scales for item in scale.items]
    assert items == [question.name for question in read.questions()]
    assert len(items) == sixty_questions.QUESTIONS
