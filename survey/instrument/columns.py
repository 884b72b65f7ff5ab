"""Which keys, types and names an instrument file knows, and which of XLSForm's are not supported yet."""

from __future__ import annotations

from collections.abc import Mapping

SETTINGS = ("form_id", "form_title", "version", "default_language", "languages")
LANGUAGE = ("header", "status", "reviewed_by", "reviewed_on")
FILE = ("settings", "choices", "survey", "scales")
CHOICE = ("list_name", "name", "label", "columns")
SCALE = ("name", "label", "items", "reverse", "minimum_answered", "score_range", "source")

BEGIN_GROUP = "begin_group"
END_GROUP = "end_group"
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
    "appearance",
    "parameters",
    "sensitive",
    "then_test",
    "columns",
)
NOTE = ("type", "name", "label", "hint", "guidance_hint", "relevant", "appearance", "columns")
GROUP = ("type", "name", "label", "hint", "relevant", "appearance", "then_test", "columns")
END = ("type", "name")

_OWN = "Put what is only for you under `columns:`; otherwise remove it."
_MEDIA = "Describe the picture or the sound in the label for now."

ROW_LATER: Mapping[str, str] = {
    **dict.fromkeys(("image", "big-image", "audio", "video", "media", "autoplay"), _MEDIA),
    "calculation": "Compute it after the export for now.",
    "trigger": "Remove it.",
    "default": "Leave the question blank at the start.",
    "read_only": "Use a note for what is only read.",
    "readonly": "Use a note for what is only read.",
    "choice_filter": "Use one list per case, each question with its own `relevant`.",
    "repeat_count": "Write the questions out, each with its own name.",
    **dict.fromkeys(("rows", "no_app_error_string", "save_to", "body", "bind", "instance"), _OWN),
}
CHOICE_LATER: Mapping[str, str] = dict.fromkeys(("image", "big-image", "audio", "video", "media"), _MEDIA)
SETTINGS_LATER: Mapping[str, str] = dict.fromkeys(
    (
        "style",
        "instance_name",
        "public_key",
        "submission_url",
        "auto_send",
        "auto_delete",
        "allow_choice_duplicates",
        "namespaces",
        "name",
        "id_string",
        "title",
    ),
    "Remove it.",
)

TYPES_LATER: Mapping[str, str] = {
    "begin_repeat": "Write the questions out, each with its own name.",
    "end_repeat": "Write the questions out, each with its own name.",
    "calculate": "Compute it after the export for now.",
    **dict.fromkeys(("image", "audio", "video", "file", "barcode", "background-audio"), "Ask for a text instead."),
    **dict.fromkeys(("geopoint", "geotrace", "geoshape", "start-geopoint"), "Ask for the place in words."),
    **dict.fromkeys(("time", "dateTime", "datetime"), "Ask for a date, or a text."),
    "rank": "Ask for one choice, then for the next.",
    "acknowledge": "Use a note, or a select_one with one choice.",
    **dict.fromkeys(("start", "end", "today", "deviceid", "username", "email", "phonenumber", "audit"), "Remove it."),
    **dict.fromkeys(("hidden", "xml-external", "csv-external"), "Remove it."),
    **dict.fromkeys(("select_one_from_file", "select_multiple_from_file"), "Write the choices in this file."),
}

_PERSON = "participant_id origin arm site event language household worker entry_date support_start support_end register"
_EXPORT = "wave mode state status study questionnaire version digest receipt opened_on started_on submitted_on"
_PAGE = "helper csrf_token"
RESERVED = frozenset(f"{_PERSON} {_EXPORT} {_PAGE}".split())
RESERVED_ENDINGS = ("_missing", "_label", "_score")


def reserved(name: str) -> bool:
    """Whether a name is kept for the columns of an export or the fields of a page."""
    return name.startswith("_") or name in RESERVED or name.endswith(RESERVED_ENDINGS)
