"""The respondent's pages: addresses, and what is said when a link leads nowhere."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from survey.help_line import help_line
from survey.views.respond import (
    accessibility,
    by_script,
    digits,
    home,
    kiosk,
    media,
    opening,
    pages,
    practice,
    receipt,
    receiving,
    review,
    rights,
    scores,
    sent_file,
    start,
)
from survey.views.respond.shared_device import VisitOver
from survey.views.respond.unknown import closed_page, cookies_page, erased_page, unknown_page
from survey.views.respond.visit import ClosedWave, ErasedAnswers, UnknownLink, sent_a_cookie

blueprint = Blueprint("respond", __name__)

AFTER_THE_CODE = ("scores", "download", "erase", "correct")
ADDRESSES: tuple[tuple[str, str, Callable[..., ResponseReturnValue], str], ...] = (
    ("/", "home", home.home, "GET"),
    ("/", "enter", home.enter, "POST"),
    ("/accessibility", "accessibility", accessibility.statement, "GET"),
    ("/accessibility", "accessibility_language", accessibility.choose_language, "POST"),
    ("/r/<token>", "start", start.start, "GET"),
    ("/r/<token>", "choose_language", start.choose_language, "POST"),
    ("/r/<token>/notice", "notice", start.notice, "GET"),
    ("/r/<token>/notice", "decide", start.decide, "POST"),
    ("/r/<token>/declined", "declined", start.declined, "GET"),
    ("/r/<token>/declined", "change_mind", start.change_mind, "POST"),
    ("/r/<token>/resume", "resume", start.resume, "GET"),
    ("/r/<token>/link", "keep", opening.keep, "GET"),
    ("/r/<token>/link", "kept", opening.kept, "POST"),
    ("/r/<token>/page/<name>", "page", pages.page, "GET"),
    ("/r/<token>/page/<name>", "send", pages.send, "POST"),
    ("/r/<token>/review", "review", review.review, "GET"),
    ("/r/<token>/review", "submit", review.submit, "POST"),
    ("/r/<token>/file/<name>", "sent_file", sent_file.sent_file, "GET"),
    ("/r/<token>/thumbnail/<name>", "thumbnail", sent_file.thumbnail, "GET"),
    ("/r/<token>/practice", "practice", practice.practice, "GET"),
    ("/r/<token>/practice", "practised", practice.practised, "POST"),
    ("/r/<token>/media/<name>", "media", media.media, "GET"),
    ("/o/<token>/media/<name>", "open_media", media.open_media, "GET"),
    ("/r/<token>/received", "received", receipt.received, "GET"),
    ("/r/<token>/received", "open_received", receipt.open_received, "POST"),
    ("/r/<token>/scores", "scores", scores.scores, "POST"),
    ("/r/<token>/download", "download", receipt.download, "POST"),
    ("/r/<token>/erase", "erase", rights.erase, "POST"),
    ("/r/<token>/correct", "correct", rights.correct, "POST"),
    *((f"/r/<token>/{name}", f"back_from_{name}", receipt.back_to_received, "GET") for name in AFTER_THE_CODE),
    ("/rights", "withdrawal", rights.withdrawal, "GET"),
    ("/rights", "withdrawal_language", rights.choose_language, "POST"),
    ("/o/<token>", "open_start", opening.start, "GET"),
    ("/o/<token>", "open_choose_language", opening.choose_language, "POST"),
    ("/o/<token>/notice", "open_notice", opening.notice, "GET"),
    ("/o/<token>/notice", "open_decide", opening.decide, "POST"),
    ("/o/<token>/still", "kiosk_still", kiosk.still, "GET"),
    ("/o/<token>/over", "kiosk_over", kiosk.over, "GET"),
    ("/o/<token>/over", "kiosk_finish", kiosk.over, "POST"),
)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
blueprint.url_value_preprocessor(receiving.let_in)
blueprint.after_request(by_script.answered)
blueprint.after_request(digits.written)
blueprint.context_processor(kiosk.frame)
blueprint.register_error_handler(VisitOver, kiosk.visit_over)


@blueprint.route("/r/", methods=["GET", "POST"])
@blueprint.route("/o/", methods=["GET", "POST"])
@blueprint.route("/r/<path:anything>", methods=["GET", "POST"])
@blueprint.route("/o/<path:anything>", methods=["GET", "POST"])
def elsewhere(anything: str = "") -> Response:
    """An address of no page looks like an unknown link."""
    raise UnknownLink


@blueprint.errorhandler(ErasedAnswers)
def erased(error: ErasedAnswers) -> Response | tuple[str, int]:
    """The answers of this link were erased; it takes no others."""
    return erased_page(error.study)


@blueprint.errorhandler(UnknownLink)
def unknown(_error: UnknownLink) -> Response | tuple[str, int]:
    """One page for every link that leads nowhere, with the server's own help line."""
    return unknown_page()


@blueprint.errorhandler(ClosedWave)
def closed(error: ClosedWave) -> Response | tuple[str, int]:
    """The wave does not take answers now."""
    return closed_page(error.study)


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> tuple[str, int]:
    """A file, or a page, that is larger than it may be; what was sent before is kept."""
    if request.mimetype == receiving.SENT_IN_PARTS:
        title = gettext("This file is too large")
        remedy = gettext("Your earlier answers are kept. Go back, and choose a smaller file.")
    else:
        title = gettext("This page is too large")
        remedy = gettext("Nothing was stored. Go back and shorten what you wrote.")
    return render_template("errors/error.html", title=title, remedy=remedy, **help_line()), 413


@blueprint.errorhandler(CSRFError)
def without_token(_error: CSRFError) -> Response | str | tuple[str, int]:
    """The browser lost its cookie, or keeps none: nothing typed is thrown away."""
    try:
        if request.endpoint == "respond.kiosk_finish":  # a device is cleared whatever its token
            return kiosk.over(**(request.view_args or {}))
        if request.endpoint == "respond.send":
            return pages.page_again(**(request.view_args or {}))
    except VisitOver as error:
        return kiosk.visit_over(error)
    except UnknownLink:
        return unknown_page()
    except ClosedWave as error:
        return closed_page(error.study)
    return redirect(quote(request.path), 303) if sent_a_cookie() else cookies_page()
