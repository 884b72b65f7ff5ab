"""The pages of a shared device beside those of everybody: stop or go on, and the end, after which nothing is left."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from survey.extensions import keyring
from survey.store import studies
from survey.views.respond import shared_device
from survey.views.respond.opening import opened
from survey.views.respond.shared_device import VisitOver
from survey.views.respond.visit import UnknownLink, plain_token, show

WITHOUT_CLOCK = {"respond.open_start", "respond.kiosk_still"}
"""Where nobody has to be asked whether they are there: nothing is to be seen, or it is being asked."""
SECONDS_TO_ANSWER = 60


def frame() -> dict[str, Any]:
    """What every page of a shared device is shown with; nothing on a device of one's own."""
    opened_by = shared_device.current()
    if not opened_by:
        return {}
    minutes = current_app.config["JALON"].kiosk_minutes
    return {
        "kiosk": opened_by,
        "kiosk_minutes": 0 if request.endpoint in WITHOUT_CLOCK else minutes,
        "kiosk_seconds": SECONDS_TO_ANSWER,
    }


def still(token: str) -> str | Response:
    """Go on, or clear the device; without an answer it is cleared, and at once where nobody has begun."""
    study, _wave = opened(token)
    if not shared_device.current():
        raise UnknownLink
    mine = shared_device.personal()
    if not mine:
        return over(token)
    on = url_for("respond.resume", token=mine)
    return show("still", study.study, on=on, over=url_for("respond.kiosk_over", token=token))


def over(token: str) -> Response:
    """The end of a visit: what was sent is kept, the browser is cleared, the next person begins."""
    response = redirect(url_for("respond.open_start", token=plain_token(token) or "-"), 303)
    if current_user.is_authenticated:  # no address that somebody was sent may sign staff out
        shared_device.forget_visit()
        return response
    shared_device.forget()
    return _cleared(response)


def visit_over(error: VisitOver) -> Response:
    """An address of a visit that is over leads to the beginning of the next."""
    study = studies.study_named(error.study)
    token = keyring.kiosk_token(study.name, error.wave, study.open_link_serial)
    return redirect(url_for("respond.open_start", token=token), 303)


def _cleared(response: Response) -> Response:
    response.headers["Clear-Site-Data"] = shared_device.WIPED
    return response
