"""What the pages of a preview know: the file as it stands, and who is filling it in at this browser."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, g, request, session

from survey import i18n
from survey.instrument.numerals import plain_code
from survey.keys import ALPHABET, TOKEN_LENGTH
from survey.preview.comments import REMOVED, Comment, CommentsError, comments_file, new_id, read_comments
from survey.preview.showing import Showing, Shown
from survey.store import visits
from survey.store.submissions import STARTED, Submission
from survey.store.visits import Visit

LINK = "preview_link"
WHO = "preview_who"
COMMENT = "comment "
FIELD, ID, BY = ".comment ", ".comment-id ", ".who "
"""What the names of fields begin with; the key of a place follows. No question can be called so."""


@dataclass(frozen=True, slots=True)
class PreviewHere:
    """What the preview adds to a page: a banner, and under each question what was said of it."""

    shown: Shown
    file: str
    comments: tuple[Comment, ...]
    unreadable: str

    @property
    def errors(self) -> int:
        """How many problems prevent the file from being shown."""
        return sum(problem.severity == "error" for problem in self.shown.problems)

    @property
    def warnings(self) -> int:
        """How much else there is to read about the file."""
        return len(self.shown.problems) - self.errors

    @property
    def who(self) -> str:
        """How whoever sits at this browser called themselves before."""
        return str(session.get(WHO, ""))

    def on(self, key: str) -> list[Comment]:
        """What was said of a question, in whichever instance."""
        name = key.partition("[")[0]
        return [comment for comment in self.comments if comment.question == name]

    def new_id(self) -> str:
        """The id of a comment that may be typed here."""
        return new_id()

    def typed(self, key: str) -> str:
        """What was typed here and is not kept yet."""
        return "" if g.get("comments_kept") else request.form.get(FIELD + key, "")


def showing() -> Showing:
    """What shows the file."""
    found: Showing = current_app.extensions["preview"]
    return found


def preview_here() -> PreviewHere | None:
    """The preview as this request sees it; None where a request was refused before it looked."""
    if "shown" not in g:
        return None
    if "preview_here" not in g:
        file = showing().preview.file
        try:
            kept, unreadable = read_comments(comments_file(file)), ""
        except CommentsError as error:
            kept, unreadable = (), str(error)
        standing = tuple(comment for comment in kept if comment.state != REMOVED)
        g.preview_here = PreviewHere(g.shown, file.name, standing, unreadable)
    here: PreviewHere = g.preview_here
    return here


def visit_here(token: str = "") -> Visit | None:
    """Whose answers this browser shows, in the study as it is now; their language is then that of the page."""
    typed = token or str(session.get(LINK, ""))
    visit = visits.visit_by_token(plain_code(typed, ALPHABET, TOKEN_LENGTH) or "-")
    record = g.shown.record
    return visit if visit is not None and (record is None or visit.study_name == record.name) else None


def submission_of(visit: Visit | None) -> Submission | None:
    """What is being filled in at a visit."""
    submission = visit.submission if visit is not None else None
    if submission is None or submission.state != STARTED:
        return None
    i18n.use_language(submission.language)
    return submission
