"""Reading a tenth of one's own turns again, without seeing what one marked first."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from survey.store import rounds, transcripts
from survey.store.layers import AGAIN, FIRST, Layer
from survey.store.rounds import Round
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.views.codebook import asked
from survey.voices.reading_again import sample

RESPONDENT = "respondent"


def again(study: str) -> str:
    """What is read again, how far one is, and what can be drawn."""
    record = asked.record_named(study)
    mine = _mine(record)
    by_key = {each.id: each for each in transcripts.interviews(record.id)}
    begun = [(by_key[each.transcript], each) for each in mine if each.layer == AGAIN and each.transcript in by_key]
    finished = _finished(record)
    return asked.page("again", record, begun=begun, ready=finished, drawn=_drawn(record, finished))


def begin_again(study: str) -> Response:
    """Draw the turns, of the interviews that one is done with and did not read again yet."""
    record = asked.record_named(study)
    finished = _finished(record)
    drawn = _drawn(record, finished)
    for interview in finished:
        if interview.number in drawn:
            rounds.begin(interview, Layer(asked.coder(), AGAIN), drawn[interview.number])
    count = sum(map(len, drawn.values()))
    flash(
        ngettext("%(num)s turn was drawn.", "%(num)s turns were drawn.", count)
        if count
        else gettext("There is nothing to draw: first be done with an interview.")
    )
    return redirect(url_for("codebook.again", study=record.name), 303)


def _mine(record: StudyRecord) -> list[Round]:
    return [each for each in rounds.of_study(record.id) if each.coder == asked.coder()]


def _finished(record: StudyRecord) -> list[Interview]:
    """The interviews that one is done with and has not begun to read again."""
    mine = _mine(record)
    done = {each.transcript for each in mine if each.layer == FIRST and each.done_at is not None}
    begun = {each.transcript for each in mine if each.layer == AGAIN}
    return [each for each in transcripts.interviews(record.id) if each.id in done - begun]


def _drawn(record: StudyRecord, finished: list[Interview]) -> Mapping[int, tuple[int, ...]]:
    spoken = {each.number: _spoken(each) for each in finished}
    return sample(spoken, f"{record.name}|{asked.coder()}")


def _spoken(interview: Interview) -> tuple[int, ...]:
    """The turns that respondents speak; all where nobody said who speaks."""
    turns = [turn for turn in transcripts.turns(interview) if turn.text.strip()]
    of_respondents = tuple(turn.position for turn in turns if turn.role == RESPONDENT)
    return of_respondents or tuple(turn.position for turn in turns)
