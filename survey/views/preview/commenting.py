"""Comments of testers: kept as they are sent with a page, listed, marked, and given out as a table."""

from __future__ import annotations

from dataclasses import replace

from flask import Response as Download
from flask import g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from survey import i18n
from survey.instrument.places import Place
from survey.instrument.plain_words import words_in
from survey.preview import comments
from survey.preview.comment_table import as_csv, rows
from survey.preview.comments import LONGEST_COMMENT, LONGEST_NAME, STATES, Comment, CommentsError
from survey.store.visits import Visit
from survey.views.preview.here import (
    BY,
    COMMENT,
    FIELD,
    ID,
    WHO,
    preview_here,
    showing,
    submission_of,
    visit_here,
)

MOST_AT_ONCE = 200
ANCHOR = "#comment-"


def keep_sent() -> None:
    """Keep the comments sent with a page, and mark the one whose button was pressed."""
    token = str((request.view_args or {}).get("token", ""))
    visit = visit_here(token)
    path = comments.comments_file(showing().preview.file)
    for key, text in typed_comments()[:MOST_AT_ONCE]:
        identifier = request.form.get(ID + key, "")
        if visit is not None and comments.is_id(identifier):
            comments.add(path, replace(_comment(key, text, visit), id=identifier))
    _mark(request.form.get(".act", ""))


def _mark(act: str) -> None:
    """``comment done ID`` and the like: what a button under a comment says."""
    _, _, said = act.partition(COMMENT)
    state, _, identifier = said.partition(" ")
    if act.startswith(COMMENT) and state in STATES and comments.is_id(identifier):
        comments.set_state(comments.comments_file(showing().preview.file), identifier, state)


def typed_comments() -> list[tuple[str, str]]:
    """What was typed into the fields for comments, by the keys of places."""
    fields = ((name.removeprefix(FIELD), text) for name, text in request.form.items() if name.startswith(FIELD))
    return [(key, tidied) for key, text in fields if (tidied := comments.tidy(text, LONGEST_COMMENT))]


def _comment(key: str, text: str, visit: Visit) -> Comment:
    """The comment with what it was about: the label as it stood, in the language and version that were seen."""
    about = Comment(
        id="",
        at=comments.moment(),
        who=_who(BY + key),
        comment=text,
        page=str((request.view_args or {}).get("name", "")),
        wave=visit.wave.name,
        language=i18n.language(),
        file=g.shown.digest,
    )
    place, submission = Place.of(key), submission_of(visit)
    if place is None or submission is None or place.name not in submission.flow.model.standings:
        return about
    said = submission.flow.questionnaire
    text_of = submission.flow.model.standings[place.name].node.label
    label = submission.filling().label(words_in(text_of, i18n.language(), said.default_language), place)
    return replace(about, question=place.name, place=key, label=label, version=said.version)


def _who(field: str) -> str:
    who = comments.tidy(request.form.get(field, ""), LONGEST_NAME).replace("\n", " ")
    session[WHO] = who
    return who


def anchor(act: str) -> str:
    """Where on its page the comment stands whose button was pressed, '' when it was another button."""
    if not act.startswith(COMMENT):
        return ""
    said = act.removeprefix(COMMENT)
    kept = next((key for key, _ in typed_comments()), "")
    return ANCHOR + (said.removeprefix("on ") if said.startswith("on ") else kept)


def comments_page() -> str:
    """All comments, and a field for what concerns no single question."""
    here = preview_here()
    names = None if g.shown.is_broken else g.shown.names()
    return render_template("preview/comments.html", rows=rows(here.comments if here else (), names))


def on_the_whole() -> Response | tuple[str, int]:
    """Keep a comment on the whole questionnaire, or mark one."""
    text, identifier = comments.tidy(request.form.get(FIELD, ""), LONGEST_COMMENT), request.form.get(ID, "")
    try:
        if text and comments.is_id(identifier):
            said = Comment(identifier, comments.moment(), _who(BY), text, language=i18n.language(), file=g.shown.digest)
            comments.add(comments.comments_file(showing().preview.file), said)
        _mark(request.form.get(".act", ""))
    except CommentsError as error:
        return render_template("preview/unkept.html", why=str(error), typed=[("", text)] if text else []), 409
    return redirect(url_for("preview.comments"), 303)


def comments_csv() -> Download:
    """All comments as CSV."""
    here = preview_here()
    names = None if g.shown.is_broken else g.shown.names()
    table = as_csv(rows(here.comments if here else (), names))
    name = comments.comments_file(showing().preview.file).stem + ".csv"
    download = Download(table.encode("utf-8-sig"), mimetype="text/csv")
    download.headers.set("Content-Disposition", "attachment", filename=name)
    return download
