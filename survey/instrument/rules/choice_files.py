"""The files that questions take their choices from can be read, and offered as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from survey.instrument.choice_file import Wanted, choice_file_problems
from survey.instrument.files_beside import file_beside
from survey.instrument.from_files import label_column, value_column
from survey.instrument.problems import Problem
from survey.instrument.source import Source


def choice_file_problems_of(source: Source) -> Iterator[Problem]:
    """The problems of each file once for each way it is read; a file that is lacking is told by the rule on files."""
    twice = source.questionnaire.settings.get("allow_choice_duplicates") == "yes"
    seen: set[tuple[str, Wanted]] = set()
    for question in source.questionnaire.questions():
        if not question.file:
            continue
        wanted = Wanted(value_column(question), label_column(question), question.type != "select_one", twice)
        if (question.file, wanted) in seen:
            continue
        seen.add((question.file, wanted))
        if not question.file.lower().endswith(".csv"):
            told = f"`{question.file}` is no CSV file; people type their answer."
            remedy = "Save it as CSV with the columns `name` and `label`."
            yield source.problem(("row", question.name, "type"), "file-not-read", told, remedy, warning=True)
            continue
        found = file_beside(Path(source.file), question.file)
        if found is not None:
            yield from choice_file_problems(found, wanted)
