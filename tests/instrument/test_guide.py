"""The authors' guide has examples that load, and names every key, type, function and appearance."""

import re
from pathlib import Path

import pytest

from survey.instrument import columns, register_columns, study_file
from survey.instrument.checks import check_paths
from survey.instrument.study import DESIGNS
from survey.instrument.study_file import read_study
from survey.instrument.types import question_type, type_names

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "questionnaires.md").read_text(encoding="utf-8")
INSTRUMENT, STUDY = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


def test_the_examples_make_a_study_without_a_problem(tmp_path: Path) -> None:
    (tmp_path / "calm.yaml").write_text(INSTRUMENT, encoding="utf-8")
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    assert check_paths([tmp_path], tmp_path) == []
    study, questionnaires = read_study(tmp_path, tmp_path)
    assert set(questionnaires) == {"entry", "exit"}
    assert study.register.profile[0].values["30+"]["en"] == "30 or older"


WORDS = sorted(
    {
        *columns.SETTINGS,
        *columns.LANGUAGE,
        *columns.FILE,
        *columns.CHOICE,
        *columns.SCALE,
        *columns.SETTINGS_OF_XLSFORM,
        *columns.ROW,
        *columns.BEGINNINGS,
        *columns.ENDINGS,
        *columns.FROM_FILE,
        *study_file.KEYS,
        *register_columns.MAPPED,
        *register_columns.COLUMNS,
        *register_columns.CONTACT,
        *DESIGNS,
        *type_names(),
        *(word for name in type_names() for word in question_type(name).appearances + question_type(name).parameters),
    }
)


@pytest.mark.parametrize("word", WORDS)
def test_the_guide_names(word: str) -> None:
    assert re.search(rf"`[^`\n]*(?<![a-z_-]){re.escape(word)}(?![a-z_])[^`\n]*`", GUIDE) or word.endswith("(")
    assert word in GUIDE
