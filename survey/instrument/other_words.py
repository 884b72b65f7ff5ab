"""What other programs, and older forms, call a question type: each with the word that is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TYPES = {
    "text": "string str freetext free_text open open_ended textarea short_text long_text paragraph varchar",
    "integer": "int whole whole_number count",
    "decimal": "float double real",
    "select_one": "select1 select radio radio_button dropdown drop_down single single_choice multiple_choice one",
    "select_multiple": "checkbox checkboxes multi multiple multi_select multiselect select_many select_all_that_apply",
    "rank": "ranking order",
    "range": "slider scale rating likert nps",
    "acknowledge": "trigger consent checkbox_single accept",
    "date": "day birthday",
    "dateTime": "datetime date_time timestamp",
    "time": "hour",
    "note": "label info message text_only static html",
    "calculate": "calculation computed formula",
    "image": "photo picture signature",
    "audio": "sound recording voice",
    "video": "film movie",
    "file": "upload attachment document",
    "geopoint": "gps location position place",
    "begin_group": "group section page begin",
    "begin_repeat": "repeat loop roster begin_loop",
}
TYPES: Mapping[str, str] = {word: name for name, words in _TYPES.items() for word in words.split()}
NUMBERS = ("numeric", "number", "num")


_WITH_LIST = ("select_one", "select_multiple", "rank")
_SPOKEN = re.compile(r"select (?P<many>one|multiple|all that apply)(?: from)?(?: (?P<list>\S+))?")


def meant_type(word: str, rest: str) -> str:
    """The remedy for another program's word for a type, and what follows it; '' where it is no such word."""
    spoken = _SPOKEN.fullmatch(f"{word} {rest}".strip().lower().replace("_", " ", 1))
    if spoken:
        name = "select_one" if spoken["many"] == "one" else "select_multiple"
        return f"Write `{name} {rest.split()[-1] if spoken['list'] else 'LIST'}`."
    if word.lower() in NUMBERS:
        return "Write `integer` for whole numbers, `decimal` for others."
    name = TYPES.get(word.lower()) or TYPES.get("_".join(f"{word} {rest}".lower().split()), "")
    return f"Write `{name} {rest or 'LIST'}`." if name in _WITH_LIST else name and f"Write `{name}`."
