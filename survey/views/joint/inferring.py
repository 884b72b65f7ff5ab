"""Writing an inference, reading it again, and confirming it: a page for each theme and code."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext

from survey.findings.client import FiguresFailed, FiguresStarting
from survey.privacy import inference_ground, joint_words
from survey.store import inferences
from survey.store.inferences import CONFIRMED, LONGEST_TEXT, THEME, WRITTEN, InferenceError, NewInference, Seen
from survey.store.studies import StudyRecord
from survey.views.joint import asked, asking, told

DIGITS = 9


def shown(study: str, subject: str, name: str) -> str | tuple[str, int]:
    """What is inferred of a theme or code, what has changed since, and its history."""
    return _page(asked.record_named(study), subject, name)


def write(study: str, subject: str, name: str) -> Any:
    """Keep an inference on what its author saw."""
    return _keep(study, subject, name, WRITTEN)


def confirm(study: str, subject: str, name: str) -> Any:
    """Let an inference stand on what is there now, after somebody has read it again."""
    return _keep(study, subject, name, CONFIRMED)


def _keep(study: str, subject: str, name: str, act: str) -> Any:
    record, sent = asked.record_named(study), request.form
    after = sent.get("after", "")
    new = NewInference(
        subject,
        name,
        sent.get("kind", ""),
        sent.get("text", "").replace("\r\n", "\n"),
        int(after) if after.isascii() and after.isdigit() and len(after) <= DIGITS else -1,
    )
    _title(record, subject, name)
    try:
        seen = _seen(record, subject, name, asking.PATIENT)
        if inference_ground.fingerprint(seen) != sent.get("seen"):
            raise InferenceError("overtaken")
        inferences.keep(record, new, seen, act, asked.reader())
    except (FiguresStarting, FiguresFailed):
        return _page(record, subject, name, new, gettext("Figures cannot be shown now.")), 503
    except InferenceError as error:
        return _page(record, subject, name, new, _told(error.rule)), 409 if error.rule == "overtaken" else 422
    flash(gettext("The inference is kept."))
    return redirect(url_for("joint.inference", study=study, subject=subject, name=name), 303)


def _told(rule: str) -> str:
    sentences = {
        "text": gettext("Write what you infer, in at most %(most)d characters.", most=LONGEST_TEXT),
        "kind": gettext("Choose how words and numbers go together."),
        "none": gettext("There is no inference yet that could be confirmed."),
        "overtaken": gettext(
            "Numbers, words or the inference have changed since you opened this page. Read what is here now, then send "
            "it again."
        ),
    }
    return sentences[rule]


def _title(record: StudyRecord, subject: str, name: str) -> str:
    """What an inference is about; there is no such page where there is no such theme or code."""
    matrix, _book = asked.model(record)
    if inference_ground.codes_of(matrix, subject, name) is None:
        abort(404)
    row = matrix.row(name) if subject == THEME else None
    return row.measure.label if row else next(code.name for code in matrix.codes if code.guid == name)


def _seen(record: StudyRecord, subject: str, name: str, wait: float) -> Seen:
    """What an inference of whoever asks would stand on now."""
    matrix, _book = asked.model(record)
    codes = inference_ground.codes_of(matrix, subject, name) or ()
    figures = asking.figures_of(record, {}, wait)
    told_of = {each["name"]: each for each in (*figures["scales"], *figures["questions"])}
    known = inference_ground.figures_of(told_of.get(name) if subject == THEME else None)
    return inference_ground.ground(joint_words.words(record, asked.reader(), {}, veiled=False), codes, known)


def _page(record: StudyRecord, subject: str, name: str, typed: NewInference | None = None, mistake: str = "") -> str:
    title = _title(record, subject, name)
    matrix, _book = asked.model(record)
    try:
        figures = asking.figures_of(record, {}, asking.PATIENT)
        fingerprint = inference_ground.fingerprint(_seen(record, subject, name, asking.PATIENT))
    except (FiguresStarting, FiguresFailed):
        figures, fingerprint = None, ""
    now = told.by_subject(record, matrix, figures).get((subject, name))
    return asked.page(
        "inference",
        record,
        title=title,
        subject=subject,
        name=name,
        now=now,
        typed=typed or (now.inference if now else None),
        mistake=mistake,
        fingerprint=fingerprint,
        kinds=told.KINDS,
        most=LONGEST_TEXT,
        history=inferences.history(record.id, subject, name),
    )
