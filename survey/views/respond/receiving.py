"""Files sent with a page: let in under a limit of their own, cleaned, kept, and dropped once no answer names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from flask import current_app, request
from werkzeug.datastructures import FileStorage

from survey.attachments.receiving import Refused, cleaned
from survey.attachments.spool import Spool
from survey.config import FileLimits
from survey.forms.answer_field import REFUSED_CHOICE, REFUSED_SUFFIX
from survey.forms.sent_file import FILE_SUFFIX, REMOVE_SUFFIX, Received
from survey.forms.stored import is_read_only
from survey.instrument.definition import Question
from survey.instrument.places import Place
from survey.instrument.question_type import Mistake
from survey.instrument.sent_file import max_pixels
from survey.security import InMemoryRequest
from survey.store import attachments, sent_files
from survey.store.attachments import NewFile, NoRoom, Room
from survey.store.submissions import NotSubmittable, Submission
from survey.views.respond.here import Here, here
from survey.views.respond.shared_device import VisitOver
from survey.views.respond.visit import ClosedWave, UnknownLink

MEGABYTE = 1024 * 1024
LARGEST_PAGE = 160 * MEGABYTE
"""What is read of a page with files: what is too much of a file is thrown away at once, its other answers are kept."""
SENT_IN_PARTS = "multipart/form-data"


def let_in(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Raise the limit for the address of a page that asks for files, once it is known that somebody stands there."""
    if endpoint != "respond.send" or request.mimetype != SENT_IN_PARTS or values is None:
        return
    try:
        where = here(values["token"], values["name"])
    except (UnknownLink, ClosedWave, VisitOver):
        return
    if not isinstance(where, Here) or not takes_files(where):
        return
    most = _limits().largest_megabytes * MEGABYTE
    request.max_content_length = max(LARGEST_PAGE, 2 * most)
    left = [len(_places(where, of_all=True))]

    def stream() -> Spool:
        left[0] -= 1
        return Spool(most if left[0] >= 0 else 0)

    cast(InMemoryRequest, request).open_stream = stream


def takes_files(where: Here) -> bool:
    """Whether something on the page is answered with a file."""
    names = sent_files.questions(where.flow)
    return bool(names) and any(question.name in names for question in where.stop.page.questions)


def received(where: Here) -> dict[str, Received]:
    """What became of the files of a page, by the keys of their questions; those that are taken are kept now."""
    return {place.key: _received(where, place) for place in _places(where)} if takes_files(where) else {}


def unread(where: Here) -> dict[str, Received]:
    """The same where nothing may be kept: what was chosen must be chosen once more."""
    found = {}
    for place in _places(where) if takes_files(where) else ():
        kept, chosen = _kept(where, place), _chosen(place) is not None
        found[place.key] = Received(kept, Mistake("choose_again") if chosen else None)
    return found


@contextmanager
def kept_with_the_page(where: Here, found: Mapping[str, Received]) -> Iterator[None]:
    """Keep no file of a page that could not be kept itself."""
    try:
        yield
    except NotSubmittable:
        there = sent_files.named(where.flow, where.submission.document)
        if where.submission.former is not None:
            there |= sent_files.named(where.flow, where.submission.former)
        attachments.drop(where.submission.id, {each.name for each in found.values()} - there)
        raise


def tidy(where: Here, saved: Submission) -> None:
    """Delete the files that were named before and no longer are."""
    before = sent_files.named(where.flow, where.submission.document)
    former = frozenset() if saved.former is None else sent_files.named(saved.flow, saved.former)  # it still counts
    attachments.drop(saved.id, before - sent_files.named(saved.flow, saved.document) - former)


def _places(where: Here, *, of_all: bool = False) -> list[Place]:
    """The questions of the page that a file answers: those on the screen, or all."""
    names, shown = sent_files.questions(where.flow), set() if of_all else set(request.form.get(".shown", "").split())
    return [
        place
        for place in where.flow.possible(where.stop, where.state)
        if place.name in names
        and (of_all or place.key in shown)
        and not is_read_only(where.flow.question(place.name), place, where.state)
    ]


def _received(where: Here, place: Place) -> Received:
    kept, chosen = _kept(where, place), _chosen(place)
    if chosen is None:
        goes = request.form.get(place.key + REMOVE_SUFFIX) or _is_refused(place)
        return Received("" if goes else kept)
    question, limits = where.flow.question(place.name), _limits()
    try:
        return Received(_taken(where, question, chosen, kept))
    except (Refused, NoRoom) as refused:
        maximum = {
            "file_too_large": limits.largest_megabytes,
            "too_many_files": limits.most,
            "too_much_together": limits.together_megabytes,
        }.get(refused.rule)
        return Received(kept, Mistake(refused.rule, **({} if maximum is None else {"maximum": maximum})))


def _taken(where: Here, question: Question, chosen: FileStorage, kept: str) -> str:
    spool, limits, visit = cast(Spool, chosen.stream), _limits(), where.visit
    clean = cleaned(spool, question.type, chosen.filename or "", max_pixels(question))
    new = NewFile(question.name, clean.ending, clean.size, clean.pieces, clean.thumbnail)
    whose = attachments.owner(visit.study_name, visit.participant_key, visit.wave.name, where.submission.id)
    return attachments.keep(whose, new, Room(limits.most, limits.together_megabytes * MEGABYTE), replaced=kept)


def _kept(where: Here, place: Place) -> str:
    """The file that the page says is kept, when this submission has it for this question; '' otherwise."""
    name = request.form.get(place.key, "")
    if not name or name in sent_files.named(where.flow, where.submission.document, place.name):
        return name
    mine = name.startswith(f"{place.name}-") and name in attachments.of_submission(where.submission.id, [name])
    return name if mine else ""


def _chosen(place: Place) -> FileStorage | None:
    """The file that was chosen; a field that was left alone sends one without a name."""
    files = request.files.getlist(place.key + FILE_SUFFIX)
    return next((file for file in files if file.filename and isinstance(file.stream, Spool)), None)


def _is_refused(place: Place) -> bool:
    return REFUSED_CHOICE in request.form.getlist(place.key + REFUSED_SUFFIX)


def _limits() -> FileLimits:
    limits: FileLimits = current_app.config["JALON"].files
    return limits
