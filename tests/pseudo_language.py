"""A language that nobody speaks: every text of the interface and of a study in brackets, so that a bare one is seen."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Comment, Doctype
from house.source_tree import ROOT

from survey.i18n import EASY, NAMES

LANGUAGE = "fr"
"""The catalog that is replaced: pages think they speak French."""
_BRACKETED = re.compile("⟦[^⟦⟧]*⟧")
_LETTER = re.compile(r"[^\W\d_]")
_BETWEEN = re.compile(r"(\n\n|\$\{[^}]*\})")
_PLACEHOLDER = re.compile(r"(%\(\w+\)[sd]|%%)")
_ACCENTED = str.maketrans("aceinouyACEINOUY", "áçéíñóúýÁÇÉÍÑÓÚÝ")
_HEARD = ("title", "aria-label", "alt", "placeholder", "aria-description", "aria-valuetext", "summary", "label")
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
BARE = {
    r"Jalon": "the name of the program",
    "|".join(sorted((NAMES | EASY).values(), key=len, reverse=True)): "a language is named in its own words",
    rf"\d{{1,2}}(?:er)? (?:{_MONTHS})(?: \d{{4}})?": "days are written by CLDR, in no catalog",
    r"https?://\S+": "a link",
    r"\b(?:SVG|CSV)\b": "kinds of files are named so in every language",
    r"\bL[12]\b": "speakers are called as their file calls them",
}
"""What stands bare on pages, each with its reason."""
TECHNICAL = {
    *("question", "type", "part", "position", "draft", "mark", "kiosk", "patience", "pause", "largest"),
    *("interpreter", "form", "typed", "minutes", "seconds", "over", "shown"),
    *("figures", "plotly", "chart", "still", "interview"),
    *("passages", "keys", "act", "guid", "marks", "kept"),
    *("voices", "shows", "third"),
}
"""The ``data-`` attributes that scripts read and nobody else."""


def pseudo(text: str) -> str:
    """A text of the interface in brackets and with accents, its placeholders kept."""
    parts = _PLACEHOLDER.split(text)
    return "⟦" + "".join(part if odd % 2 else part.translate(_ACCENTED) for odd, part in enumerate(parts)) + "⟧"


def write_catalogs(folder: Path) -> Path:
    """The catalogs of all languages, that of ``LANGUAGE`` made from the ids of its texts."""
    shutil.copytree(ROOT / "translations", folder / "translations", ignore=shutil.ignore_patterns("*.part"))
    path = folder / "translations" / LANGUAGE / "LC_MESSAGES"
    with (path / "messages.po").open("rb") as file:
        catalog = read_po(file, locale=LANGUAGE)
    for message in catalog:
        if isinstance(message.id, tuple):
            forms = (message.id[0], *[message.id[-1]] * (catalog.num_plurals - 1))
            message.string = tuple(pseudo(form) for form in forms)
        elif message.id:
            message.string = pseudo(message.id)
    with (path / "messages.mo").open("wb") as file:
        write_mo(file, catalog)
    return folder / "translations"


def in_brackets(value: Any) -> Any:
    """A study or a questionnaire with its texts in brackets: each paragraph, and what stands around values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: in_brackets(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(in_brackets(each) for each in value)
    if isinstance(value, Mapping):
        if isinstance(value.get(LANGUAGE), str):
            return {code: _paragraphs(text) if code == LANGUAGE else text for code, text in value.items()}
        return {key: in_brackets(each) for key, each in value.items()}
    return value


def _paragraphs(text: str) -> str:
    return "".join(
        part if odd % 2 or not part.strip() else f"⟦{part}⟧" for odd, part in enumerate(_BETWEEN.split(text))
    )


def is_bare(text: str) -> bool:
    """Whether letters stand outside brackets that no exception allows."""
    while (shorter := _BRACKETED.sub("", text)) != text:
        text = shorter
    for allowed in BARE:
        text = re.sub(allowed, "", text)
    return _LETTER.search(text) is not None


def bare(page: str) -> list[str]:
    """What a person reads or hears of a page that is in no catalog and in no study."""
    soup = BeautifulSoup(page, "html.parser")
    # Details of a checker are in English, behind the title of their rule in the language of the page.
    for kept in soup.select("[translate=no], bdi[lang], .detail[lang=en], style"):
        kept.decompose()
    for picture in soup.find_all("svg"):  # a text of a picture goes on in its next line
        picture.replace_with(" ".join(picture.stripped_strings))
    for section in soup.select("section.question"):  # on paper: the name of a question, for programs
        section.attrs.pop("data-name", None)
    return [text for text in _texts(soup) if is_bare(text)]


def _texts(soup: BeautifulSoup) -> Iterator[str]:
    for script in soup.find_all("script"):
        if script.get("type") == "application/json":
            yield from _of_tree(json.loads(script.text))
    for element in soup.find_all(True):
        for name, value in element.attrs.items():
            if name in _HEARD and isinstance(value, str):
                yield value
            elif name.startswith("data-") and name.removeprefix("data-") not in TECHNICAL:
                yield str(value)
    for text in soup.find_all(string=True):
        if text.parent.name != "script" and not isinstance(text, Comment | Doctype):
            yield str(text).strip()


def _of_tree(tree: Mapping[str, Any]) -> Iterator[str]:
    """The texts that a page's script may write."""
    for parts in tree["labels"].values():
        yield "".join(part if isinstance(part, str) else "1" for part in parts)
    for rows in tree["lists"].values():
        yield from (row.get("", row.get("label", "")) for row in rows)
