"""The processes that serve respondents stay small: no library of figures is ever loaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from house.source_tree import ROOT
from prepared_demonstration import Prepared

SERVE_ONE_PAGE = """
import sys
from survey import create_app
from survey.config import read_settings
from survey.extensions import keyring
from survey.store import studies

app = create_app(read_settings())
record = studies.study_named("post_only")
token = keyring.open_token(record.name, record.waves[0].name, record.open_link_serial)
assert app.test_client().get(f"/o/{token}").status_code == 200
"""
ASK_FOR_FIGURES = """
import sys
from survey import create_app
from survey.config import read_settings
from survey.findings import client

create_app(read_settings())
client.ask("ping", wait=30)
client.end()
"""
SERVE_A_DASHBOARD = """
import sys
from survey import create_app
from survey.config import read_settings
from survey.demonstration_accounts import PASSWORD
from survey.findings import client

app = create_app(read_settings())
app.config["WTF_CSRF_ENABLED"] = False
browser = app.test_client()
browser.post("/staff/sign-in", data={"name": "researcher", "password": PASSWORD})
client.ask("ping", wait=30)
for end in ("", "/figures.json", "/change.svg", "/change.csv"):
    assert browser.get("/staff/post_only/dashboard" + end).status_code == 200, end
assert browser.get("/staff/plotly.min.js").status_code == 200
client.end()
"""
START_THE_DEMONSTRATION = """
import socket
import sys
from survey import server
from survey.commands import main
from survey.exchange.exports import formats

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
server._Server.run = lambda server: None  # all is done as for a server but for the forking of workers
main(["demonstration", "--port", str(port)], standalone_mode=False)
assert {"csv", "xlsx"} <= formats().keys()
"""
TELL_WHAT_IS_LOADED = """
heavy = {"pandas", "numpy", "scipy", "statsmodels", "matplotlib", "plotly", "analysis.results", "analysis.charts"}
of_preparing = {"alembic", "survey.simulation", "survey.demonstration"}
print("loaded:", *sorted(name for name in heavy | of_preparing if sys.modules.get(name) is not None))
"""


@pytest.mark.parametrize(
    "act",
    [SERVE_ONE_PAGE, ASK_FOR_FIGURES, SERVE_A_DASHBOARD, START_THE_DEMONSTRATION],
    ids=["serves a respondent", "asks for figures", "serves a dashboard", "has prepared the demonstration"],
)
def test_a_worker_has_loaded_no_library_of_figures(act: str, tmp_path: Path, demonstration_prepared: Prepared) -> None:
    shutil.copytree(demonstration_prepared.instance, tmp_path / "instance")
    environment = {name: text for name, text in os.environ.items() if not name.startswith("JALON_")}
    environment |= {"JALON_INSTANCE": str(tmp_path / "instance"), "PYTHONPATH": str(ROOT)}
    acted = subprocess.run(
        [sys.executable, "-c", act + TELL_WHAT_IS_LOADED], env=environment, check=True, capture_output=True, text=True
    )
    assert acted.stdout.splitlines()[-1] == "loaded:"
