"""What was answered, in words, to be read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext, ngettext

from survey import i18n
from survey.forms.sheet import instance_titles, repeat_label
from survey.forms.stored import is_read_only
from survey.forms.words import calculated_in_words, in_words, sent_file_in_words
from survey.instrument.definition import REFUSED, Question
from survey.instrument.flow import Flow, Stop
from survey.instrument.isolation import isolated
from survey.instrument.places import Place
from survey.instrument.plain_words import words_in
from survey.instrument.state import State
from survey.instrument.types import question_type
from survey.store import attachments, sent_files
from survey.store.documents import Document
from survey.store.submissions import Submission

TYPED = ("text", "string", "barcode")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One question with its answer in words; ``page`` is the address of where it can be changed.

    ``instance`` is the heading above the first question of an instance; ``key`` is '' where a row tells how many
    instances there are.
    """

    key: str
    label: str
    shown: str
    answered: bool
    page: str
    instance: str = ""
    changeable: bool = True
    file: str = ""
    """The name of the file that was sent."""
    is_typed: bool = False
    """Whether it is shown as the person wrote it, figures included."""


def read_back(submission: Submission, stops: Iterable[Stop] | None = None) -> list[ReadBack]:
    """Every relevant question of ``stops``, or of all pages, with its answer in the language of the request."""
    code = i18n.language()
    flow, document, state = submission.flow, submission.document, submission.filling(code)
    rows: list[ReadBack] = []
    sent = attachments.of_submission(submission.id, sent_files.named(flow, document))
    standing: tuple[tuple[str, ...], tuple[int, ...]] = ((), ())
    for stop in flow.stops(state) if stops is None else stops:
        for place, row in _rows(flow, stop, document, state, code):
            repeats = flow.model.standings[place.name].repeats
            now = (repeats, place.indices)
            title = instance_titles(flow, repeats, place.indices, state, code) if now != standing else ""
            file = sent.get(str(document.answers.get(place.key)))
            if file is not None:
                words = sent_file_in_words(flow.question(place.name).type, file.size)
                row = replace(row, file=file.name, shown=words)
            rows.append(replace(row, instance=title))
            standing = now
    return rows


def _rows(flow: Flow, stop: Stop, document: Document, state: State, code: str) -> Iterator[tuple[Place, ReadBack]]:
    if stop.page.another is not None and flow.is_shown(stop, state):
        count = flow.count(stop.place.name, stop.indices, state)
        told = ngettext("%(num)d entry", "%(num)d entries", count)
        label = repeat_label(flow, stop.place, state, code) or gettext("Entries")
        yield stop.place, ReadBack("", label, told, True, stop.address)
        return
    for place in flow.shown(stop, state):
        question = flow.question(place.name)
        if question_type(question.type).is_question:
            yield place, _row(question, place, stop, document, state)


def _row(question: Question, place: Place, stop: Stop, document: Document, state: State) -> ReadBack:
    code, fallback, key = i18n.language(), state.model.questionnaire.default_language, place.key
    value = document.answers.get(key)
    if value is not None:
        shown = in_words(question, place, value, state, code)
    elif document.calculated.get(key):
        shown = calculated_in_words(document.calculated[key])
    else:
        shown = gettext("I prefer not to say") if document.missing.get(key) == REFUSED else gettext("No answer")
    return ReadBack(
        key=key,
        label=state.label(isolated(words_in(question.label, code, fallback), code), place),
        shown=shown,
        answered=value is not None or key in document.calculated,
        page=stop.address,
        changeable=not is_read_only(question, place, state),
        is_typed=value is not None and question.type in TYPED,
    )
