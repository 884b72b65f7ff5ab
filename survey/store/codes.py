"""The codebook of a study: a tree of codes, each with its definition, examples, and the scales it speaks to."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit
from survey.store.studies import StudyRecord
from survey.store.tables.codings import CodeRow, CodingRow
from survey.store.tables.studies import StudyRow

LONGEST_NAME = 120
LONGEST_TEXT = 4000
MOST_CODES = 2000
HOLDS_OTHERS = "“{name}” holds other codes: move or remove them first."
DEEPEST = 12


UP, DOWN = "up", "down"


class CodebookError(ValueError):
    """The codebook cannot be changed as asked; the message says why and what to do.

    ``rule`` and ``values`` say the same to pages, which have a sentence of each rule in every language.
    """

    def __init__(self, rule: str, told: str, **values: str | int) -> None:
        """Keep the rule that was broken and what it was about."""
        self.rule, self.values = rule, values
        super().__init__(told.format(**values))


@dataclass(frozen=True, slots=True)
class Code:
    """One code as it is kept. ``is_category``: it only holds others and marks nothing itself.

    ``include``, ``exclude``: an example of what belongs to it, and of what does not. ``links``: scales and items.
    """

    id: int
    guid: str
    parent: int | None
    position: int
    name: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    links: tuple[str, ...] = ()
    is_category: bool = False


@dataclass(frozen=True, slots=True)
class NewCode:
    """What a code is to say. ``guid``: '' gives it one of its own."""

    name: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    links: tuple[str, ...] = ()
    is_category: bool = False
    parent: int | None = None
    guid: str = ""


def codebook(study_id: int) -> tuple[Code, ...]:
    """The codes of a study, parents before their children, those of one parent by their position."""
    with answers.reading() as session:
        return _codebook(session, study_id)


def add(study: StudyRecord, new: Sequence[NewCode], actor: str) -> tuple[Code, ...]:
    """Add codes in this order; raises ``CodebookError``, then none is added."""
    with answers.writing() as session:
        lock(session, study.id)
        added = add_within(session, study, new, actor)
        kept = {code.id: code for code in _codebook(session, study.id)}
        return tuple(kept[key] for key in added)


def lock(session: Session, study_id: int) -> None:
    """Let nobody else write the codebook of a study until the transaction ends."""
    session.execute(select(StudyRow.id).where(StudyRow.id == study_id).with_for_update(key_share=True))


def add_within(session: Session, study: StudyRecord, new: Iterable[NewCode], actor: str) -> list[int]:
    """Add codes as a part of a transaction that holds the lock of the codebook; their keys in this order."""
    added = [_add(session, study.id, each) for each in new]
    if added:
        audit.record(session, actor, "codes added", study.name, {"codes": len(added)})
    return added


def change(study: StudyRecord, code: int, new: NewCode, actor: str) -> Code:
    """Let a code say something else, or stand under another; its codings stay."""
    with answers.writing() as session:
        lock(session, study.id)
        row = _row(session, study.id, code)
        _check(session, study.id, new, besides=code)
        if new.parent is not None and code in _line(session, study.id, new.parent):
            told = "“{name}” cannot stand under itself or under a code of its own."
            raise CodebookError("under_itself", told, name=new.name)
        if new.is_category and _codings(session, code):
            told = "“{name}” marks passages: move them to another code before it only holds others."
            raise CodebookError("category_marks", told, name=new.name)
        if new.parent != row.parent_id:
            row.position = _after_last(session, study.id, new.parent)
        _write(row, new)
        session.flush()
        audit.record(session, actor, "code changed", study.name, {"code": row.guid})
        return _code(row)


def move(study: StudyRecord, code: int, way: str, actor: str) -> None:
    """Let a code change places with the one before it (``UP``) or after it (``DOWN``) under the same one."""
    with answers.writing() as session:
        lock(session, study.id)
        row = _row(session, study.id, code)
        among = (CodeRow.study_id == study.id, CodeRow.parent_id == row.parent_id)
        beside = list(session.scalars(select(CodeRow).where(*among).order_by(CodeRow.position, CodeRow.id)))
        place = beside.index(row)
        other = place + (-1 if way == UP else 1)
        if 0 <= other < len(beside):
            beside[place], beside[other] = beside[other], beside[place]
            for position, each in enumerate(beside):
                each.position = position
            audit.record(session, actor, "code moved", study.name, {"code": row.guid})


def remove(study: StudyRecord, code: int, actor: str) -> None:
    """Remove a code that marks nothing and holds no other."""
    with answers.writing() as session:
        lock(session, study.id)
        row = _row(session, study.id, code)
        if session.scalar(select(func.count()).where(CodeRow.parent_id == code)):
            raise CodebookError("holds_others", HOLDS_OTHERS, name=row.name)
        count = _codings(session, code)
        if count:
            told = "“{name}” marks {count} passages: give them another code first."
            raise CodebookError("marks_passages", told, name=row.name, count=count)
        audit.record(session, actor, "code removed", study.name, {"code": row.guid})
        session.delete(row)


def merge(study: StudyRecord, code: int, into: int, actor: str) -> None:
    """Let everything that a code marks be marked by another one, and remove it; what both marked stays once each."""
    with answers.writing() as session:
        lock(session, study.id)
        row, other = _row(session, study.id, code), _row(session, study.id, into)
        if code == into or other.is_category:
            why = "“{name}” cannot be merged into “{other}”: choose another code."
            raise CodebookError("merged_into", why, name=row.name, other=other.name)
        if session.scalar(select(func.count()).where(CodeRow.parent_id == code)):
            raise CodebookError("holds_others", HOLDS_OTHERS, name=row.name)
        marked = {_place(coding) for coding in session.scalars(select(CodingRow).where(CodingRow.code_id == into))}
        moved = session.scalars(select(CodingRow).where(CodingRow.code_id == code)).all()
        for coding in moved:
            if _place(coding) in marked:
                session.delete(coding)
            else:
                coding.code_id = into
        session.flush()
        told: dict[str, str | int] = {"code": row.guid, "into": other.guid, "passages": len(moved)}
        audit.record(session, actor, "codes merged", study.name, told)
        session.delete(row)


def path(codes: Iterable[Code], code: int) -> tuple[str, ...]:
    """The names from the root of the tree to a code."""
    by_id = {each.id: each for each in codes}
    names: list[str] = []
    at: int | None = code
    while at is not None:
        names.append(by_id[at].name)
        at = by_id[at].parent
    return tuple(reversed(names))


def _add(session: Session, study_id: int, new: NewCode) -> int:
    _check(session, study_id, new, besides=None)
    if session.scalar(select(func.count()).where(CodeRow.study_id == study_id)) == MOST_CODES:
        raise CodebookError("too_many", "A codebook holds at most {most} codes: merge some of them.", most=MOST_CODES)
    guid = new.guid.lower() or str(uuid.uuid4())
    if session.scalar(select(CodeRow.id).where(CodeRow.study_id == study_id, CodeRow.guid == guid)) is not None:
        raise CodebookError("key_taken", "There is a code with the key {key} already.", key=guid)
    row = CodeRow(study_id=study_id, guid=guid, position=_after_last(session, study_id, new.parent))
    _write(row, new)
    session.add(row)
    session.flush()
    return row.id


def _after_last(session: Session, study_id: int, parent: int | None) -> int:
    """The position behind the last code that stands under the same one."""
    among = (CodeRow.study_id == study_id, CodeRow.parent_id == parent)
    last = session.scalar(select(func.max(CodeRow.position)).where(*among))
    return 0 if last is None else last + 1


def _write(row: CodeRow, new: NewCode) -> None:
    row.name, row.definition = new.name.strip(), new.definition.strip()
    row.include, row.exclude = new.include.strip(), new.exclude.strip()
    row.links = json.dumps(list(dict.fromkeys(new.links)), ensure_ascii=False)
    row.is_category, row.parent_id = new.is_category, new.parent


def _check(session: Session, study_id: int, new: NewCode, *, besides: int | None) -> None:
    """Refuse a name that is empty, too long or taken by a sibling, a text that is too long, a parent that is none."""
    name = new.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise CodebookError("name", "Give the code a name of at most {most} characters.", most=LONGEST_NAME)
    if max(map(len, (new.definition, new.include, new.exclude))) > LONGEST_TEXT:
        told = "The texts of “{name}” are too long: write at most {most} characters in each."
        raise CodebookError("long_text", told, name=name, most=LONGEST_TEXT)
    if new.parent is not None and len(_line(session, study_id, new.parent)) >= DEEPEST:
        told = "“{name}” would stand too deep: at most {most} codes stand under one another."
        raise CodebookError("too_deep", told, name=name, most=DEEPEST)
    among = (CodeRow.study_id == study_id, CodeRow.parent_id == new.parent)
    for row in session.execute(select(CodeRow.id, CodeRow.name).where(*among)):
        if row.id != besides and row.name.casefold() == name.casefold():
            told = "There is a code “{name}” here already: choose another name."
            raise CodebookError("name_taken", told, name=row.name)


def _line(session: Session, study_id: int, code: int) -> list[int]:
    """A code and those above it."""
    line: list[int] = []
    at: int | None = code
    while at is not None:
        line.append(at)
        at = _row(session, study_id, at).parent_id
    return line


def _row(session: Session, study_id: int, code: int) -> CodeRow:
    row = session.scalars(select(CodeRow).where(CodeRow.study_id == study_id, CodeRow.id == code)).first()
    if row is None:
        raise CodebookError("gone", "There is no such code any more: open the codebook again.")
    return row


def _place(row: CodingRow) -> tuple[object, ...]:
    return row.transcript_id, row.coder, row.layer, row.first_turn, row.starts_at, row.last_turn, row.ends_at


def _codings(session: Session, code: int) -> int:
    return session.scalar(select(func.count()).where(CodingRow.code_id == code)) or 0


def _codebook(session: Session, study_id: int) -> tuple[Code, ...]:
    rows = session.scalars(select(CodeRow).where(CodeRow.study_id == study_id).order_by(CodeRow.position, CodeRow.id))
    children: dict[int | None, list[Code]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(_code(row))
    ordered: list[Code] = []
    waiting = children.get(None, [])[::-1]
    while waiting:
        code = waiting.pop()
        ordered.append(code)
        waiting += children.get(code.id, [])[::-1]
    return tuple(ordered)


def _code(row: CodeRow) -> Code:
    return Code(
        id=row.id,
        guid=row.guid,
        parent=row.parent_id,
        position=row.position,
        name=row.name,
        definition=row.definition,
        include=row.include,
        exclude=row.exclude,
        links=tuple(json.loads(row.links)),
        is_category=row.is_category,
    )
