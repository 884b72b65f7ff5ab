"""Marking, saying something else, taking away and undoing: for the script the turns that changed, else back to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from survey.forms.coding import MarkForm, SaidForm
from survey.privacy import coding_pane
from survey.privacy.coding_pane import Reading
from survey.store import codings, transcripts
from survey.store.codings import Coding, Said
from survey.store.layers import CodingError
from survey.store.passages import NoPassageError, Passage, whole_turn
from survey.store.studies import StudyRecord
from survey.views.coding import asked, refusals
from survey.views.coding.reading import Trouble, coding_of, mark_form, mark_page, say_form, turn_page
from survey.voices import codebook_names
from survey.voices.coded_turns import turns_changed
from survey.voices.exact_words import places_of

Answer = Response | tuple[str, int]
Refuse = Callable[[str], Answer]


def mark(study: str, number: int) -> Answer:
    """Mark a passage with one code or several."""
    record, read = _writable(study, number)
    form = mark_form(record, sent=True)
    if not form.validate():
        return _refused(_mistakes(form), lambda told: _turn_again(record, read, form, Trouble()))
    sent = form.places()
    places = _places(read, form) if sent is None else (Passage(*sent),)
    if len(places) != 1:
        return _which(record, read, form, places)
    passage = places[0]

    def act() -> str:
        _require_sample(read, passage)
        chosen: list[int] = form.codes.data
        made = [
            codings.mark(read.interview, read.layer, passage, _said(form, code), digest=form.digest.data)
            for code in chosen
        ]
        return _marked(record, made) + _warning(record, form)

    turns = [passage.first_turn]
    return _done(record, read, act, lambda told: _turn_again(record, read, form, Trouble(told)), turns)


def say(study: str, number: int) -> Answer:
    """Say something else of a passage that is marked."""
    record, read = _writable(study, number)
    coding = _sent_coding(read)
    if coding is None:
        return _gone(record, read)
    form = say_form(record, coding, sent=True)

    def again(told: str) -> Answer:
        return mark_page(record, read, coding, form, told), 422

    if not form.validate():
        return _refused(_mistakes(form), lambda told: again(""))

    def act() -> str:
        codings.say(read.interview, read.layer, coding.guid, _said(form, form.code.data))
        return gettext("Kept.") + _warning(record, form)

    return _done(record, read, act, again, [coding.passage.first_turn])


def unmark(study: str, number: int) -> Answer:
    """Take a mark away."""
    record, read = _writable(study, number)
    coding = _sent_coding(read)
    if coding is None:
        return _gone(record, read)

    def act() -> str:
        codings.unmark(read.interview, read.layer, coding.guid)
        return gettext("The mark is taken away.")

    turns = [coding.passage.first_turn]
    return _done(record, read, act, lambda told: _told_on_the_page(record, read, told), turns)


def undo(study: str, number: int) -> Answer:
    """Undo what was done last."""
    record, read = _writable(study, number)

    def act() -> str:
        undone = codings.undo(read.interview, read.layer)
        return gettext("The last act is undone.") if undone else gettext("Nothing is left to undo.")

    return _done(record, read, act, lambda told: _told_on_the_page(record, read, told))


def _writable(study: str, number: int) -> tuple[StudyRecord, Reading]:
    record = asked.record_named(study)
    read = asked.reading_of(record, number)
    if not read.may_write and not read.is_done:  # what is done is answered in words, the rest was never offered
        abort(404)
    return record, read


def _done(
    record: StudyRecord, read: Reading, act: Callable[[], str], refuse: Refuse, turns: Sequence[int] | None = None
) -> Answer:
    """Do it; then show the turns that changed, or lead back to the first of them.

    ``turns``: where something may change, as far as that is known; answers are thousands.
    """
    within = turns if read.interview.is_answers else None
    before = coding_pane.marks_of(read, within)
    try:
        told = act()
    except (CodingError, NoPassageError) as error:
        sentence, status = refusals.told(error)
        return _refused(sentence, refuse, status)
    changed = turns_changed(before, coding_pane.marks_of(read, within))
    if asked.wants_turns():
        pane = coding_pane.pane(record, read, changed)
        address = url_for("coding.shown", study=record.name, number=read.interview.number)
        shown = {"reading": read, "number": read.interview.number, "coding_address": address}
        return make_response(render_template("staff/coding/changed.html", told=told, pane=pane, **shown))
    flash(told)
    turn = changed[0] if changed else request.form.get("turn", type=int)
    return redirect(asked.page_address(record, read, turn), 303)


def _refused(told: str, refuse: Refuse, status: int = refusals.UNPROCESSABLE) -> Answer:
    if asked.wants_turns():
        return render_template("staff/coding/changed.html", told=told, pane=None), status
    answer = make_response(refuse(told))
    if answer.status_code != 303:
        answer.status_code = status
    return answer


def _places(read: Reading, form: MarkForm) -> tuple[Passage, ...]:
    """Where the words stand that were typed; without words, all of the turn."""
    turn = form.turn.data
    text = transcripts.turns_at(read.interview.id, [turn]).get(turn) if turn is not None else None
    if text is None:
        abort(404)
    return places_of(form.words.data, turn, text) if (form.words.data or "").strip() else (whole_turn(turn, text),)


def _which(record: StudyRecord, read: Reading, form: MarkForm, places: tuple[Passage, ...]) -> Answer:
    """Ask which words are meant, or say that they do not stand there."""
    told = (
        gettext("These words stand there more than once: choose which are meant.")
        if places
        else gettext("These words do not stand in this turn: write them exactly as they stand there.")
    )
    return _refused(told, lambda told: _turn_again(record, read, form, Trouble(told, places)))


def _turn_again(record: StudyRecord, read: Reading, form: MarkForm, trouble: Trouble) -> Answer:
    turn = form.turn.data if form.turn.data is not None else form.first_turn.data
    if turn is None or not read.may_write:
        return _told_on_the_page(record, read, trouble.told)
    return turn_page(record, read, turn, form, trouble), 422


def _told_on_the_page(record: StudyRecord, read: Reading, told: str) -> Answer:
    if told:
        flash(told)
    return redirect(asked.page_address(record, read), 303)


def _gone(record: StudyRecord, read: Reading) -> Answer:
    told = str(refusals.TOLD["no-mark"])
    return _refused(told, lambda told: _told_on_the_page(record, read, told), refusals.CONFLICT)


def _sent_coding(read: Reading) -> Coding | None:
    return coding_of(read, request.form.get("guid", ""))


def _require_sample(read: Reading, passage: Passage) -> None:
    if read.sample is not None and not set(passage.turns()) <= read.sample:
        raise CodingError("The passage is outside of the sample that is read again.", rule="outside")


def _marked(record: StudyRecord, made: Sequence[Coding]) -> str:
    names = {choice.code.id: choice.code.name for choice in coding_pane.choices(record)}
    said = gettext(", ").join(names[each.said.code] for each in made)
    return ngettext("Marked: %(codes)s.", "Marked %(num)s times: %(codes)s.", len(made), codes=said)


def _said(form: SaidForm, code: int) -> Said:
    return Said(code, form.weighed(), bool(form.is_key.data), form.written())


def _warning(record: StudyRecord, form: SaidForm) -> str:
    """What to add where a memo holds names that the study knows; it is kept all the same."""
    words = codebook_names.in_memo(record, form.written())
    if not words:
        return ""
    told = gettext(", ").join(words)
    return " " + gettext("The memo holds names that are known: %(words)s. Better write it without them.", words=told)


def _mistakes(form: SaidForm) -> str:
    return " ".join(str(told) for mistakes in form.errors.values() for told in mistakes)
