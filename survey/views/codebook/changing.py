"""Adding codes to a codebook, changing, moving, merging and removing them; what was typed stays where it is refused."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from survey.forms.codebook import CodeForm, MergeForm, RemoveForm
from survey.privacy import coding_view
from survey.store import codes
from survey.store.codes import DOWN, UP, Code, CodebookError, NewCode
from survey.store.studies import StudyRecord
from survey.views.codebook import asked, rules, speaking, tree
from survey.voices import codebook_names

Answer = str | Response | tuple[str, int]


def new(study: str) -> str:
    """The form of a new code; ``under`` in the address is the one it is to stand under."""
    record = asked.record_named(study)
    form = CodeForm(formdata=None, parent=request.args.get("under", ""))
    return _page(record, form, None)


def add(study: str) -> Answer:
    """Add a code."""
    record = asked.record_named(study)
    form = _form(record, None)
    if form.validate():
        try:
            said = _said(form)
            (code,) = codes.add(record, [said], asked.coder())
        except CodebookError as error:
            _tell(form, error)
        else:
            flash(gettext("The code “%(name)s” was added.", name=code.name))
            _warn(record, said)
            return _to_book(record, code.id)
    return _page(record, form, None), 422


def choose(study: str, code: int) -> str:
    """The form of a code that is there."""
    record = asked.record_named(study)
    return _page(record, None, _code(record, code))


def change(study: str, code: int) -> Answer:
    """Let a code say something else, or stand elsewhere."""
    record = asked.record_named(study)
    before = _code(record, code)
    form = _form(record, before)
    if form.validate():
        try:
            if form.is_category.data and not before.is_category and coding_view.is_blind(record, asked.coder()):
                raise CodebookError("still_read", "Somebody is still coding: nothing may tell which codes they use.")
            said = _said(form)
            after = codes.change(record, code, said, asked.coder())
        except CodebookError as error:
            _tell(form, error)
        else:
            flash(gettext("The code “%(name)s” is changed.", name=after.name))
            _warn(record, said)
            return _to_book(record, code)
    return _page(record, form, before), 422


def move(study: str, code: int) -> Response:
    """Let a code change places with the one before or after it."""
    record = asked.record_named(study)
    _code(record, code)
    codes.move(record, code, UP if request.form.get("way") == UP else DOWN, asked.coder())
    return _to_book(record, code)


def merge(study: str, code: int) -> Answer:
    """Let another code take over what a code marks."""
    record = asked.record_named(study)
    merged = _code(record, code)
    form = MergeForm()
    form.offer(_others(record, merged))
    if form.validate():
        try:
            codes.merge(record, code, int(form.into.data), asked.coder())
        except CodebookError as error:
            _tell(form, error)
        else:
            flash(gettext("The code “%(name)s” is merged: the other one marks its passages.", name=merged.name))
            return _to_book(record, int(form.into.data))
    return _page(record, None, merged, merging=form), 422


def remove(study: str, code: int) -> Answer:
    """Take away a code that marks nothing."""
    record = asked.record_named(study)
    removed = _code(record, code)
    form = RemoveForm()
    try:
        if coding_view.is_blind(record, asked.coder()):
            raise CodebookError("still_read", "Somebody is still coding: nothing may tell which codes they use.")
        codes.remove(record, code, asked.coder())
    except CodebookError as error:
        _tell(form, error)
        return _page(record, None, removed, removing=form), 422
    flash(gettext("The code “%(name)s” is removed.", name=removed.name))
    return _to_book(record, removed.parent)


def _code(record: StudyRecord, key: int) -> Code:
    found = next((each for each in codes.codebook(record.id) if each.id == key), None)
    return found or abort(404)


def _form(record: StudyRecord, code: Code | None) -> CodeForm:
    """The form that was sent, with what can be chosen in it."""
    form = CodeForm()
    _offer(record, form, code)
    return form


def _offer(record: StudyRecord, form: CodeForm, code: Code | None) -> tuple[speaking.Offered, ...]:
    book = codes.codebook(record.id)
    never = frozenset() if code is None else tree.under(book, code.id)
    names = tree.paths(book)
    groups = speaking.offered(record)
    known = speaking.labels(groups)
    stray = {name: name for name in (code.links if code else ()) if name not in known}
    form.offer([(str(key), names[key]) for key in names if key not in never], [*known.items(), *stray.items()])
    return groups


def _others(record: StudyRecord, code: Code) -> list[tuple[str, str]]:
    book = codes.codebook(record.id)
    names = tree.paths(book)
    return [(str(each.id), names[each.id]) for each in book if each.id != code.id and not each.is_category]


def _said(form: CodeForm) -> NewCode:
    return NewCode(
        name=form.name.data,
        definition=form.definition.data,
        include=form.include.data,
        exclude=form.exclude.data,
        links=tuple(form.links.data),
        is_category=form.is_category.data,
        parent=int(form.parent.data) if form.parent.data else None,
    )


def _warn(record: StudyRecord, said: NewCode) -> None:
    """Say which words of a code are names that the study knows; it is kept all the same."""
    words = codebook_names.in_code(record, said)
    if words:
        told = gettext(", ").join(words)
        flash(
            gettext(
                "It holds names that are known: %(words)s. Codes leave with every file and nothing is replaced in"
                " them: better write it without them.",
                words=told,
            )
        )


def _tell(form: CodeForm | MergeForm | RemoveForm, error: CodebookError) -> None:
    """Put what is wrong beside its field."""
    name = rules.FIELDS.get(error.rule, "")
    if name in form:
        form[name].errors = [*form[name].errors, rules.told(error)]
    else:
        form.form_errors = [*form.form_errors, rules.told(error)]


def _page(
    record: StudyRecord,
    form: CodeForm | None,
    code: Code | None,
    merging: MergeForm | None = None,
    removing: RemoveForm | None = None,
) -> str:
    if form is None and code is not None:
        form = CodeForm(formdata=None, obj=code, parent=str(code.parent or ""), links=list(code.links))
    form = form or CodeForm(formdata=None)
    groups = _offer(record, form, code)
    if code is not None and merging is None:
        merging = MergeForm(formdata=None)
    if merging is not None and code is not None:
        merging.offer(_others(record, code))
    return asked.page(
        "code",
        record,
        form=form,
        code=code,
        merging=merging,
        removing=removing or RemoveForm(formdata=None),
        boxes={each.data: each for each in form.links},
        groups=groups,
        known=speaking.labels(groups),
        page_path=_address(record, code),
    )


def _address(record: StudyRecord, code: Code | None) -> str:
    if code is None:
        return url_for("codebook.new", study=record.name)
    return url_for("codebook.choose", study=record.name, code=code.id)


def _to_book(record: StudyRecord, code: int | None) -> Response:
    anchor = None if code is None else f"code-{code}"
    return redirect(url_for("codebook.shown", study=record.name, _anchor=anchor), 303)
