"""A study that asks for files, and the steps of sending them, for the journeys that do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from journeys.conftest import STUDY, Browser
from sent_files import picture, upload
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from survey import extensions
from survey.instrument.study_file import read_study
from survey.store import documents, participants, studies
from survey.store.studies import StudyRecord
from survey.store.tables.attachments import AttachmentPiece, AttachmentRow
from survey.store.tables.submissions import SubmissionRow

INSTRUMENT = """
settings:
  form_id: small
  form_title: {fr: Petit, ar: صغير}
  version: "1"
  default_language: fr
  languages:
    fr: {header: Français (fr), status: draft}
    ar: {header: العربية (ar), status: draft}
choices:
  - {list_name: yes_no, name: "yes", label: {fr: Oui, ar: نعم}}
  - {list_name: yes_no, name: "no", label: {fr: Non, ar: لا}}
survey:
  - {type: begin_group, name: first, label: {fr: Le logement, ar: المسكن}, appearance: field-list}
  - {type: text, name: words, label: {fr: Un mot ?, ar: كلمة؟}}
  - type: image
    name: photo
    label: {fr: Une photo ?, ar: صورة؟}
    required: "yes"
    parameters: max-pixels=100
    appearance: new-front
  - {type: audio, name: voice, label: {fr: Un message ?, ar: رسالة؟}, relevant: "${words} != 'non'"}
  - {type: end_group}
  - {type: begin_group, name: second, label: {fr: Encore, ar: أيضا}, appearance: field-list}
  - {type: video, name: film, label: {fr: Un film ?, ar: فيلم؟}}
  - {type: file, name: letter, label: {fr: La lettre ?, ar: الرسالة؟}}
  - {type: end_group}
  - {type: begin_repeat, name: room, label: {fr: Une pièce, ar: غرفة}, appearance: field-list}
  - {type: image, name: corner, label: {fr: Un coin ?, ar: زاوية؟}}
  - {type: end_repeat}
  - {type: note, name: seen, label: {fr: "Vu : ${photo}", ar: "رأينا: ${photo}"}}
"""


def asks_for_files(folder: Path) -> StudyRecord:
    """A study that asks for files, published."""
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    (folder / "small.yaml").write_text(INSTRUMENT, encoding="utf-8")
    found, questionnaires = read_study(folder / "study.yaml", folder)
    return studies.publish(found, questionnaires)


def link_to(study: StudyRecord, key: str = "entry-key-of-22-letters") -> str:
    """The path of a personal link."""
    return "/r/" + participants.create_open_participant(study, study.waves[0], "fr", key[:22])


def document() -> documents.Document:
    with extensions.answers.reading() as session:
        return documents.read(session.scalars(select(SubmissionRow.document)).one())


def names() -> list[str]:
    """The files that are kept, in the order they came."""
    with extensions.contacts.reading() as session:
        return list(session.scalars(select(AttachmentRow.name).order_by(AttachmentRow.id)))


def rows() -> tuple[int, int]:
    with extensions.contacts.reading() as session:
        files, pieces = (
            session.scalar(select(func.count()).select_from(each)) for each in (AttachmentRow, AttachmentPiece)
        )
    return files or 0, pieces or 0


def post(browser: Browser, path: str, sent: Any) -> Any:
    """Send a page in parts, from memory: what the test client puts on the disk, it does not close."""
    boundary, body = encode_multipart(sent)
    kind = f"multipart/form-data; boundary={boundary}"
    return browser.client.post(path, data=body, content_type=kind, follow_redirects=True)


def press(browser: Browser, act: str = "continue", **filled: Any) -> Browser:
    files = {name.replace("__", "."): file for name, file in filled.items() if isinstance(file, FileStorage)}
    if not files:
        return browser.press(act, **filled)
    texts = {name.replace("__", "."): text for name, text in filled.items() if name.replace("__", ".") not in files}
    return browser._at(post(browser, browser.path, browser.form() | texts | files | {".act": act}))


def send_photo(browser: Browser, **more: Any) -> Browser:
    return press(browser, photo__file=upload(picture(size=(600, 400))), **more)
