"""Reads what stands under ``type``: a question type with its list or its file, or the begin and end of a group."""

from __future__ import annotations

import re
from dataclasses import dataclass

from survey.instrument import columns
from survey.instrument.other_words import meant_type
from survey.instrument.reader import Reader, place_of, value_of
from survey.instrument.report import Place, meant
from survey.instrument.types import question_type, type_names
from survey.instrument.yaml_tree import Map

_FILE = re.compile(r"[\w .()-]{1,120}\.(?:csv|xml|geojson)", re.IGNORECASE)
_STAND_IN = "text"


@dataclass(frozen=True, slots=True)
class Kind:
    """A type, and what it chooses from."""

    name: str
    list_name: str = ""
    file: str = ""
    or_other: bool = False
    is_known: bool = True


def read_kind(row: Map, reader: Reader) -> Kind:
    """The kind of a row; a wrong one is told and read as a text, so that the rest can be checked."""
    written, place = reader.text(value_of(row, "type"), "`type`"), place_of(row, "type")
    word, _, rest = written.partition(" ")
    rest = rest.strip()
    joined = "_".join(written.lower().split())
    if joined != written and (joined in columns.BEGINNINGS or joined in columns.ENDINGS):
        reader.report.add(place, "unknown-type", f"`{written}` is not a type.", f"Write `{joined}`.")
        return Kind(joined)
    if not word or (not rest and (word in columns.BEGINNINGS or word in columns.ENDINGS)):
        return Kind(word)
    if word in columns.FROM_FILE:
        return Kind(columns.FROM_FILE[word], file=_file(word, rest, place, reader))
    if word not in type_names():
        _tell_unknown(word, rest, place, reader)
        return Kind(_STAND_IN, is_known=False)
    if not question_type(word).has_choices:
        if rest:
            told = f"`{word}` takes no list, but `{rest}` follows."
            reader.report.add(place, "unknown-type", told, f"Write `type: {word}` alone.")
        return Kind(word)
    return _select(word, rest, place, reader)


def _tell_unknown(word: str, rest: str, place: Place, reader: Reader) -> None:
    later = columns.types_later(type_names())
    if word in later:
        told = f"The type `{word}` is not supported yet."
        reader.report.add(place, "not-supported-yet", told, later[word])
        return
    known = (*type_names(), *columns.FROM_FILE, *columns.BEGINNINGS, *columns.ENDINGS)
    whole = f"{word} {rest}".strip()
    remedy = meant_type(word, rest) or meant(whole.replace(" ", "_"), known)
    reader.report.add(place, "unknown-type", f"`{whole}` is not a type.", remedy)


def _select(word: str, rest: str, place: Place, reader: Reader) -> Kind:
    list_name, _, other = rest.partition(" ")
    if not list_name or list_name == columns.OR_OTHER:
        reader.report.add(place, "missing-list", f"`{word}` names no list.", f"Write `type: {word} LIST`.")
        return Kind(word)
    other = other.strip()
    if other and other != columns.OR_OTHER:
        remedy = "Name one list, followed by `or_other` where people may answer something else."
        reader.report.add(place, "unknown-list", f"`{rest}` is not the name of one list.", remedy)
    return Kind(word, list_name, or_other=other == columns.OR_OTHER)


def _file(word: str, rest: str, place: Place, reader: Reader) -> str:
    if not _FILE.fullmatch(rest):
        told = f"`{word}` names no file." if not rest else f"`{rest[:80]}` is not the name of a file of choices."
        remedy = f"Write `type: {word} FILE.csv`, the name of a file beside this one."
        reader.report.add(place, "wrong-file", told, remedy)
        return ""
    return rest
