"""A project or codebook of another program sent by a researcher: first told what would become of it, then kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from survey.extensions import csrf
from survey.forms.exchange import BringForm
from survey.privacy import coded_view
from survey.security import LARGEST_UPLOAD, takes_upload
from survey.store.studies import StudyRecord
from survey.views.exchange import asked, rules
from survey.voices.refi.importing import bring_in
from survey.voices.refi.told import ProjectRefused, Told

Answer = str | tuple[str, int]
MEGABYTE = 1024 * 1024
MOST_PLACES = 50
"""Of one rule, so many places are listed; the rest is a number."""


@dataclass(frozen=True, slots=True)
class ToldOnce:
    """What one rule says, how often, and the first places it says it of."""

    sentence: str
    count: int
    places: tuple[str, ...]
    more: int


@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF carries no types
def bring(study: str) -> Answer:
    """Tell what would become of a file; keep it when the same file is sent again; exempt as ``takes_upload`` says."""
    record = asked.record_named(study)
    if not takes_upload():
        return _too_large(record), 413
    form = BringForm()
    if not form.validate():
        return asked.page(record, bring=form), 422
    name, content = _name(form.file.data), form.file.data.read()
    digest = hashlib.sha256(content).hexdigest()
    is_kept, is_other = form.tried.data == digest, form.tried.data not in ("", None, digest)
    known = coded_view.known_to(record, asked.coder())
    try:
        brought = bring_in(record, name, content, known, asked.coder(), dry_run=not is_kept)
    except ProjectRefused as refused:
        return asked.page(record, refused=tuple(_together(refused.told)), name=name), 422
    again = BringForm(formdata=None, tried="" if is_kept else digest)
    told = tuple(_together(brought.told))
    return asked.page(record, bring=again, brought=brought, told=told, is_kept=is_kept, is_other=is_other, name=name)


def _together(told: Iterable[Told]) -> Iterator[ToldOnce]:
    """What was told, rule by rule, in the order in which they were met first."""
    every = list(told)
    order: dict[str, int] = {}
    for place, each in enumerate(every):
        order.setdefault(each.rule, place)
    for rule, group in groupby(sorted(every, key=lambda each: order[each.rule]), key=lambda each: each.rule):
        here = list(group)
        places = [each.where for each in here if each.where]
        count = sum(each.count for each in here)
        yield ToldOnce(rules.sentence(rule), count, tuple(places[:MOST_PLACES]), max(0, len(places) - MOST_PLACES))


def _too_large(record: StudyRecord) -> str:
    form, most = BringForm(formdata=None), LARGEST_UPLOAD // MEGABYTE
    form.form_errors = [gettext("Nothing was kept: the file is larger than %(megabytes)d MB.", megabytes=most)]
    return asked.page(record, bring=form)


def _name(file: FileStorage) -> str:
    """The name of a file without the folders that some browsers send."""
    return PurePath((file.filename or "").replace("\\", "/")).name
