"""The wheel alone, in an empty virtual environment and an empty folder, serves four languages."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jalon_process import environment, free_port, get, serving

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = {"fr": "ltr", "ar": "rtl", "es": "ltr", "en": "ltr"}
SOURCES = ("survey", "analysis", "translations", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")
NOT_CODE = (".yaml", ".csv", ".html", ".css", ".svg", ".js", ".mjs", ".mako", ".mp3", ".py")


def run(*words: str | Path, folder: Path, variables: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(word) for word in words], cwd=folder, env=variables or environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a packager would from a copy of the source."""
    copy = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy(ROOT / name, copy)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", copy / "dist", folder=copy)
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.fixture(
    scope="module",
    params=["libraries of the tests", pytest.param("libraries of its own", marks=pytest.mark.long)],
)
def python(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty virtual environment with the wheel; its libraries are installed anew in the long form."""
    folder = tmp_path_factory.mktemp("empty")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", folder=folder)
    inside = folder / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", inside, "install", "--quiet", "--quiet"]
    if request.param == "libraries of the tests":
        (site,) = (folder / "venv" / "lib").glob("python*/site-packages")
        (site / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    else:
        run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.txt", folder=folder)
    run(*pip, "--no-index", "--no-deps", wheel, folder=folder)
    return inside


def test_the_wheel_holds_what_a_running_server_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        held = set(file.namelist())
    packages = (ROOT / "survey", ROOT / "analysis")
    files = [path for package in packages for path in package.rglob("*") if path.suffix in NOT_CODE]
    catalogs = [f"survey/translations/{language}/LC_MESSAGES/messages.mo" for language in LANGUAGES]
    wanted = {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts} | set(catalogs)
    assert wanted - held == set()
    assert [name for name in held if not name.startswith(("survey/", "analysis/", "jalon-"))] == []
    assert any(name.endswith("licenses/LICENSE") for name in held)


@pytest.mark.long
def test_it_runs_from_an_empty_folder_in_four_languages(python: Path, tmp_path: Path) -> None:
    command = python.with_name("jalon")
    assert run(command, "--version", folder=tmp_path).startswith("jalon, version ")
    assert "demonstration" in run(command, "--help", folder=tmp_path)
    run(command, "demonstration", "--prepare-only", folder=tmp_path)
    port = free_port()
    with serving([str(command), "demonstration", "--port", str(port)], tmp_path, environment()) as (_server, said):
        respondent = next(line.split()[1] for line in said if line.startswith("Respondent: "))
        staff = f"http://127.0.0.1:{port}/staff/sign-in"
        for address in (respondent, staff):
            pages = {language: read(address, language) for language in LANGUAGES}
            directions = {language: page.html["dir"] for language, page in pages.items() if page.html}
            assert directions == LANGUAGES
            sentences = {language: page.find("h1").get_text(strip=True) for language, page in pages.items()}
            assert len(set(sentences.values())) == len(LANGUAGES), sentences


def read(address: str, language: str) -> BeautifulSoup:
    """A page as a browser in this language gets it."""
    status, text = get(address, language)
    page = BeautifulSoup(text, "html.parser")
    assert (status, page.html["lang"] if page.html else "") == (200, language)
    return page
