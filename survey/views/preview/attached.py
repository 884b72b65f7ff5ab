"""What every request of a preview passes: who is let in, how the file stands now, which comments were sent."""

from __future__ import annotations

import hmac

from flask import Blueprint, Flask, abort, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from survey.preview.comments import CommentsError
from survey.preview.showing import Showing
from survey.views.preview import commenting, pages
from survey.views.preview.here import LINK, preview_here, showing

EXTENSION = "preview"
READ = ("GET", "HEAD")
LET_IN = "preview_code"
STANDING = ("preview.state", "preview.enter", "static")
"""What is answered whatever the file says."""

ADDRESSES = (
    ("/preview/", "overview", pages.overview_page, "GET"),
    ("/preview/begin", "begin", pages.begin, "GET"),
    ("/preview/begin", "begin_again", pages.begin_again, "POST"),
    ("/preview/problems", "problems", pages.problems, "GET"),
    ("/preview/state", "state", pages.state, "GET"),
    ("/preview/comments", "comments", commenting.comments_page, "GET"),
    ("/preview/comments", "comment", commenting.on_the_whole, "POST"),
    ("/preview/comments.csv", "comments_csv", commenting.comments_csv, "GET"),
)


def attach(app: Flask) -> None:
    """Let only the pages of respondents and of the preview be reached, each showing the file as it is now."""
    settings = app.config["JALON"]
    app.extensions[EXTENSION] = Showing(settings.preview)
    port = settings.base_url.rpartition(":")[2]
    app.config["SESSION_COOKIE_NAME"] = f"jalon-preview-{port}"  # browsers keep one jar for all ports of a machine
    blueprint = Blueprint("preview", __name__)
    for rule, endpoint, view, method in ADDRESSES:
        blueprint.add_url_rule(rule, endpoint, view, methods=[method])
    blueprint.add_url_rule("/preview/enter/<code>", "enter", enter)
    app.register_blueprint(blueprint)
    app.before_request_funcs.setdefault(None, []).insert(0, look)  # before a token is asked for
    app.before_request(keep_comments)
    app.after_request(lead_on)
    app.context_processor(lambda: {"preview": preview_here()})


def enter(code: str) -> Response:
    """Let the browser in that knows the code."""
    expected = showing().preview.code
    if not expected or not hmac.compare_digest(code.encode(), expected.encode()):
        abort(403)
    session[LET_IN] = code
    return redirect("/", 303)


def look() -> Response | str | None:
    """Refuse what is not meant for this server, then read the file if it was saved."""
    if not _is_let_in():
        abort(403)
    endpoint = request.endpoint or ""
    if endpoint == "preview.enter":
        return None
    if not endpoint.startswith(("respond.", "preview.")) and endpoint != "static":
        abort(404)
    if endpoint == "static":
        return None
    g.shown = showing().current()
    if endpoint in STANDING or request.method not in READ:
        return None
    if g.shown.is_broken and not endpoint.startswith("preview.comment"):
        return render_template("preview/problems.html", problems=g.shown.problems)
    return redirect(url_for("preview.begin"), 303) if endpoint == "respond.home" else None


def _is_let_in() -> bool:
    """A page elsewhere can give this server a name of its own and ask as that; a network must know the code."""
    preview = showing().preview
    if preview.code:
        given = str(session.get(LET_IN, ""))
        return request.endpoint in ("preview.enter", "static") or hmac.compare_digest(given, preview.code)
    return request.host.lower() in preview.hosts


def keep_comments() -> Response | tuple[str, int] | None:
    """Keep what was typed about the questions of a page, whichever button sent it; the page is then saved as always."""
    if request.endpoint != "respond.send":
        return None
    try:
        commenting.keep_sent()
    except CommentsError as error:
        return render_template("preview/unkept.html", why=str(error), typed=commenting.typed_comments()), 409
    g.comments_kept, g.comment_anchor = True, commenting.anchor(request.form.get(".act", ""))
    return None


def lead_on(response: Response) -> Response:
    """Remember whose page it was; go back to the question a comment was on, or from an earlier preview to this one."""
    endpoint = request.endpoint or ""
    if endpoint == "respond.page" and response.status_code == 200:
        session[LINK] = (request.view_args or {}).get("token", "")
    if response.status_code == 303:
        response.headers["Location"] += g.get("comment_anchor", "")
    if endpoint.startswith("respond.") and response.status_code == 404 and request.method in READ:
        return redirect(url_for("preview.begin"), 303)
    return response
