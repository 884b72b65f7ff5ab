"""The demonstration: prepared once, found again, served on loopback, kept apart from real installations."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import stat
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jalon_process import environment, free_port, get, jalon, serving
from prepared_demonstration import Prepared

ROOT = Path(__file__).parent.parent.parent
JALON = (sys.executable, "-c", "from survey.commands import main; main()")


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """An empty folder as instance, and the source on the path."""
    return environment(JALON_INSTANCE=str(tmp_path / "instance"), PYTHONPATH=str(ROOT))


@pytest.fixture
def prepared(demonstration_prepared: Prepared, tmp_path: Path, variables: dict[str, str]) -> dict[str, str]:
    """A copy of the prepared instance of one's own."""
    shutil.copytree(demonstration_prepared.instance, tmp_path / "instance")
    return variables


def test_the_first_start_says_what_takes_its_time(demonstration_prepared: Prepared) -> None:
    assert demonstration_prepared.said.splitlines() == [
        f"Preparing a demonstration in {demonstration_prepared.instance}",
        "The study post_only: 1400 fictional people",
        "The study post_only: 349 simulated answers at the wave post",
        "The study post_only: 12 fictional interviews",
        "The study post_only: 136 passages marked with codes",
        "The study post_only: figures for staff",
        "The study post_only: 2 inferences from numbers and words",
        "The study post_only: 20 quotes read and released",
        "The study post_only: 30 directions locked before the scores were seen",
        "The study post_only: 1 memo on words that differ from a score",
        "The study before_after: 160 fictional people",
        "The study before_after: 140 simulated answers at the wave entry",
        "The study before_after: 78 simulated answers at the wave exit",
        "The study before_after: 4 fictional interviews",
        "The study before_after: 30 passages marked with codes",
        "The study before_after: figures for staff",
        "The study before_after: 4 quotes read and released",
    ]


def test_it_prints_where_to_go_and_serves_it(tmp_path: Path, prepared: dict[str, str]) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with serving([*JALON, "demonstration", "--port", str(port)], tmp_path, prepared) as (_server, said):
        respondent = next(line for line in said if line.startswith("Respondent: "))
        assert re.fullmatch(rf"Respondent: {base}/o/[0-9a-z]{{26}}", respondent)
        assert f"Staff: {base}/staff/" in said and f"Dashboard: {base}/staff/post_only/dashboard" in said
        assert [line.split(" as ")[1].split()[0] for line in said if line.startswith(f"Sign in: {base}/")] == [
            "admin",
            "researcher",
            "staff",
        ]
        assert get(respondent.removeprefix("Respondent: "))[0] == 200


def test_the_accounts_it_prints_sign_in(tmp_path: Path, prepared: dict[str, str]) -> None:
    with serving([*JALON, "demonstration", "--port", str(free_port())], tmp_path, prepared) as (_server, said):
        lines = [line.split() for line in said if line.startswith("Sign in: ")]
        ends = {words[4]: sign_in(words[2], words[4], words[-1]) for words in lines}
    assert len(ends) == 3
    assert [end for end in ends.values() if not end.endswith("/staff/")] == []


def sign_in(address: str, name: str, password: str) -> str:
    """Fill in the form as a browser does; where one comes to."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(address, timeout=30) as page:
        form = BeautifulSoup(page.read(), "html.parser").select_one("form:has([name=password])")
    fields = {each["name"]: each.get("value", "") for each in form.select("[name]")} if form else {}
    filled = urllib.parse.urlencode(fields | {"name": name, "password": password}).encode()
    with browser.open(address, filled, timeout=30) as page:
        return page.url


def test_ctrl_c_ends_it_without_a_trace(tmp_path: Path, prepared: dict[str, str]) -> None:
    with serving([*JALON, "demonstration", "--port", str(free_port())], tmp_path, prepared) as (server, _said):
        server.send_signal(signal.SIGINT)
        rest = server.stdout.read() if server.stdout else ""
        assert (server.wait(30), rest) == (0, "")


def test_a_second_start_keeps_keys_links_and_people(tmp_path: Path, prepared: dict[str, str]) -> None:
    keys = (tmp_path / "instance" / "keys.toml").read_bytes()
    second = jalon([*JALON, "demonstration", "--prepare-only"], tmp_path, prepared)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert (tmp_path / "instance" / "keys.toml").read_bytes() == keys


def test_what_it_keeps_is_for_its_owner_alone(tmp_path: Path, prepared: dict[str, str]) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "instance").iterdir()}
    assert {"answers.sqlite3", "contacts.sqlite3", "keys.toml", "config.toml"} <= modes.keys()
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}


def test_a_busy_port_is_said_in_one_sentence(tmp_path: Path, variables: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = jalon([*JALON, "demonstration", "--port", str(port)], tmp_path, variables)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: The port {port} of 127.0.0.1 cannot be used: address already in use.")
    assert "Traceback" not in done.stderr


def test_it_is_not_put_into_a_real_installation(tmp_path: Path, variables: dict[str, str]) -> None:
    (tmp_path / "instance").mkdir()
    config = '[help]\ntelephone = "01"\n[server]\nproxies = 1\n'
    (tmp_path / "instance" / "config.toml").write_text(config, encoding="utf-8")
    keys = tmp_path / "keys.toml"
    done = jalon([*JALON, "demonstration", "--prepare-only"], tmp_path, variables | {"JALON_KEYS": str(keys)})
    assert done.returncode == 1
    assert "no fictional people are put there" in done.stderr
    assert not (tmp_path / "instance" / "answers.sqlite3").exists()


def test_serving_refuses_an_installation_that_kept_its_passwords(tmp_path: Path, prepared: dict[str, str]) -> None:
    keys = prepared | {"JALON_KEYS": str(tmp_path / "keys.toml")}
    shutil.move(tmp_path / "instance" / "keys.toml", tmp_path)
    config = tmp_path / "instance" / "config.toml"
    real = config.read_text("utf-8").replace("demonstration = true", "") + "\n[server]\nproxies = 1\n"
    config.write_text(real, encoding="utf-8")
    done = jalon([*JALON, "serve", "--port", str(free_port())], tmp_path, keys)
    assert done.returncode == 1
    assert "have the password of the demonstration: admin, researcher, staff" in done.stderr


def test_serving_the_demonstration_stays_on_loopback(tmp_path: Path, prepared: dict[str, str]) -> None:
    jalon([*JALON, "demonstration", "--prepare-only"], tmp_path, prepared)
    done = jalon([*JALON, "serve", "--host", "0.0.0.0"], tmp_path, prepared)
    assert done.returncode == 1
    assert "listens on 127.0.0.1 alone" in done.stderr
