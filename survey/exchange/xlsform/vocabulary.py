"""XLSForm's words: its sheets, its columns and types, and every other spelling of them that is in use."""

from __future__ import annotations

import re
from collections.abc import Mapping

from survey.instrument import columns

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
SHEETS = (SURVEY, CHOICES, SETTINGS)
READ_BY_OTHERS = ("external_choices", "entities", "osm")

TRANSLATED = ("label", "hint", "guidance_hint", "required_message", "constraint_message", *columns.MEDIA)
OWN_COLUMNS = ("sensitive", "then_test")
"""Columns that XLSForm does not have; in a sheet they begin with ``jalon_``: others use the same words."""
OWN_BEGINNING = "jalon_"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    SURVEY: tuple(name for name in columns.ROW if name not in (*OWN_COLUMNS, "columns")),
    CHOICES: tuple(name for name in columns.CHOICE if name != "columns"),
    SETTINGS: ("form_title", "form_id", "version", "default_language", *columns.SETTINGS_OF_XLSFORM),
}
NEEDED: Mapping[str, tuple[str, ...]] = {SURVEY: ("type", "name"), CHOICES: ("list_name", "name"), SETTINGS: ()}
OTHER_SPELLINGS: Mapping[str, Mapping[str, str]] = {
    SURVEY: {
        "caption": "label",
        "command": "type",
        "tag": "name",
        "value": "name",
        "relevance": "relevant",
        "calculate": "calculation",
        "readonly": "read_only",
        "count": "repeat_count",
        "jr:count": "repeat_count",
        "constraining_message": "constraint_message",
        "requiredmsg": "required_message",
        **{f"{OWN_BEGINNING}{name}": name for name in OWN_COLUMNS},
    },
    CHOICES: {"list name": "list_name", "caption": "label", "value": "name"},
    SETTINGS: {
        "title": "form_title",
        "set_form_title": "form_title",
        "id_string": "form_id",
        "set_form_id": "form_id",
    },
}

TYPE_SPELLINGS: Mapping[str, str] = {
    **dict.fromkeys(("q string", "string", "add text prompt"), "text"),
    **dict.fromkeys(("int", "q int", "add integer prompt"), "integer"),
    **dict.fromkeys(("q decimal", "add decimal prompt"), "decimal"),
    **dict.fromkeys(("q note", "add note prompt"), "note"),
    **dict.fromkeys(("q date", "add date prompt"), "date"),
    **dict.fromkeys(("datetime", "date time", "q date time", "q dateTime", "add date time prompt"), "dateTime"),
    **dict.fromkeys(("add dateTime prompt",), "dateTime"),
    **dict.fromkeys(("gps", "location", "q location", "q geopoint", "add location prompt"), "geopoint"),
    **dict.fromkeys(("photo", "q image", "q picture", "add image prompt"), "image"),
    **dict.fromkeys(("q audio", "add audio prompt"), "audio"),
    **dict.fromkeys(("q video", "add video prompt"), "video"),
    **dict.fromkeys(("q barcode", "add barcode prompt"), "barcode"),
    **dict.fromkeys(("q acknowledge", "add acknowledge prompt"), "acknowledge"),
    **dict.fromkeys(("q calculate", "add calculate prompt"), "calculate"),
    **dict.fromkeys(("start time", "get start time"), "start"),
    **dict.fromkeys(("end time", "get end time"), "end"),
    "add file prompt": "file",
    "q geotrace": "geotrace",
    "q geoshape": "geoshape",
    "get today": "today",
    "imei": "deviceid",
    "device id": "deviceid",
    "get device id": "deviceid",
    "get phone number": "phonenumber",
}
NEARLY: Mapping[str, str] = {"trigger": "acknowledge"}
"""Types read as another one that ODK tells apart: the sheet's word is kept beside it."""

_SELECTS: Mapping[str, str] = {
    **dict.fromkeys(("select_one", "select one", "select one from", "select1"), "select_one"),
    **dict.fromkeys(("add select one prompt using", "select one using"), "select_one"),
    **dict.fromkeys(("select_multiple", "select all that apply", "select all that apply from"), "select_multiple"),
    **dict.fromkeys(("add select multiple prompt using", "select multiple"), "select_multiple"),
    **dict.fromkeys(("select_one_from_file", "select one from file"), "select_one_from_file"),
    **dict.fromkeys(("select_multiple_from_file", "select multiple from file"), "select_multiple_from_file"),
    "select_one_external": "select_one_external",
    "rank": "rank",
}
_SELECT = re.compile(rf"({'|'.join(sorted(_SELECTS, key=len, reverse=True))})\s+(\S.*?)")
_OTHER = re.compile(r"(\S+)\s+(?:or specify other|or_other|or other)")
_GROUP = re.compile(r"(begin|end)[\s_]+(group|lgroup|repeat|looped group)")


def type_of(cell: str) -> str:
    """What stands under ``type`` in a file for what a sheet says: ``begin group``, ``select one from often`` …"""
    text = " ".join(cell.split())
    group = _GROUP.fullmatch(text)
    if group:
        return f"{group[1]}_{'group' if group[2] == 'group' else 'repeat'}"
    select = _SELECT.fullmatch(text)
    if select:
        other = _OTHER.fullmatch(select[2])
        chosen = f"{other[1]} {columns.OR_OTHER}" if other else select[2]
        return f"{_SELECTS[select[1]]} {chosen}"
    return TYPE_SPELLINGS.get(text) or NEARLY.get(text) or text


def is_nearly(cell: str) -> bool:
    """Whether ODK tells this type apart from the one it is read as."""
    return " ".join(cell.split()) in NEARLY
