"""Asks the figure process, starting it when nobody answers; the one part of this room that serves pages."""

from __future__ import annotations

import fcntl
import json
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from survey.config import Settings
from survey.findings import messages, spawning
from survey.findings.meeting_place import MeetingPlace, UnsafeFolderError, check_folder, meeting_place
from survey.findings.messages import MessageError

WAIT = 0.3
"""Seconds that a page waits for a process that is being started; a download may wait for ten."""
PATIENCE = 30.0
PATIENCE_FOR: Mapping[str, float] = {"release": 110.0}
"""Seconds that an answer may take."""
PATIENCE_TO_TELL, PATIENCE_TO_END = 5.0, 15.0
STEP = 0.05
SECONDS_BETWEEN_DEATHS = 60


class FiguresStarting(RuntimeError):  # noqa: N818 - it is an outcome that the page tells, not an error of the program
    """The process that computes figures is being started: ask again in a moment."""


class FiguresFailed(RuntimeError):  # noqa: N818 - it is an outcome that the page tells, not an error of the program
    """There is no answer, and asking again at once will not help; the message says why."""


_bound: list[MeetingPlace] = []
_deaths: dict[str, float] = {}
"""When the process last died of a question, told by its words."""


def bind(settings: Settings) -> None:
    """Ask the figure process of this installation from now on."""
    _bound[:] = [meeting_place(settings.instance, settings.answers_url)]


def ask(question: str, *, wait: float = WAIT, **words: Any) -> dict[str, Any]:
    """The answer to a question; raises ``FiguresStarting`` or ``FiguresFailed``."""
    if not _bound:
        raise RuntimeError("No installation is bound yet: call create_app() first.")
    place, until = _bound[0], time.monotonic() + wait
    message = {"question": question, "fingerprint": place.fingerprint, "words": words}
    while True:
        answer = _tried(place, message)
        if answer is not None:
            return answer
        if time.monotonic() >= until:
            raise FiguresStarting("The figures are being prepared: ask again in a moment.")
        time.sleep(STEP)


def purge(study: str) -> None:
    """Let a running process forget a study at once; without one there is nothing to forget.

    It may be the process of another account than that of the command, and is told no more than the study's name.
    """
    if _bound:
        message = {"question": "purge", "fingerprint": _bound[0].fingerprint, "words": {"study": study}}
        with suppress(OSError, MessageError):
            _exchanged(_bound[0], message, PATIENCE_TO_TELL)


def end() -> None:
    """End a process that runs or is being started, and wait until it has ended; without one nothing happens."""
    if not _bound:
        return
    place, until = _bound[0], time.monotonic() + PATIENCE_TO_END
    message = {"question": "end", "fingerprint": place.fingerprint, "words": {}}
    while _is_there(place) and time.monotonic() < until:
        with suppress(OSError, MessageError):  # it may not listen yet, or have ended before its answer came
            _exchanged(place, message, PATIENCE_TO_TELL)
        time.sleep(STEP)
    spawning.look_after_children(place)


def _tried(place: MeetingPlace, message: Mapping[str, Any]) -> dict[str, Any] | None:
    """The answer; None while the process starts, ends to be replaced, or has died for the first time."""
    try:
        check_folder(place)
        reply = _exchanged(place, message, PATIENCE_FOR.get(str(message["question"]), PATIENCE))
    except (FileNotFoundError, ConnectionRefusedError):
        try:
            spawning.start(place)
        except (spawning.StartError, UnsafeFolderError, OSError) as error:
            raise FiguresFailed(str(error)) from None
        return None
    except TimeoutError:
        raise FiguresFailed("The figures take too long.") from None
    except BlockingIOError:
        raise FiguresFailed("Too many figures are asked for at once.") from None
    except ConnectionError:
        _refuse_second_death(message)
        return None
    except (MessageError, OSError, UnsafeFolderError) as error:
        raise FiguresFailed(str(error)) from None
    if "failed" in reply:
        raise FiguresFailed(f"The question {message['question']} failed: {reply['failed']}.")
    answer: dict[str, Any] | None = reply.get("answer")
    return answer


def _exchanged(place: MeetingPlace, message: Mapping[str, Any], patience: float) -> dict[str, Any]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(patience)
        connection.connect(str(place.socket))
        try:
            connection.sendall(messages.encoded(message, messages.LONGEST_QUESTION))
            return messages.receive(connection, messages.LONGEST_ANSWER, patience)
        except TimeoutError:
            spawning.end_stopped(connection)
            raise


def _refuse_second_death(message: Mapping[str, Any]) -> None:
    """A question of which the process dies twice is not asked for ever."""
    asked = json.dumps([message["question"], message["words"]], sort_keys=True)
    died = _deaths.get(asked)
    _deaths.clear()
    if died is not None and time.monotonic() - died < SECONDS_BETWEEN_DEATHS:
        raise FiguresFailed("The process that computes figures ended twice at this question.") from None
    _deaths[asked] = time.monotonic()


def _is_there(place: MeetingPlace) -> bool:
    """Whether a process holds the lock: one that answers, or one that is being started."""
    try:
        with place.lock.open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
