"""``jalon serve``: an installation as docs/operators.md makes it, and what the server refuses."""

from __future__ import annotations

import http.client
import re
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from jalon_process import PATIENCE, environment, free_port, get, jalon, serving

from survey import create_app, extensions, server
from survey.config import Settings
from survey.recycling import Recycling, own_memory

ROOT = Path(__file__).parent.parent.parent
JALON = (sys.executable, "-c", "from survey.commands import main; main()")
CONFIG = '[help]\ntelephone = "01 99 00 00 00"\n[server]\nproxies = 1\nbase_url = "https://survey.example.org"\n'


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """An installation with its keys and without databases."""
    instance = tmp_path / "instance"
    instance.mkdir()
    (instance / "config.toml").write_text(CONFIG, encoding="utf-8")
    known = environment(
        JALON_INSTANCE=str(instance), JALON_KEYS=str(tmp_path / "keys.toml"), PYTHONPATH=str(ROOT), LC_ALL="C.UTF-8"
    )
    assert jalon([*JALON, "keys", "new"], tmp_path, known).returncode == 0
    return known


def serve(folder: Path, variables: dict[str, str]) -> tuple[int, str]:
    done = jalon([*JALON, "serve", "--port", str(free_port())], folder, variables)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_an_installation_is_migrated_and_served(tmp_path: Path, variables: dict[str, str]) -> None:
    migrated = jalon([*JALON, "migrate"], tmp_path, variables)
    assert migrated.returncode == 0, migrated.stderr
    port = free_port()
    with serving([*JALON, "serve", "--port", str(port)], tmp_path, variables) as (_server, said):
        assert said == [f"Serving https://survey.example.org on 127.0.0.1, port {port}. Ctrl-C ends it."]
        status, page = get(f"http://127.0.0.1:{port}/r/00000000000000000000000000")
    assert status == 404
    assert "01 99 00 00 00" in page


MALFORMED = (
    b"GET /r/se5cret 1token HTTP/1.1\r\n\r\n",
    b"se5cret\x00 /r/1token HTTP/1.1\r\n\r\n",
    b"GET /r/1token HTTP/1.1\r\nse5cret: a\r\n folded\r\n\r\n",
    b"POST /r/1token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Transfer-Encoding: chunked\r\n\r\nse5cret\r\n",
    b"POST /r/1token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n3\r\nse5cret\r\n0\r\n\r\n",
)


