"""A device that people share one after another: whose visit this browser may go on with, and how nothing stays."""

from __future__ import annotations

from flask import g, session

WEB, KIOSK = "web", "kiosk"
"""How a questionnaire is answered: on a device of one's own, or on one that people share."""
WIPED = '"cache", "cookies", "storage"'
"""What a browser is told to clear when a visit is over."""


class VisitOver(Exception):  # noqa: N818 - an outcome that has a page, not an error of the program
    """This visit on a shared device has ended, or is another browser's: where the next one begins."""

    def __init__(self, study: str, wave: str) -> None:
        """Keep whose link it was."""
        self.study, self.wave = study, wave
        super().__init__()


def use(opened: str) -> None:
    """This request comes through the link of a shared device."""
    g.kiosk = opened


def current() -> str:
    """The link of the shared device that this request comes through; '' on a device of one's own."""
    return str(g.get("kiosk", ""))


def mode() -> str:
    """How the questionnaire of this request is answered."""
    return KIOSK if current() else WEB


def begin(personal: str) -> None:
    """Let this browser, and no other, go on with a visit; on a device of one's own there is nothing to note."""
    if current():
        session[KIOSK] = [current(), personal]


def personal() -> str:
    """The link that this browser may go on with; '' when there is none."""
    known = session.get(KIOSK)
    return str(known[1]) if isinstance(known, list) and len(known) == 2 else ""


def let_on(answered: str, token: str, study: str, wave: str) -> None:
    """Raise ``VisitOver`` where a visit on a shared device is not this browser's, or no longer."""
    if answered != KIOSK:
        return
    known = session.get(KIOSK)
    if not isinstance(known, list) or known[1:] != [token]:
        raise VisitOver(study, wave)
    use(str(known[0]))


def forget() -> None:
    """Nothing of the person before is in the cookie: no visit, no language, no token."""
    session.clear()


def forget_visit() -> None:
    """Nothing of a visit is in the cookie; whoever signed in stays so."""
    for key in (KIOSK, "language"):
        session.pop(key, None)
