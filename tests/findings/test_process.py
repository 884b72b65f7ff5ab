"""One figure process for an installation: started by whoever asks, alive after a failure, replaced when it is gone."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from survey.findings import client, spawning
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.findings.meeting_place import MeetingPlace, held_lock

from .conftest import TESTS, installation

PATIENCE = 20.0


def ask(question: str = "ping", **words: Any) -> dict[str, Any]:
    """Ask and wait until the process is there."""
    return client.ask(question, wait=PATIENCE, **words)


def process_id() -> int:
    return int(ask()["process"])


def happens(condition: Callable[[], bool]) -> bool:
    """Whether it comes true before patience ends."""
    until = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    return condition()


def is_running(process: int) -> bool:
    """Whether a process runs; one that has ended and was not waited for yet does not."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


class Clock:
    """A clock that moves only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_page_waits_less_than_half_a_second_for_the_process(
    place: MeetingPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, lock = Clock(), held_lock(place)  # as somebody who starts it, and takes for ever
    assert lock is not None
    monkeypatch.setattr(client, "time", clock)
    try:
        with pytest.raises(FiguresStarting):
            client.ask("ping")
    finally:
        os.close(lock)
    assert 0 < clock.now < 0.5


def test_a_cold_start_says_so_and_is_answered_a_moment_later(place: MeetingPlace) -> None:
    with pytest.raises(FiguresStarting):
        client.ask("ping")
    assert happens(place.socket.exists)
    assert is_running(client.ask("ping")["process"])


def test_who_can_wait_gets_the_answer_of_a_cold_start(place: MeetingPlace) -> None:
    assert client.ask("sleep", wait=PATIENCE, seconds=0) == {"slept": 0}


def test_two_that_start_it_at_once_make_one_process(place: MeetingPlace, folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from findings.conftest import installation;"
        "from survey.findings import client, spawning; spawning.MODULE = 'slow_figures';"
        "client.bind(installation(Path(sys.argv[1]))); print(client.ask('ping', wait=20)['process'])"
    )
    environment = {**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}
    workers = [
        subprocess.Popen([sys.executable, "-c", program, str(folder)], env=environment, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    met = {worker.communicate(timeout=60)[0] for worker in workers}
    assert len(met) == 1 and int(met.pop()) == process_id()
    assert place.log.read_text("utf-8").count("started") == 1


def test_killed_while_it_computes_it_is_started_again(place: MeetingPlace) -> None:
    first = process_id()
    threading.Timer(0.3, os.kill, (first, signal.SIGKILL)).start()
    with pytest.raises(FiguresStarting):
        client.ask("sleep", seconds=30)
    assert process_id() not in (first, None)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells who listens and whether it is stopped"
)
def test_one_that_stands_still_is_ended_and_the_next_question_starts_another(
    place: MeetingPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = process_id()
    os.kill(first, signal.SIGSTOP)
    monkeypatch.setattr(client, "PATIENCE", 0.5)
    with pytest.raises(FiguresFailed, match="too long"):
        client.ask("ping")
    assert happens(lambda: not is_running(first))
    monkeypatch.undo()
    assert is_running(process_id())


def test_a_question_it_dies_of_is_not_asked_for_ever(place: MeetingPlace) -> None:
    with pytest.raises(FiguresFailed, match="twice"):
        ask("die")
    assert is_running(process_id())


def test_without_questions_it_ends(place: MeetingPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spawning, "IDLE_SECONDS", 1)
    process = process_id()
    assert happens(lambda: not is_running(process))
    assert not place.socket.exists()


def test_a_socket_without_its_process_is_replaced(place: MeetingPlace) -> None:
    place.folder.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(place.socket))
    assert is_running(process_id())


def test_a_process_of_another_database_is_replaced(place: MeetingPlace, folder: Path) -> None:
    first = process_id()
    client.bind(installation(folder, "another"))
    assert process_id() != first
    assert not is_running(first)
    assert "another version or database" in place.log.read_text("utf-8")


def test_a_question_that_fails_leaves_its_kind_in_the_log_and_no_word_of_it(place: MeetingPlace) -> None:
    process = process_id()
    with pytest.raises(FiguresFailed, match="ValueError") as refusal:
        ask("fail", secret="canary")
    written = place.log.read_text("utf-8")
    assert "the question 'fail' failed: ValueError" in written and "slow_figures.py" in written
    assert "canary" not in written + str(refusal.value)
    assert process_id() == process


@pytest.mark.parametrize(("question", "kind"), [("levitate", "KeyError"), ("nothing", "ValueError")])
def test_a_question_nobody_knows_and_a_number_that_is_none_are_failures(
    place: MeetingPlace, question: str, kind: str
) -> None:
    with pytest.raises(FiguresFailed, match=kind):
        ask(question)


def test_who_takes_too_long_is_not_waited_for_and_others_are_answered(
    place: MeetingPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = process_id()
    monkeypatch.setattr(client, "PATIENCE", 0.5)
    with pytest.raises(FiguresFailed, match="too long"):
        ask("sleep", seconds=30)
    assert process_id() == process


def test_a_computation_without_end_ends_the_process(place: MeetingPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LONGEST_COMPUTATION", "1")
    process = process_id()
    with pytest.raises((FiguresStarting, FiguresFailed)):
        client.ask("sleep", seconds=30)
    assert happens(lambda: not is_running(process))
    assert "longer than 1 seconds" in place.log.read_text("utf-8")


def test_too_long_a_question_is_refused_before_it_is_sent(place: MeetingPlace) -> None:
    with pytest.raises(FiguresFailed, match="longer than"):
        ask(words="x" * 100_000)


def test_too_long_a_message_is_refused_before_it_is_read(place: MeetingPlace) -> None:
    process = process_id()
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(PATIENCE)
        connection.connect(str(place.socket))
        connection.sendall(struct.pack(">I", 2**31))
        assert connection.recv(1) == b""
    assert process_id() == process
    assert happens(lambda: "a message was refused" in place.log.read_text("utf-8"))  # it closes first, then says so


def test_it_ends_with_the_folder_of_its_installation(place: MeetingPlace) -> None:
    process = process_id()
    place.socket.unlink()
    assert happens(lambda: not is_running(process))


def test_told_to_end_it_ends_in_the_midst_of_a_computation(place: MeetingPlace) -> None:
    process = process_id()
    asked = threading.Thread(target=lambda: pytest.raises(FiguresStarting, client.ask, "sleep", seconds=30))
    asked.start()
    time.sleep(0.3)
    client.end()
    asked.join(PATIENCE)
    assert not is_running(process)


def test_one_that_is_only_being_started_is_ended_too(place: MeetingPlace) -> None:
    with pytest.raises(FiguresStarting):
        client.ask("ping", wait=0)
    client.end()
    assert place.log.read_text("utf-8").count("ended") == 1
    assert not place.socket.exists()


def test_forgetting_and_ending_start_nothing(place: MeetingPlace) -> None:
    client.purge("tiny")
    client.end()
    assert not place.log.exists()


def test_it_is_told_its_instance_and_its_answers_and_no_key(
    place: MeetingPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JALON_KEYS", "somewhere")
    monkeypatch.setenv("JALON_CONTACTS_URL", "sqlite:///somewhere")
    expected = ["JALON_DATABASE_URL", "JALON_FIGURES_FINGERPRINT", "JALON_INSTANCE"]
    assert ask()["variables"] == expected


def test_a_relative_path_of_the_database_means_the_same_file(place: MeetingPlace) -> None:
    assert ask()["folder"] == str(Path.cwd())


def test_a_module_of_the_folder_it_is_started_in_is_not_taken_for_one_of_python(
    place: MeetingPlace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert ask()["folder"] == str(folder)


def test_one_that_cannot_start_is_told_and_not_started_again_at_once(
    place: MeetingPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spawning, "MODULE", "there_is_no_such_module")
    monkeypatch.setattr(spawning, "_failures", {})
    with pytest.raises(FiguresFailed, match=r"could not start.*figures\.log"):
        ask()
    monkeypatch.setattr(spawning, "MODULE", "slow_figures")
    with pytest.raises(FiguresFailed, match="could not start"):
        ask()


def test_nobody_else_may_enter_its_folder_or_read_its_log(place: MeetingPlace) -> None:
    ask()
    modes = {path.name: path.stat().st_mode & 0o777 for path in (place.folder, place.socket, place.lock, place.log)}
    assert modes == {"run": 0o700, "figures.socket": 0o700, "figures.lock": 0o600, "figures.log": 0o600}
