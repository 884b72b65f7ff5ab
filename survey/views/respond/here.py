"""Where a respondent stands: whose visit, on which page, in which instance, and what the answers decide there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from survey import i18n
from survey.forms.sheet import instance_titles
from survey.instrument.definition import text_in
from survey.instrument.flow import Flow, Stop
from survey.instrument.isolation import isolated
from survey.instrument.state import State
from survey.keys import digest_of
from survey.store import documents
from survey.store.clock import now
from survey.store.submissions import Submission
from survey.store.visits import Visit
from survey.views.respond.visit import begun, open_visit_of, plain_token

Answer = str | Response | tuple[str, int]
CONTINUE, BACK = "continue", "back"


@dataclass(frozen=True, slots=True)
class Here:
    """One respondent on one page."""

    token: str
    visit: Visit
    submission: Submission
    state: State
    stop: Stop

    @property
    def flow(self) -> Flow:
        """The questionnaire's pages."""
        return self.submission.flow


def here(token: str, address: str) -> Here | Response:
    """Where an address of a page leads, or a redirect when it leads to no page of this questionnaire."""
    visit = open_visit_of(token, now())
    submission = begun(visit)
    if submission is None:
        return to_start(token)
    state = submission.filling(i18n.language())
    stop = submission.flow.stop(address, state)
    return Here(token, visit, submission, state, stop) if stop else to_start(token)


def to_start(token: str) -> Response:
    """Go to the beginning, which leads on to where somebody stopped."""
    return redirect(url_for("respond.start", token=token), 303)


def to_resume(token: str) -> Response:
    """Go to the first page that is still to be answered."""
    return redirect(url_for("respond.resume", token=token), 303)


def to_stop(token: str, stop: Stop, **values: Any) -> Response:
    """Go to a page."""
    return redirect(address_of(token, stop, **values), 303)


def address_of(token: str, stop: Stop, **values: Any) -> str:
    """The address of a page."""
    return url_for("respond.page", token=token, name=stop.address, **values)


def change() -> dict[str, Any]:
    """What an address carries while one answer is changed from where all are read back."""
    return {"change": "1"} if request.values.get("change") == "1" else {}


def after(token: str, submission: Submission, stop: Stop) -> str:
    """The address of what comes after a page that was sent: itself, while something on it is still to be answered."""
    document, flow, state = submission.document, submission.flow, submission.filling()
    if flow.is_shown(stop, state) and not documents.is_settled(document, flow, stop, state):
        return address_of(token, stop, **change())
    following = None if change() else flow.next_stop(stop, state)
    if following is not None:
        return address_of(token, following)
    unsent = documents.next_unsent(document, flow, state)
    return address_of(token, unsent, **change()) if unsent else url_for("respond.review", token=token)


def before(submission: Submission, stop: Stop) -> Stop:
    """The page before one, or itself where there is none."""
    return submission.flow.previous_stop(stop, submission.filling()) or stop


def _draft(where: Here) -> tuple[str, str]:
    """What the text that a tab keeps of this page belongs to: link and page, and the state in which it was shown."""
    stop, document = where.stop, where.submission.document
    counts = documents.compact(document.instances) if stop.indices else ""  # an instance that goes moves the others
    mark = f"{document.pages.get(stop.key, 0)} {digest_of(counts)[:8] if counts else ''}"
    return f"{digest_of(plain_token(where.token))[:22]} {stop.key}", mark.strip()


def framed(where: Here, state: State) -> dict[str, Any]:
    """What every page of questions is shown with: its title, in which instance it stands, and how far one is."""
    flow, stop, code = where.flow, where.stop, i18n.language()
    title = text_in(flow.questionnaire.form_title, code, flow.questionnaire.default_language)
    return {
        "form_title": isolated(title, code),
        "instance": instance_titles(flow, stop.page.repeats, stop.indices, state, code),
        "revision": where.submission.revision,
        "draft": _draft(where),
        "position": flow.position(stop, state),
        "first": flow.previous_stop(stop, state) is None,
    }