def answered_to(sent: bytes, port: int) -> bytes:
    """What comes back on a connection that sends no more than this."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(4096), b""))


def test_nothing_of_a_malformed_request_is_logged(tmp_path: Path, variables: dict[str, str]) -> None:
    jalon([*JALON, "migrate"], tmp_path, variables)
    port = free_port()
    with serving([*JALON, "serve", "--port", str(port)], tmp_path, variables) as (process, _said):
        get(f"http://127.0.0.1:{port}/")
        answered = [answered_to(sent, port) for sent in MALFORMED]
        process.terminate()
        logged = process.stdout.read() if process.stdout else ""
    assert [each for each in answered if not each.startswith(b"HTTP/1.1 ")] == []
    assert not [word for word in ("se5cret", "1token", "127.0.0.1", "folded") if word in logged], logged


def signed_in_with(port: int, password: str) -> int:
    """The status of one try to sign in, on a connection of its own."""
    browser = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    browser.request("GET", "/staff/sign-in")
    page = browser.getresponse()
    token = re.search(r'name="\.csrf"[^>]* value="([^"]+)"', page.read().decode())
    assert token is not None
    cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
    sent = urlencode({".csrf": token[1], "name": "ana", "password": password})
    kind = "application/x-www-form-urlencoded"
    browser.request("POST", "/staff/sign-in", sent, {"Cookie": cookie, "Content-Type": kind})
    status = browser.getresponse().status
    browser.close()
    return status


def test_workers_count_tries_together(tmp_path: Path, variables: dict[str, str]) -> None:
    jalon([*JALON, "migrate"], tmp_path, variables)
    port = free_port()
    with serving([*JALON, "serve", "--workers", "3", "--port", str(port)], tmp_path, variables):
        get(f"http://127.0.0.1:{port}/")
        statuses = [signed_in_with(port, f"wrong word number {number}") for number in range(9)]
    assert statuses == [422] * 5 + [429] * 4


def test_databases_that_are_not_migrated_are_refused(tmp_path: Path, variables: dict[str, str]) -> None:
    assert serve(tmp_path, variables) == (
        1,
        "Error: The answers database is not up to date. Make a back-up, then run `jalon migrate`.\n",
    )


def test_a_newer_database_is_refused(tmp_path: Path, variables: dict[str, str]) -> None:
    jalon([*JALON, "migrate"], tmp_path, variables)
    with closing(sqlite3.connect(tmp_path / "instance" / "contacts.sqlite3")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    status, said = serve(tmp_path, variables)
    assert status == 1
    assert "The contacts database is at revision 9999, which this version does not know" in said


def test_a_database_that_cannot_be_opened_is_said_plainly(tmp_path: Path, variables: dict[str, str]) -> None:
    status, said = serve(tmp_path, variables | {"JALON_DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/answers.sqlite3"})
    assert (status, said) == (1, "Error: The answers database cannot be used: unable to open database file.\n")


def test_without_settings_it_says_how_to_make_them(tmp_path: Path, variables: dict[str, str]) -> None:
    (tmp_path / "instance" / "config.toml").unlink()
    status, said = serve(tmp_path, variables)
    assert status == 1
    assert "docs/operators.md" in said


@pytest.fixture
def installation(settings: Settings) -> Iterator[Settings]:
    """Migrated databases, on SQLite and on PostgreSQL."""
    create_app(settings)
    yield settings
    for database in (extensions.answers, extensions.contacts):
        database.close()


def test_migrated_databases_are_accepted(installation: Settings) -> None:
    server.check_databases()


@pytest.mark.parametrize(
    ("settings_say", "place", "refused"),
    [
        ({"demonstration": True}, server.Place(), False),
        ({"demonstration": True}, server.Place(host="0.0.0.0"), True),
        ({"demonstration": False, "proxies": 1}, server.Place(host="0.0.0.0"), False),
        ({"demonstration": False, "tls": True}, server.Place(), True),
        ({"demonstration": False, "tls": True}, server.Place(certificate="c.pem", private_key="k.pem"), False),
        ({"demonstration": False, "tls": True}, server.Place(certificate="c.pem"), True),
        ({"demonstration": False, "tls": True, "proxies": 1}, server.Place(), False),
    ],
)
def test_how_the_server_may_listen(settings_say: dict[str, int | bool], place: server.Place, refused: bool) -> None:
    told = {"demonstration": False, "proxies": 0, "tls": False} | settings_say
    settings = Settings(Path(), "", "", {}, **told, help_telephone="01", help_place={})  # type: ignore[arg-type]  # a table
    if refused:
        with pytest.raises(server.ServerError):
            server.check_transport(settings, place)
    else:
        server.check_transport(settings, place)


SERVE_WITH_LITTLE_MEMORY = """
from survey import server
from survey.commands import main

server.MOST_OF_ITS_OWN = 1024
main()
"""


def test_a_worker_that_has_grown_is_replaced_and_no_request_is_lost(tmp_path: Path, variables: dict[str, str]) -> None:
    jalon([*JALON, "migrate"], tmp_path, variables)
    port = free_port()
    command = (sys.executable, "-c", SERVE_WITH_LITTLE_MEMORY, "serve", "--port", str(port))
    seen: set[str] = set()
    with serving(command, tmp_path, variables) as (process, _said):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for _each in range(20):
            status, _page = get(f"http://127.0.0.1:{port}/staff/sign-in")
            assert status == 200
            seen.update(children.read_text().split())
    assert len(seen) > server.WORKERS


def test_a_worker_ends_between_two_requests_only() -> None:
    recycling, ended = Recycling(lambda: 2048, 1024), []
    worker = SimpleNamespace(handle_exit=lambda *_: ended.append(True))
    staff, respondent = SimpleNamespace(path="/staff/"), SimpleNamespace(path="/r/a")
    for _request in range(2):
        recycling.begins(worker, staff)
    recycling.ends(worker, staff, {}, None)
    assert not ended
    recycling.ends(worker, respondent, {}, None)
    assert ended == [True]


def test_a_worker_that_serves_respondents_alone_is_left_in_peace() -> None:
    recycling, ended = Recycling(lambda: 2048, 1024), []
    worker, request = SimpleNamespace(handle_exit=lambda *_: ended.append(True)), SimpleNamespace(path="/r/a")
    recycling.begins(worker, request)
    recycling.ends(worker, request, {}, None)
    assert not ended


def test_the_memory_of_its_own_grows_with_what_a_process_writes() -> None:
    before = own_memory()
    held = bytearray(b"x" * (8 << 20))
    assert own_memory() - before > 4 * 1024
    del held
