"""The respondent's pages: addresses, and what is said when a link leads nowhere."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from survey.help_line import help_line
from survey.views.respond import by_script, home, opening, pages, receipt, receiving, review, sent_file, start
from survey.views.respond.unknown import closed_page, cookies_page, unknown_page
from survey.views.respond.visit import ClosedWave, UnknownLink, sent_a_cookie

blueprint = Blueprint("respond", __name__)

ADDRESSES = (
    ("/", "home", home.home, "GET"),
    ("/", "enter", home.enter, "POST"),
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
    ("/r/<token>/received", "received", receipt.received, "GET"),
    ("/r/<token>/received", "open_received", receipt.open_received, "POST"),
    ("/o/<token>", "open_start", opening.start, "GET"),
    ("/o/<token>", "open_choose_language", opening.choose_language, "POST"),
    ("/o/<token>/notice", "open_notice", opening.notice, "GET"),
    ("/o/<token>/notice", "open_decide", opening.decide, "POST"),
)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
blueprint.url_value_preprocessor(receiving.let_in)
blueprint.after_request(by_script.answered)


@blueprint.route("/r/", methods=["GET", "POST"])
@blueprint.route("/o/", methods=["GET", "POST"])
@blueprint.route("/r/<path:anything>", methods=["GET", "POST"])
@blueprint.route("/o/<path:anything>", methods=["GET", "POST"])
def elsewhere(anything: str = "") -> Response:
    """An address of no page looks like an unknown link."""
    raise UnknownLink


@blueprint.errorhandler(UnknownLink)
def unknown(_error: UnknownLink) -> Response | tuple[str, int]:
    """One page for every link that leads nowhere, with the server's own help line."""
    return unknown_page()


@blueprint.errorhandler(ClosedWave)
def closed(error: ClosedWave) -> Response | tuple[str, int]:
    """The wave does not take answers now."""
    return closed_page(error.study)


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> tuple[str, int] | RequestEntityTooLarge:
    """A file that is larger than a page may be; what was sent before is kept."""
    if request.mimetype != receiving.SENT_IN_PARTS:
        return error
    title = gettext("This file is too large")
    remedy = gettext("Your earlier answers are kept. Go back, and choose a smaller file.")
    return render_template("errors/error.html", title=title, remedy=remedy, **help_line()), 413


@blueprint.errorhandler(CSRFError)
def without_token(_error: CSRFError) -> Response | str | tuple[str, int]:
    """The browser lost its cookie, or keeps none: nothing typed is thrown away."""
    try:
        if request.endpoint == "respond.send":
            return pages.page_again(**(request.view_args or {}))
    except UnknownLink:
        return unknown_page()
    except ClosedWave as error:
        return closed_page(error.study)
    return redirect(quote(request.path), 303) if sent_a_cookie() else cookies_page()
