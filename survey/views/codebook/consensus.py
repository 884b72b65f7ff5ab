"""The consensus of an interview: what its coders marked, taken over or not; neither of them is overwritten."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from survey.forms.codebook import AlikeForm, OtherForm
from survey.store import codes, codings, rounds, transcripts
from survey.store.codings import Coding, Said
from survey.store.layers import CONSENSUS, CodingError, Layer, TextChangedError
from survey.store.passages import NoPassageError, Passage, whole_turn
from survey.store.rounds import Round
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.views.codebook import apart, asked, tree
from survey.voices.judgements import alike

Answer = str | Response | tuple[str, int]


def consensus(study: str, number: int) -> str:
    """What the coders marked side by side, and what is agreed on."""
    record = asked.record_named(study)
    return _page(record, asked.interview_of(record, number))


def agree(study: str, number: int) -> Answer:
    """Take passages of coders over: one of them, or all that begin in a turn."""
    record, interview, coders = _here(study, number)
    marked = apart.by_guid(apart.turns_apart(record, interview, coders))
    sent, turn = request.form.getlist("coding"), request.form.get("turn", "")
    chosen = [each for guid, each in marked.items() if guid in sent or str(each.passage.first_turn) == turn]
    if not chosen:
        abort(404)
    return _taken(record, interview, [(each.passage, each.said) for each in chosen])


def agree_alike(study: str, number: int) -> Answer:
    """Take over what all coders marked with the same code: what passages share, or all they hold together."""
    record, interview, coders = _here(study, number)
    form = AlikeForm()
    form.offer()
    if not form.validate():
        return _page(record, interview), 422
    marked = [*apart.by_guid(apart.turns_apart(record, interview, coders)).values()]
    lengths = {turn.position: len(turn.text) for turn in transcripts.turns(interview)}
    found = []
    for code in dict.fromkeys(each.said.code for each in marked):
        of_code = [each for each in marked if each.said.code == code]
        readings = [[each.passage for each in of_code if each.coder == coder] for coder in coders]
        found += [(place, _said(code, of_code)) for place in alike(lengths, readings, form.how.data)]
    return _taken(record, interview, found)


def agree_other(study: str, number: int) -> Answer:
    """Mark another passage, or with another code, than the coders did."""
    record, interview, _coders = _here(study, number)
    texts = {turn.position: turn.text for turn in transcripts.turns(interview)}
    form = OtherForm()
    form.offer(_offered(record))
    if form.validate():
        passage, told = _named(texts, form.turn.data, form.words.data)
        if passage is not None:
            return _taken(record, interview, [(passage, Said(int(form.code.data)))])
        field = form.words if form.turn.data in texts else form.turn
        field.errors = [*field.errors, told]
    return _page(record, interview, form), 422


def disagree(study: str, number: int) -> Answer:
    """Take a passage out of the consensus again."""
    record, interview, _coders = _here(study, number)
    try:
        codings.unmark(interview, Layer(asked.coder(), CONSENSUS), request.form.get("coding", ""))
    except CodingError:
        flash(gettext("Nothing was changed: it is not there any more, or the consensus is closed."))
    else:
        flash(gettext("It was taken out of the consensus."))
    return _to(record, interview)


def finish_consensus(study: str, number: int) -> Answer:
    """Close the consensus: nothing in it changes any more."""
    record, interview, _coders = _here(study, number)
    layer = Layer(asked.coder(), CONSENSUS)
    rounds.begin(interview, layer)
    rounds.finish(record, interview, layer)
    flash(gettext("The consensus is closed."))
    return _to(record, interview)


def _here(study: str, number: int) -> tuple[StudyRecord, Interview, tuple[str, ...]]:
    """What an act is about; where there is nothing to agree on yet, no act is there either."""
    record = asked.record_named(study)
    interview = asked.interview_of(record, number)
    coders = apart.readers_of(record, interview)
    if len(coders) < 2:
        abort(_closed(record, interview))
    return record, interview, coders


def _closed(record: StudyRecord, interview: Interview) -> Response:
    response = Response(_page(record, interview), 422, mimetype="text/html")
    return response


def _taken(record: StudyRecord, interview: Interview, chosen: Sequence[tuple[Passage, Said]]) -> Response:
    """Mark these passages in the consensus."""
    layer, taken = Layer(asked.coder(), CONSENSUS), 0
    digest = request.form.get("digest", "")
    try:
        for passage, said in chosen:
            try:
                codings.mark(interview, layer, passage, said, digest=digest)
                taken += 1
            except NoPassageError:  # what passages share may be a space between two words
                continue
    except TextChangedError:
        flash(gettext("A name was replaced in this interview meanwhile: look at it again, then take passages over."))
    except CodingError:
        flash(gettext("Nothing was changed: the consensus is closed, or the code is not there any more."))
    else:
        flash(
            ngettext("%(num)s passage is in the consensus.", "%(num)s passages are in the consensus.", taken)
            if taken
            else gettext("There is no passage that all coders marked with the same code.")
        )
    return _to(record, interview, chosen[0][0].first_turn if len(chosen) == 1 else None)


def _said(code: int, marked: Sequence[Coding]) -> Said:
    """What is said of what all marked: the weight that all gave; a key passage where all say so."""
    weights = {each.said.weight for each in marked}
    return Said(code, weights.pop() if len(weights) == 1 else None, all(each.said.is_key for each in marked))


def _named(texts: dict[int, str], turn: int, words: str) -> tuple[Passage | None, str]:
    """The passage with these words of a turn, all of it without any; or what is wrong."""
    if turn not in texts:
        return None, gettext("There is no such turn.")
    if not words:
        return whole_turn(turn, texts[turn]), ""
    count = texts[turn].count(words)
    if count == 1:
        start = texts[turn].index(words)
        return Passage(turn, start, turn, start + len(words)), ""
    if count:
        return None, gettext("These words stand there more than once: write some more of them.")
    return None, gettext("These words are not in this turn: write them exactly as they stand there.")


def _offered(record: StudyRecord) -> list[tuple[str, str]]:
    book = codes.codebook(record.id)
    names = tree.paths(book)
    return [(str(code.id), names[code.id]) for code in book if not code.is_category]


def _page(record: StudyRecord, interview: Interview, form: OtherForm | None = None) -> str:
    coders = apart.readers_of(record, interview)
    is_open = len(coders) > 1
    other = form or OtherForm(formdata=None, turn=request.args.get("turn", type=int))
    other.offer(_offered(record))
    ways = AlikeForm(formdata=None)
    ways.offer()
    return asked.page(
        "consensus",
        record,
        interview=interview,
        coders=coders,
        turns=apart.turns_apart(record, interview, coders) if is_open else (),
        is_open=is_open,
        closed=_round(interview) if is_open else None,
        alike=ways,
        other=other,
        page_path=url_for("codebook.consensus", study=record.name, number=interview.number),
    )


def _round(interview: Interview) -> Round | None:
    """The round of the consensus once it is closed."""
    kept = rounds.of_interview(interview)
    return next((each for each in kept if each.layer == CONSENSUS and each.done_at is not None), None)


def _to(record: StudyRecord, interview: Interview, turn: int | None = None) -> Response:
    anchor = None if turn is None else f"turn-{turn}"
    address = url_for("codebook.consensus", study=record.name, number=interview.number, _anchor=anchor)
    return redirect(address, 303)
