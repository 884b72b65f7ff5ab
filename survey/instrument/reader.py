"""Reads the values of a YAML tree as what is expected there; anything else is a problem with its place and remedy."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from survey.instrument.definition import Text
from survey.instrument.languages import falls_back, is_right_to_left
from survey.instrument.report import Place, Report, meant
from survey.instrument.yaml_tree import Items, Map, Scalar, Tree, turned_into

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
NAME_PATTERN = r"[A-Za-z_][A-Za-z0-9_.-]{0,63}"
ROW_NAME = re.compile(NAME_PATTERN)
MEDIA_NAME = re.compile(r"[^/\\\x00-\x1f]{1,200}")
LIST_NAME = re.compile(r"[^\s$<>{}'\"]{1,64}")
_PARTS = re.compile(r"\d+(?: \d+)+")
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class Reader:
    """Where problems go, and the languages that every text must have (none while they are not known).

    A text may lack a language that is ``incomplete``; it is counted in ``missing``.
    """

    report: Report
    languages: tuple[str, ...] = ()
    default_language: str = ""
    incomplete: tuple[str, ...] = ()
    missing: Counter[str] = field(default_factory=Counter)

    def map(self, tree: Tree | None, what: str) -> Map | None:
        """A map, or None with a problem."""
        if tree is None or isinstance(tree, Map):
            return tree
        self.report.add(tree, "wrong-shape", f"{what} must be a map of `key: value`.", "Write one key per line.")
        return None

    def items(self, tree: Tree | None, what: str) -> tuple[Tree, ...]:
        """The items of a list; () with a problem when it is no list."""
        if tree is None:
            return ()
        if isinstance(tree, Items):
            return tree.items
        self.report.add(tree, "wrong-shape", f"{what} must be a list.", "Begin each item with `- `.")
        return ()

    def maps(self, tree: Tree | None, what: str) -> tuple[Map, ...]:
        """The items of a list of maps."""
        found = (self.map(item, f"Each item of {what}") for item in self.items(tree, what))
        return tuple(each for each in found if each is not None)

    def keys(self, tree: Map, allowed: Collection[str], what: str, later: Mapping[str, str] | None = None) -> None:
        """Refuse the keys that do not belong here; ``later`` are those not supported yet, with a remedy."""
        for key, (place, _) in tree.entries.items():
            if key in allowed:
                continue
            if later and key.partition("::")[0] in later:
                told = f"`{key[:80]}` is not supported yet."
                self.report.add(place, "not-supported-yet", told, later[key.partition("::")[0]])
                continue
            remedy = meant(key, allowed)
            if "::" in key:
                column = key.partition("::")[0]
                remedy = f"Write `{column}: {{fr: …, en: …}}`, one text per language."
            self.report.add(place, "unknown-key", f"`{key[:80]}` is not a key of {what}.", remedy)

    def required(self, tree: Map, names: Sequence[str], what: str) -> None:
        """Tell which keys are missing."""
        for name in names:
            if name not in tree.entries:
                self.report.add(tree, "missing-key", f"{what} has no `{name}`.", f"Add `{name}:`.")

    def text(self, tree: Tree | None, what: str) -> str:
        """One text; '' when absent or wrong."""
        if tree is None:
            return ""
        if not isinstance(tree, Scalar):
            self.report.add(tree, "wrong-shape", f"{what} must be one text.", "Write it on one line, in quotes.")
            return ""
        self.quoted(tree)
        return tree.text.strip()

    def quoted(self, scalar: Scalar) -> None:
        """Refuse an unquoted text that YAML would read as something else."""
        kind = turned_into(scalar)
        if kind == "nothing":
            told = (
                f"`{scalar.text}` is nothing here, where a text is expected." if scalar.text else "The text is empty."
            )
            self.report.add(scalar, "unquoted-value", told, "Write the text, in quotes, or remove the key.")
        elif kind:
            told = f"`{scalar.text}` without quotes is {kind} in YAML."
            self.report.add(scalar, "unquoted-value", told, f'Put it in quotes: "{scalar.text}".')

    def language_text(self, tree: Tree | None, what: str) -> Text:
        """A text in every language of the file; {} when absent."""
        if tree is None:
            return {}
        if isinstance(tree, Scalar):
            return self._plain_text(tree, what)
        if isinstance(tree, Map):
            return self._translations(tree, what)
        remedy = (
            f"Write {{{', '.join(f'{code}: …' for code in self.languages)}}}." if self.languages else "Write a text."
        )
        self.report.add(tree, "wrong-shape", f"{what} must be a text, or one text per language.", remedy)
        return {}

    def _plain_text(self, tree: Scalar, what: str) -> Text:
        text = self.text(tree, what)
        others = self._complete(code for code in self.languages if code != self.default_language)
        if len(self.languages) > 1 and others:
            told = f"{what} is one plain text, but the file has {', '.join(self.languages)}."
            example = ", ".join(f"{code}: …" for code in self.languages)
            self.report.add(tree, "missing-translation", told, f"Write {{{example}}}.")
        self._number_in_parts(self.default_language, text, tree)
        return {self.default_language: text} if text else {}

    def _translations(self, tree: Map, what: str) -> Text:
        found: dict[str, str] = {}
        for code, (place, value) in tree.entries.items():
            self.quoted(place)
            if self.languages and code not in self.languages:
                told = f"`{code}` is not a language of this file."
                self.report.add(place, "unknown-language", told, meant(code, self.languages))
                continue
            text = self.text(value, what)
            if text:
                found[code] = text
                self._number_in_parts(code, text, value)
        missing = self._complete(code for code in self.languages if code not in found)
        if missing:
            told = f"{what} is missing in {', '.join(missing)}."
            self.report.add(tree, "missing-translation", told, "Add the text, or remove the language from `languages`.")
        return found

    def _complete(self, missing: Iterable[str]) -> list[str]:
        """Those of the missing languages that are said to be complete; the others are counted."""
        codes = [code for code in missing if not falls_back(code, self.languages)]
        self.missing.update(code for code in codes if code in self.incomplete)
        return [code for code in codes if code not in self.incomplete]

    def media(self, tree: Tree | None, what: str) -> Text:
        """The name of a file, or one per language where they differ; {} when absent."""
        if not isinstance(tree, Map):
            name = self.text(tree, what)
            found = {self.default_language: name} if name else {}
        else:
            found = {}
            for code, (place, value) in tree.entries.items():
                self.quoted(place)
                if self.languages and code not in self.languages:
                    told = f"`{code}` is not a language of this file."
                    self.report.add(place, "unknown-language", told, meant(code, self.languages))
                elif self.text(value, what):
                    found[code] = self.text(value, what)
            missing = [code for code in self.languages if code not in found and not falls_back(code, self.languages)]
            if found and missing:  # one file for all languages is written without a language
                told = f"{what} is missing in {', '.join(missing)}."
                self.report.add(tree, "missing-media", told, "Name a file for each language.", warning=True)
        for name in found.values():
            if tree is not None and not MEDIA_NAME.fullmatch(name):
                told = f"{what} `{name[:80]}` is not the name of a file."
                self.report.add(tree, "wrong-file", told, "Write the name of a file of the folder `media`, no path.")
        return found

    def _number_in_parts(self, code: str, text: str, tree: Tree) -> None:
        """Warn of a telephone number whose parts would be shown in the opposite order."""
        parts = _PARTS.search(text) if is_right_to_left(code) else None
        if parts:
            told = f"`{parts[0]}` has a plain space between figures: from right to left its parts change places."
            remedy = "Write a no-break space (U+00A0) between them."
            self.report.add(tree, "number-in-parts", told, remedy, warning=True)

    def truth(self, tree: Tree | None, what: str) -> bool:
        """True or false; false when absent."""
        if tree is None:
            return False
        if isinstance(tree, Scalar) and tree.plain and tree.text.lower() in _TRUTHS:
            return _TRUTHS[tree.text.lower()]
        self.report.add(tree, "not-a-boolean", f"{what} must be true or false.", "Write true or false, without quotes.")
        return False

    def number(self, tree: Tree | None, what: str) -> float | None:
        """A number, None when absent or wrong."""
        if tree is None:
            return None
        if isinstance(tree, Scalar) and tree.plain and _NUMBER.fullmatch(tree.text):
            return float(tree.text)
        self.report.add(tree, "not-a-number", f"{what} must be a number.", "Write figures, without quotes.")
        return None

    def whole(self, tree: Tree | None, what: str, least: int = 0) -> int | None:
        """A whole number not under ``least``, None when absent or wrong."""
        number = self.number(tree, what)
        if number is None or tree is None:
            return None
        if number != int(number) or number < least:
            told = f"{what} must be a whole number, {least} or more."
            self.report.add(tree, "not-a-number", told, f"Write {least} or more.")
            return None
        return int(number)

    def date(self, tree: Tree | None, what: str) -> datetime.date | None:
        """A day as quoted ISO text, None when absent or wrong."""
        text = self.text(tree, what)
        if not text or tree is None:
            return None
        try:
            if _DATE.fullmatch(text):
                return datetime.date.fromisoformat(text)
        except ValueError:
            pass  # a text of the right form that is no day, such as 2026-02-30, is told like any other
        self.report.add(tree, "not-a-date", f"`{text}` is not a date.", 'Write year-month-day: "2026-11-30".')
        return None

    def name(self, tree: Tree | None, what: str, pattern: re.Pattern[str] = NAME) -> str:
        """A name in the allowed letters; '' when absent or wrong."""
        name = self.text(tree, what)
        if name and tree is not None and not pattern.fullmatch(name):
            told = f"{what} `{name[:80]}` is not a name."
            remedy = "Use the letters a-z, figures and _, beginning with a letter, at most 64 characters."
            self.report.add(tree, "wrong-name", told, remedy)
            return ""
        return name

    def names(self, tree: Tree | None, what: str) -> tuple[str, ...]:
        """A list of texts, each once."""
        found: list[str] = []
        for item in self.items(tree, what):
            name = self.text(item, f"Each item of {what}")
            if name in found:
                self.report.add(item, "duplicate-name", f"`{name}` stands twice in {what}.", "Keep one of the two.")
            elif name:
                found.append(name)
        return tuple(found)

    def texts(self, tree: Tree | None, what: str) -> Mapping[str, str]:
        """A map from words to texts."""
        entries = self.map(tree, what)
        if entries is None:
            return {}
        return {key: self.text(value, f"{what} `{key}`") for key, (_, value) in entries.entries.items()}


def value_of(tree: Map, key: str) -> Tree | None:
    """The value under a key, None when the key is absent."""
    entry = tree.entries.get(key)
    return entry[1] if entry else None


def place_of(tree: Map, key: str) -> Place:
    """The place of a key's value, else of the map."""
    return value_of(tree, key) or tree
