"""The turns of an interview with what one marked; one turn to mark without a script; one mark to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, url_for

from survey.forms.coding import DoneForm, LookForm, MarkForm, SayForm
from survey.forms.staff import StaffForm
from survey.privacy import coding_pane
from survey.privacy.coding_pane import CodingPane, Reading
from survey.store import transcripts
from survey.store.codings import Coding
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.views.coding import asked


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is told on a page that something was refused on; ``places``: where the words stand that were typed."""

    told: str = ""
    places: tuple[Passage, ...] = ()


NONE = Trouble()


def shown(study: str, number: int) -> str:
    """All turns of an interview, with the marks of one reading."""
    record = asked.record_named(study)
    return whole_page(record, asked.reading_of(record, number))


def turn(study: str, number: int, turn: int) -> str:
    """One turn, with the form that marks it or some of its words."""
    record = asked.record_named(study)
    read = asked.reading_of(record, number)
    if not read.may_write:
        abort(404)
    return turn_page(record, read, turn, mark_form(record))


def mark_of(study: str, number: int, guid: str) -> str:
    """One mark, to be changed or taken away, or only read."""
    record = asked.record_named(study)
    read = asked.reading_of(record, number)
    coding = coding_of(read, guid) or abort(404)
    return mark_page(record, read, coding, say_form(record, coding))


def coding_of(read: Reading, guid: str) -> Coding | None:
    """A mark of this reading by its key."""
    return next(iter(coding_pane.marks_of(read, guid=guid)), None) if guid else None


def mark_form(record: StudyRecord, *, sent: bool = False) -> MarkForm:
    """The form of a new mark: empty, or as it was sent."""
    form = MarkForm() if sent else MarkForm(formdata=None)
    form.offer(_offered(record))
    return form


def say_form(record: StudyRecord, coding: Coding, *, sent: bool = False) -> SayForm:
    """The form of a mark that is there: as it stands, or as it was sent."""
    said = coding.said
    standing = {"code": said.code, "is_key": said.is_key, "memo": said.memo, "guid": coding.guid}
    standing["weight"] = "" if said.weight is None else str(said.weight)
    form = SayForm() if sent else SayForm(formdata=None, **standing)
    form.offer(_offered(record))
    return form


def whole_page(record: StudyRecord, read: Reading, form: StaffForm | None = None) -> str:
    """The page of a reading, with the form on it that was refused."""
    pane = _pane(record, read)
    forms: dict[str, StaffForm] = {"done": DoneForm(formdata=None), "look": LookForm(formdata=None)}
    if form is not None:
        forms["done" if isinstance(form, DoneForm) else "look"] = form
    return _page("interview", record, read, pane=pane, form=mark_form(record), refused=form, **forms)


def _pane(record: StudyRecord, read: Reading) -> CodingPane:
    """All of an interview; of answers the page that the address asks for."""
    if not read.interview.is_answers:
        return coding_pane.pane(record, read)
    return coding_pane.page_of_answers(record, read, asked.page_number()) or abort(404)


def turn_page(record: StudyRecord, read: Reading, turn: int, form: MarkForm, trouble: Trouble = NONE) -> str:
    """The page of one turn."""
    found = coding_pane.pane(record, read, {turn})
    if not found.turns or not found.turns[0].may_mark:
        abort(404)
    return _page("turn", record, read, turn=found.turns[0], form=form, trouble=trouble)


def mark_page(record: StudyRecord, read: Reading, coding: Coding, form: SayForm, told: str = "") -> str:
    """The page of one mark."""
    paths = {choice.code.id: choice.path for choice in coding_pane.choices(record)}
    turn = transcripts.turns(read.interview, [coding.passage.first_turn])
    language = next((each.language for each in turn if each.language), read.interview.language)
    shown = {"coding": coding, "path": paths[coding.said.code], "form": form, "told": told}
    return _page("mark", record, read, spoken=language, **shown)


def _offered(record: StudyRecord) -> list[tuple[int, str]]:
    return [(each.code.id, each.path) for each in coding_pane.choices(record) if not each.code.is_category]


def _page(name: str, record: StudyRecord, read: Reading, **shown: Any) -> str:
    number = read.interview.number
    return render_template(
        f"staff/coding/{name}.html",
        record=record,
        study_title=asked.title_of(record),
        reading=read,
        number=number,
        choices=coding_pane.choices(record),
        page_path=asked.page_address(record, read),
        page_address=asked.page_address,
        coding_address=url_for("coding.shown", study=record.name, number=number),
        **shown,
    )
