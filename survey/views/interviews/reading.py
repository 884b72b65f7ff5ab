"""Interviews to read: their list, and one of them turn by turn."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for

from survey.forms.interviews import ReleaseForm
from survey.privacy import interview_view
from survey.store.studies import StudyRecord
from survey.views.interviews import asked, standing


def listed(study: str) -> str:
    """The interviews of a study that one may read."""
    record = asked.record_named(study)
    voices = interview_view.voices(record, asked.role())
    return _page("list", record, voices=voices, query=asked.Query("", ""))


def read(study: str, number: int) -> str:
    """One interview, turn by turn."""
    return interview_page(asked.record_named(study), number, ReleaseForm(formdata=None))


def interview_page(record: StudyRecord, number: int, form: ReleaseForm) -> str:
    """The page of one interview, with the form to release it as it was sent."""
    query = asked.query()
    pane = interview_view.pane(record, asked.role(), number, query.words)
    if pane is None:
        abort(404)
    stands = standing.of(record, number) if pane.is_linked else standing.NOT_ASKED
    return _page(
        "interview",
        record,
        pane=pane,
        query=query,
        form=form,
        standing=stands.thirds,
        standing_told=stands.told,
        page_path=url_for("interviews.read", study=record.name, number=number),
    )


def _page(name: str, record: StudyRecord, **shown: Any) -> str:
    waves = {wave.name: asked.text(record, wave.label) for wave in record.study.waves}
    title = asked.text(record, record.study.title)
    return render_template(f"staff/interviews/{name}.html", record=record, study_title=title, waves=waves, **shown)
