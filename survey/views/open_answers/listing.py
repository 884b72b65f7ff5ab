"""The open answers of a study, question by question, and bringing in what was answered since."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from survey.privacy import answers_view
from survey.views.open_answers import asked
from survey.voices import answer_sources


def listed(study: str) -> str:
    """The questions of a study whose answers are there to be coded."""
    record = asked.record_named(study)
    sources = [
        (each, asked.question_of(record, each), asked.wave_label(record, each)) for each in answers_view.sources(record)
    ]
    title = asked.text(record, record.study.title)
    return render_template("staff/answers/list.html", record=record, study_title=title, sources=sources)


def bring_in(study: str) -> Response:
    """Bring in what was answered, corrected or taken back since the last time."""
    record = asked.record_named(study)
    done = [each for each in answer_sources.bring_in(record, asked.coder()) if each.is_changed]
    for each in done:
        kept = each.kept
        told = [
            ngettext("%(num)s answer is new", "%(num)s answers are new", kept.added),
            ngettext("%(num)s was corrected", "%(num)s were corrected", kept.corrected),
            ngettext("%(num)s was taken out", "%(num)s were taken out", kept.taken_out),
        ]
        if kept.moved or kept.dropped:
            told.append(ngettext("%(num)s mark moved along", "%(num)s marks moved along", kept.moved))
            told.append(ngettext("%(num)s mark found no place", "%(num)s marks found no place", kept.dropped))
        flash(gettext("Open answers %(number)d: %(told)s.", number=-kept.number, told=gettext(", ").join(told)))
    if not done:
        flash(gettext("Nothing was answered otherwise since the last time."))
    return redirect(url_for("open_answers.listed", study=record.name), 303)
