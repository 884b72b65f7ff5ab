"""Decisions about names: first what they would change is shown, then they are kept and carried out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import islice

from flask import flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from survey.forms.names import AddNamesForm
from survey.store import listed_names
from survey.store.listed_names import KINDS, NO_NAME, NewName, TooManyNamesError
from survey.store.studies import StudyRecord
from survey.views.names.frame import page, record_named
from survey.views.names.queue import PER_PAGE
from survey.voices import later_names
from survey.voices.later_names import Done
from survey.voices.name_lists import OTHER_WAY, ListProblem, NameList, names_in, read_list
from survey.voices.names import name_key

ALL_KINDS = (*KINDS, NO_NAME)
LATER = "later"
MOST_SHOWN = 200
"""Names whose places one page shows; all of them are counted."""

Answer = str | Response | tuple[str, int]


def preview(study: str) -> Answer:
    """What would be replaced, name by name; nothing is kept and nothing changed."""
    record = record_named(study)
    given = _decided() if "decided" in request.form else _added()
    shown = _preview(record, given)
    return shown if given.names else (shown, 422)


def decide(study: str) -> Answer:
    """Keep what was decided, and replace in all interviews what is a name."""
    record = record_named(study)
    names = _confirmed()
    try:
        listed_names.add(record.name, names, current_user.account.name)
    except TooManyNamesError:
        return _preview(record, NameList(problems=(ListProblem(0, "too-many-names"),))), 422
    if any(each.kind != NO_NAME for each in names):
        _tell(later_names.replace_known(record, current_user.account.name))
    nones = sum(each.kind == NO_NAME for each in names)
    if nones:
        flash(
            ngettext(
                "%(num)s word is no name and will not be asked about again.",
                "%(num)s words are no names and will not be asked about again.",
                nones,
            )
        )
    return _to_queue(record)


def replace(study: str) -> Response:
    """Replace known names that still stand somewhere; what was interrupted is finished by it."""
    record = record_named(study)
    _tell(later_names.replace_known(record, current_user.account.name))
    return _to_queue(record)


def take_off(study: str) -> Response:
    """Look for a name no longer, or ask about a word again."""
    record = record_named(study)
    key = name_key(request.form.get("name", "")[: later_names.LONGEST_ASKED])
    if key and listed_names.take_off(record.name, key, current_user.account.name):
        flash(gettext("It was taken off the lists. What was replaced stays replaced."))
    else:
        flash(gettext("It is not on the lists. Write it with the same words."))
    return _to_queue(record)


def _tell(done: Sequence[Done]) -> None:
    replaced = sum(each.replaced for each in done)
    flash(ngettext("%(num)s place was replaced.", "%(num)s places were replaced.", replaced))


def _decided() -> NameList:
    """What was chosen in the queue: of each word what it is, or nothing yet."""
    names = []
    for place in range(PER_PAGE):
        kind = request.form.get(f"as-{place}", LATER)
        found = names_in(request.form.get(f"word-{place}", ""), kind, everywhere=True)
        names += [dataclasses.replace(each, kind=kind) for each in found.names if kind in ALL_KINDS]
    return NameList(tuple(names), () if names else (ListProblem(0, "no-names"),))


def _added() -> NameList:
    """The names that were typed, else those of the file."""
    form = AddNamesForm()
    kind = form.kind.data if form.kind.data in KINDS else "other"
    typed, file = form.names.data or "", form.file.data
    if typed.strip() or not isinstance(file, FileStorage):
        return names_in(typed, kind, everywhere=True)
    return read_list(file.read(), kind)


def _confirmed() -> tuple[NewName, ...]:
    """The names that were shown and are sent back."""
    found: list[NewName] = []
    for kind in ALL_KINDS:
        for everywhere in ("everywhere", "list"):
            lines = request.form.get(f"{kind}-{everywhere}", "")
            found += names_in(lines, kind, everywhere=everywhere == "everywhere").names
    return tuple(found)


def _sent_back(names: Sequence[NewName]) -> Iterator[tuple[str, str]]:
    """The names as hidden fields, one for each kind."""
    for kind in ALL_KINDS:
        for everywhere in ("everywhere", "list"):
            mine = [each for each in names if each.kind == kind and each.everywhere == (everywhere == "everywhere")]
            if mine:
                lines = (f" {OTHER_WAY} ".join(each.ways.values()) for each in mine)
                yield f"{kind}-{everywhere}", "\n".join(lines)


def _preview(record: StudyRecord, given: NameList) -> str:
    to_replace = [each for each in given.names if each.kind != NO_NAME]
    seen = later_names.outlook(record, to_replace) if to_replace else None
    rows = list(zip(to_replace, seen.proposed, strict=True)) if seen else []
    rows.sort(key=lambda row: -row[1].times)
    return page(
        "preview",
        record,
        rows=list(islice(rows, MOST_SHOWN)),
        left=max(0, len(rows) - MOST_SHOWN),
        never=sum(not standing.times for _name, standing in rows),
        seen=seen,
        nones=[each.written for each in given.names if each.kind == NO_NAME],
        problems=given.problems[:MOST_SHOWN],
        sent_back=list(_sent_back(given.names)),
    )


def _to_queue(record: StudyRecord) -> Response:
    return redirect(url_for("names.queue", study=record.name), 303)
