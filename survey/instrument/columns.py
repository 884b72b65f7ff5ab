"""Which keys, types and names an instrument file knows, and which of XLSForm's are not supported yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping

SETTINGS = ("form_id", "form_title", "version", "default_language", "languages", "columns")
SETTINGS_OF_XLSFORM = (
    "style",
    "instance_name",
    "public_key",
    "submission_url",
    "auto_send",
    "auto_delete",
    "allow_choice_duplicates",
    "namespaces",
    "name",
)
LANGUAGE = ("header", "status", "reviewed_by", "reviewed_on")
FILE = ("settings", "choices", "survey", "scales", "sheets")
MEDIA = ("image", "big-image", "audio", "video")
CHOICE = ("list_name", "name", "label", *MEDIA, "columns")
SCALE = ("name", "label", "items", "reverse", "minimum_answered", "score_range", "source")

BEGIN_GROUP = "begin_group"
END_GROUP = "end_group"
BEGIN_REPEAT = "begin_repeat"
END_REPEAT = "end_repeat"
BEGINNINGS: Mapping[str, str] = {BEGIN_GROUP: "group", BEGIN_REPEAT: "repeat"}
ENDINGS: Mapping[str, str] = {END_GROUP: "group", END_REPEAT: "repeat"}
FROM_FILE: Mapping[str, str] = {
    "select_one_from_file": "select_one",
    "select_multiple_from_file": "select_multiple",
}
OR_OTHER = "or_other"
GROUP_APPEARANCES = ("field-list", "table-list")

QUESTION = (
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "trigger",
    "default",
    "read_only",
    "choice_filter",
    *MEDIA,
    "appearance",
    "parameters",
    "sensitive",
    "then_test",
    "columns",
)
NOTE = (
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "relevant",
    "calculation",
    "trigger",
    "default",
    "read_only",
    *MEDIA,
    "appearance",
    "columns",
)
GROUP = ("type", "name", "label", "hint", "relevant", *MEDIA, "appearance", "then_test", "columns")
REPEAT = (*GROUP, "repeat_count")
ROW = (*QUESTION, "repeat_count")
END = ("type", "name", "columns")

_OWN = "Put what is only for you under `columns:`; otherwise remove it."

ROW_LATER: Mapping[str, str] = {
    **dict.fromkeys(("rows", "no_app_error_string", "save_to", "body", "bind", "instance", "autoplay"), _OWN),
    "media": "Name the kind: `image`, `big-image`, `audio` or `video`.",
    "readonly": "Write `read_only`.",
}
CHOICE_LATER: Mapping[str, str] = {"media": ROW_LATER["media"]}
SETTINGS_LATER: Mapping[str, str] = {"id_string": "Write `form_id`.", "title": "Write `form_title`."}

_TEXT = "Ask for a text instead."
_PLACE = "Ask for the place in words."
_METADATA = "Remove it."
NOT_SHOWN = (
    "calculate",
    "hidden",
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "email",
    "phonenumber",
    "simserial",
    "subscriberid",
    "audit",
    "start-geopoint",
    "background-audio",
    "background-geopoint",
    "csv-external",
    "xml-external",
)
"""The types that nobody reads or answers: their rows need no label."""

XLSFORM_TYPES: Mapping[str, str] = {
    "calculate": "Compute it after the export for now.",
    **dict.fromkeys(("barcode", "background-audio"), _TEXT),
    **dict.fromkeys(("geopoint", "geotrace", "geoshape", "start-geopoint", "background-geopoint"), _PLACE),
    **dict.fromkeys(("time", "dateTime"), "Ask for a date, or a text."),
    "rank": "Ask for one choice, then for the next.",
    "acknowledge": "Use a note, or a select_one with one choice.",
    **dict.fromkeys(("start", "end", "today", "deviceid", "username", "email", "phonenumber"), _METADATA),
    **dict.fromkeys(("simserial", "subscriberid", "audit", "hidden", "xml-external", "csv-external", "osm"), _METADATA),
    "select_one_external": "Write `select_one_from_file FILE.csv`.",
}
"""XLSForm's types beside those every questionnaire has; one is refused, with this remedy, until its file exists."""

_PERSON = "participant_id origin arm site event language household worker entry_date support_start support_end register"
_EXPORT = "wave mode state status study questionnaire version digest receipt opened_on started_on submitted_on"
PAGE_FIELDS = ("helper", "csrf_token")
RESERVED = frozenset(f"{_PERSON} {_EXPORT}".split())
RESERVED_ENDINGS = ("_missing", "_label", "_score", ".missing", ".label", ".instance")
EXPORTED_ENDING = "_answer"


def reserved(name: str) -> bool:
    """Whether a name is kept for the columns of an export."""
    return name.startswith("_") or name in RESERVED or name.endswith(RESERVED_ENDINGS)


def exported_name(name: str) -> str:
    """What an export calls the column of a question: its name, with an ending where the name is kept."""
    return f"{name}{EXPORTED_ENDING}" if reserved(name) else name


def types_later(known: Collection[str]) -> Mapping[str, str]:
    """XLSForm's types that have no file yet, each with what to do meanwhile."""
    return {name: remedy for name, remedy in XLSFORM_TYPES.items() if name not in known}
