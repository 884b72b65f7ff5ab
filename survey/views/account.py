"""Signing in and out, one's own password, the language of staff pages; and the guard of every address."""

from __future__ import annotations

import re
import time
import unicodedata
from dataclasses import dataclass

from flask import Blueprint, Flask, Response, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from survey.config import LANGUAGES
from survey.extensions import limiter, login
from survey.forms.staff import PasswordForm, SignInForm
from survey.privacy import access
from survey.store import accounts
from survey.store.accounts import Account
from survey.store.passwords import PasswordError

LONGEST_SESSION = 12 * 3600
"""Seconds after which one signs in again."""
OUR_PAGE = r"/staff/(?:[a-z0-9_-]+/)*[a-z0-9_-]*(?:\?[a-z0-9_=&%+-]*)?"
"""A page of staff with the words it asks for."""

Page = AnyResponse | str | tuple[str, int]

blueprint = Blueprint("account", __name__, url_prefix="/staff")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The account behind a session, as Flask-Login asks for it."""

    account: Account
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """What the session holds: another serial has ended it."""
        return f"{self.account.id}.{self.account.session_serial}"


def init_app(app: Flask) -> None:
    """Look up the account of each session, and guard every address."""
    login.user_loader(_load)
    app.before_request(guard)
    app.context_processor(lambda: {"role": _role, "sees_open_link": access.sees_open_link})


def guard() -> AnyResponse | None:
    """Let a request through when the table of roles and endpoints does."""
    endpoint = request.endpoint
    if endpoint is None or access.decision(endpoint, access.NOBODY) == access.ALLOW:
        return None  # nobody's account is looked up for a respondent's page
    decided = access.decision(endpoint, _role())
    if decided == access.HIDE:
        abort(404)
    return redirect(url_for("account.sign_in"), 303) if decided == access.SIGN_IN else None


def _role() -> str:
    return current_user.account.role if current_user.is_authenticated else access.NOBODY


def _load(session_id: str) -> SignedIn | None:
    number, _, serial = session_id.partition(".")
    found = accounts.account(int(number)) if number.isdecimal() else None
    if found is None or not found.active or str(found.session_serial) != serial:
        return None
    if time.time() - session.get("signed_in_at", 0) > LONGEST_SESSION:
        return None
    return SignedIn(found)


def _begin_session(account: Account) -> None:
    """A new session: nothing of the one before is carried over but the language."""
    language = session.get("language")
    session.clear()
    if language in LANGUAGES:
        session["language"] = language
    session["signed_in_at"] = int(time.time())
    login_user(SignedIn(account))


def _named() -> str:
    return "account " + unicodedata.normalize("NFKC", request.form.get("name", "")).strip().casefold()[:64]


def _name_and_network() -> str:
    return f"{get_remote_address()} {_named()}"


def _failed(response: Response) -> bool:
    return response.status_code != 303


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("5 per 15 minutes", key_func=_name_and_network, methods=["POST"], deduct_when=_failed)
@limiter.limit("30 per hour", key_func=_named, methods=["POST"], deduct_when=_failed)
@limiter.limit("100 per 15 minutes", methods=["POST"], deduct_when=_failed)
def sign_in() -> Page:
    """Ask for name and password; sign in, or say that it failed: never why."""
    form = SignInForm()
    if request.method == "GET":
        return render_template("staff/sign_in.html", form=form)
    account = accounts.verify(form.name.data, form.password.data) if form.validate() else None
    if account is None:
        form.form_errors = [gettext("The name or the password is wrong, or the account is closed.")]
        return render_template("staff/sign_in.html", form=form), 422
    _begin_session(account)
    return redirect(url_for("study.studies"), 303)


@blueprint.post("/sign-out")
def sign_out() -> Page:
    """End this session and every other one of the account, so that no copy of a cookie is worth anything."""
    accounts.end_sessions(current_user.account.name, current_user.account.name)
    language = session.get("language")
    logout_user()
    session.clear()
    if language in LANGUAGES:
        session["language"] = language
    return redirect(url_for("account.sign_in"), 303)


@blueprint.get("/password")
def password() -> Page:
    """Ask for a new password."""
    return render_template("staff/password.html", form=PasswordForm())


@blueprint.post("/password")
@limiter.limit("5 per 15 minutes", key_func=lambda: f"password {current_user.get_id()}", deduct_when=_failed)
def change_password() -> Page:
    """Change one's own password; every other session ends."""
    form, name = PasswordForm(), current_user.account.name
    if form.validate():
        if accounts.verify(name, form.current.data) is None:
            form.current.errors = [gettext("This is not your password.")]
        else:
            try:
                _begin_session(accounts.change_password(name, form.new.data, name))
            except PasswordError:  # its text is for the command line; short ones were told above
                form.new.errors = [gettext("This password is among those that are tried first. Choose another.")]
            else:
                flash(gettext("Your password is changed. You are signed out everywhere else."))
                return redirect(url_for("study.studies"), 303)
    return render_template("staff/password.html", form=form), 422


@blueprint.post("/language")
def choose_language() -> Page:
    """Show staff pages in another language from now on."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    page = request.form.get("page", "")
    # Only a page of ours, never another address: the letters of one leave no room for it.
    return redirect(page if re.fullmatch(OUR_PAGE, page) else _home(), 303)


def _home() -> str:
    return url_for("study.studies")
