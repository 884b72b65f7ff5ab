"""The public forms, filled in at random, are decided in the page as on the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from odk import reference
from odk.filler import filling
from odk.ours import drawn_names, state_of
from odk.test_forms import FORMS, SHORT, model_of
from odk.xform import read
from page_interpreter.decisions import NOW, compared

from survey.forms.page_tree import page_tree

WITHOUT_CONDITIONS = ("all-question-types.xlsx", "kobo-date-time.xlsx", "kobo-round-1.xlsx", "kobo-sample.xlsx")
"""Nothing hangs on an answer there, so that the page needs no script."""


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_decided_in_the_page_as_on_the_server(name: str, real_data: Path, tmp_path: Path) -> None:
    workbook = real_data / "xlsforms" / name
    form, model = read(reference.xform(workbook, tmp_path).read_text("utf-8")), model_of(workbook)
    states = [state_of(model, filling(form, seed)) for seed in SHORT]
    names = tuple(each for each in model.standings if each not in drawn_names(model))
    if name in WITHOUT_CONDITIONS:
        assert [page_tree(state, names, moment=NOW, language="") for state in states] == [None] * len(states)
    else:
        compared([(state, state) for state in states], names)
