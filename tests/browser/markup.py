"""The markup of pages, held against html-validate and, in the long form, the Nu Html Checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import npm_packages
from conftest import need

CHECKERS = Path(__file__).parent.parent / "checkers"
RULES: Mapping[str, Any] = {
    "valid-id": ["error", {"relaxed": True}],  # an instance is written as member[1], which HTML allows in an id
    "form-dup-name": "off",  # choices of one question, and its "I prefer not to say", are sent under one name
    "doctype-style": ["error", {"style": "lowercase"}],  # as every page here begins
    "tel-non-breaking": ["error", {"ignoreClasses": ["telephone"]}],  # the style sheet keeps these on one line
}
"""How the rules of html-validate are set where the recommended way is not ours, each with its reason."""


def validated(pages: Mapping[str, str]) -> list[list[Any]]:
    """What html-validate finds wrong: page, rule, message and line."""
    absent = npm_packages.install(CHECKERS)
    need(not absent, "html-validate", absent)
    words = ["node", str(CHECKERS / "markup.mjs"), json.dumps(RULES)]
    done = subprocess.run(words, input=json.dumps(pages), capture_output=True, text=True, timeout=300, check=True)
    found: list[list[Any]] = json.loads(done.stdout)
    return found


def checked(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What the Nu Html Checker finds wrong or dubious, as page and message."""
    absent = npm_packages.install(CHECKERS)
    need(not absent and bool(shutil.which("java")), "the Nu Html Checker", absent or "no java on the PATH")
    names = {}
    for number, (name, text) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(text, encoding="utf-8")
        names[path.as_uri()] = name
    jar = CHECKERS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    words = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]
    files = [str(folder / f"{number}.html") for number in range(len(names))]
    done = subprocess.run([*words, *files], capture_output=True, text=True, timeout=600, check=True)
    return [f"{names[each['url']]}: {each['message']}" for each in json.loads(done.stdout)["messages"]]
