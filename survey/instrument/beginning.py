"""A study to begin from: the files of ``survey/beginnings`` in the languages wanted."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import resources
from string import Template

LANGUAGES = ("fr", "ar", "es", "en")
STUDY_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_FILES = ("study.yaml", "sleep.yaml")
_TEXT = re.compile(rf"(?P<indent> +)(?P<code>{'|'.join(LANGUAGES)}): ?")
_DAYS_OPEN = 365


def study_files(name: str, languages: Sequence[str], today: datetime.date) -> Mapping[str, str]:
    """The text of each file by its name; the waves open ``today``, the first language is the default one."""
    folder = resources.files("survey").joinpath("beginnings")
    words = {
        "name": name,
        "default": languages[0],
        "languages": ", ".join(languages),
        "opens": today.isoformat(),
        "closes": (today + datetime.timedelta(days=_DAYS_OPEN)).isoformat(),
    }
    texts = {file: folder.joinpath(file).read_text(encoding="utf-8") for file in _FILES}
    return {file: Template("".join(_kept(text, languages))).substitute(words) for file, text in texts.items()}


def _kept(text: str, languages: Collection[str]) -> Iterator[str]:
    """The lines of a file without the texts of other languages, those over several lines included."""
    left_out: int | None = None
    for line in text.splitlines(keepends=True):
        if left_out is not None and (not line.strip() or len(line) - len(line.lstrip()) > left_out):
            continue
        found = _TEXT.match(line)
        left_out = len(found["indent"]) if found and found["code"] not in languages else None
        if left_out is None:
            yield line
