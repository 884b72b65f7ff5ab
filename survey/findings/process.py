"""The figure process: listens on a socket of this machine, computes one thing at a time, ends when nobody asks."""

from __future__ import annotations

import argparse
import gc
import importlib
import logging
import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from survey.extensions import answers
from survey.findings import messages
from survey.findings.meeting_place import MeetingPlace, held_lock, meeting_place
from survey.findings.spawning import COULD_NOT_START, FINGERPRINT, IDLE_SECONDS, OWNER_ALONE

log = logging.getLogger("jalon.figures")
log.propagate = False
ANSWERING = "survey.findings.answering"
"""Imported late: it loads the libraries of figures, and an import that fails belongs into the log."""
MOST_AT_ONCE = 32
SECONDS_TO_TALK = 10.0
LONGEST_COMPUTATION = 180
"""Seconds after which a computation is taken for one that never ends."""
TICK = 1.0
LARGEST_LOG = 1_000_000

Questions = Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]]


class AlreadyRunningError(RuntimeError):
    """The installation has its figure process; the message says so."""


class _Listener:
    """What the process knows of itself while it listens."""

    def __init__(self, place: MeetingPlace, questions: Questions, idle_seconds: float) -> None:
        self.place, self.questions, self.idle_seconds = place, questions, idle_seconds
        self.asked_at = time.monotonic()
        self.busy: dict[socket.socket, float] = {}

    def listen(self) -> None:
        """Answer until there is nothing to stay for."""
        address = self.place.socket
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
            address.unlink(missing_ok=True)  # whose socket it was is gone: its lock is ours
            listening.bind(str(address))
            mine = _inode(address)
            listening.listen(MOST_AT_ONCE)
            listening.settimeout(TICK)
            try:
                while self._stays(mine):
                    try:
                        connection, _ = listening.accept()
                    except TimeoutError:
                        continue
                    self._answer_aside(connection)
            finally:
                if _inode(address) == mine:
                    address.unlink(missing_ok=True)

    def _stays(self, mine: int | None) -> bool:
        moment, begun = time.monotonic(), min(self.busy.copy().values(), default=None)
        if begun is not None and moment - begun > LONGEST_COMPUTATION:
            log.error("a question takes longer than %s seconds", LONGEST_COMPUTATION)
            return False
        if _inode(self.place.socket) != mine:
            log.warning("the socket is gone")
            return False
        return begun is not None or moment - self.asked_at < self.idle_seconds

    def _answer_aside(self, connection: socket.socket) -> None:
        if len(self.busy) >= MOST_AT_ONCE:
            connection.close()
            return
        self.busy[connection] = self.asked_at = time.monotonic()
        threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        try:
            with connection:
                message = messages.receive(connection, messages.LONGEST_QUESTION, SECONDS_TO_TALK)
                reply = self._reply(message)
                connection.settimeout(SECONDS_TO_TALK)
                connection.sendall(reply)
        except messages.MessageError as error:
            log.warning("a message was refused: %s", type(error).__name__)
        except OSError as error:
            log.warning("nobody took the answer: %s", type(error).__name__)
        finally:
            self.asked_at = time.monotonic()
            del self.busy[connection]

    def _reply(self, message: Mapping[str, Any]) -> bytes:
        question = str(message.get("question"))
        if question == "end" or message.get("fingerprint") != self.place.fingerprint:
            log.info("told to end" if question == "end" else "replaced: another version or database asks")
            os.kill(os.getpid(), signal.SIGTERM)
            return messages.encoded({"ending": True}, messages.LONGEST_ANSWER)
        try:
            answer = self.questions[question](message["words"])
            return messages.encoded({"answer": answer}, messages.LONGEST_ANSWER)
        except Exception as error:
            _log_failure(f"the question {question[:40]!r}", error)
            return messages.encoded({"failed": type(error).__name__}, messages.LONGEST_ANSWER)


def run(place: MeetingPlace, idle_seconds: float, lock: int | None = None) -> None:
    """Be the figure process of an installation until it ends; raises ``AlreadyRunningError``.

    ``lock`` is the file that was inherited, held; without it the process takes it itself.
    """
    held = held_lock(place) if lock is None else lock
    if held is None:
        raise AlreadyRunningError(f"The figure process of {place.instance} is running already.")
    os.umask(OWNER_ALONE)
    handler = RotatingFileHandler(place.log, maxBytes=LARGEST_LOG, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: sys.exit())
    try:
        questions: Questions = importlib.import_module(ANSWERING).QUESTIONS
        gc.freeze()  # the libraries stay: whoever looks for garbage need not look through them
        answers.bind(place.answers_url)
        log.info("started")
        _Listener(place, questions, idle_seconds).listen()
    except SystemExit:
        pass  # told to end
    except Exception as error:
        _log_failure("the process", error)
        raise
    finally:
        log.info("ended")


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


def _log_failure(what: str, error: Exception) -> None:
    """The kind of an error and the lines of the program: its text could repeat an answer."""
    frames = "".join(traceback.format_tb(error.__traceback__)).strip()
    log.error("%s failed: %s\n%s", what, type(error).__name__, frames)


def main(words: Sequence[str] | None = None) -> None:
    """Run as ``client`` starts it: the installation is told by the environment, the lock is inherited."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lock", type=int, required=True)
    parser.add_argument("--idle-seconds", type=float, default=IDLE_SECONDS)
    options = parser.parse_args(words)
    told = os.environ
    place = meeting_place(Path(told["JALON_INSTANCE"]), told["JALON_DATABASE_URL"], told[FINGERPRINT])
    try:
        run(place, options.idle_seconds, options.lock)
    except Exception:
        end_at_once(COULD_NOT_START)
    end_at_once(0)


def end_at_once(code: int) -> None:
    """End without waiting for a computation: a thread inside a library cannot be stopped otherwise."""
    logging.shutdown()
    os._exit(code)


if __name__ == "__main__":
    main()
