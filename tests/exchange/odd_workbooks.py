"""Workbooks as people really write them: other spellings, orders, languages, sheets and kinds of cells."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from exchange.sheets import Table

HEAD = ["type", "name", "label"]
YES = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
LONG = "Une phrase bien trop longue. " * 400

ODD: Mapping[str, Mapping[str, Table]] = {
    "types with spaces and in other words": {
        "survey": [
            HEAD,
            ["begin group", "g", "G"],
            ["select one from yn", "a", "A"],
            ["add select one prompt using yn", "b", "B"],
            ["select all that apply from yn", "c", "C"],
            ["add select multiple prompt using yn", "d", "D"],
            ["select_multiple yn or_other", "e", "E"],
            ["select one yn or specify other", "f", "F"],
            ["q string", "h", "H"],
            ["int", "i", "I"],
            ["photo", "j", "J"],
            ["gps", "k", "K"],
            ["datetime", "l", "L"],
            ["get start time", "m"],
            ["add note prompt", "n", "N"],
            ["trigger", "o", "O"],
            ["end group"],
            ["begin repeat", "r", "R"],
            ["  text  ", "p", "  P  "],
            ["end repeat", None, None],
            ["begin lgroup", "s", "S"],
            ["text", "t", "T"],
            ["end lgroup"],
        ],
        "choices": YES,
    },
    "headers in capitals, in another order, with columns of one's own": {
        "Survey": [
            ["Notes", "LABEL", "Relevant", "Name", "Type", "My Column", "Read_Only", "Appearance", "Required"],
            ["one", "A", None, "a", "text", "kept", None, "multiline", "yes"],
            [None, "B", "${a} != ''", "b", "integer", 3.0, "TRUE", None, True],
            ["two", "C", "true()", "c", "select_one yn", False, None, "minimal", "no"],
        ],
        "Choices": [
            ["Label", "weight", "Name", "List Name"],
            ["Yes", 1.0, "yes", "yn"],
            ["No", 2.5, "no", "yn"],
        ],
    },
    "translations whose headers are written each in its own way": {
        "survey": [
            [
                "type",
                "name",
                "label::Français (fr)",
                "label:: English (en)",
                "hint::English (en)",
                "media::image::English (en)",
            ],
            ["text", "a", "Un", "One", "Here", "one.png"],
            ["select_one yn", "b", "Deux", "Two", None, None],
        ],
        "choices": [
            ["list_name", "name", "label::English (en)", "label::Français (fr)", "media::audio::Français (fr)"],
            ["yn", "yes", "Yes", "Oui", "oui.mp3"],
            ["yn", "no", "No", "Non", "non.mp3"],
        ],
        "settings": [["default_language", "form_title"], ["English (en)", "Two languages"]],
    },
    "one label in a language and one without": {
        "survey": [
            ["type", "name", "label", "label::Arabic (ar)", "constraint", "constraint_message::Arabic (ar)"],
            ["integer", "a", "One", "واحد", ". > 3", "أكبر من ثلاثة"],
            ["note", "b", "Two", None, None, None],
        ],
    },
    "a language with one colon": {
        "survey": [["type", "name", "label:fr", "label:en", "hint:en"], ["text", "a", "Un", "One", "Here"]],
    },
    "right to left, very long, over several lines": {
        "survey": [
            ["type", "name", "label::العربية (ar)", "hint::العربية (ar)"],
            ["text", "a", "كم عمرك؟ (بالسنوات) 12", "سطر\nسطر آخر\n\n  - نقطة"],
            ["text", "b", LONG, "«quoted» & <b>bold</b> : # ' \" \\ {x} [y] | > *"],
            ["text", "c", "- begins with a dash", "? asks"],
            ["text", "d", "yes", "null"],
        ],
    },
    "numbers, truths and days in cells": {
        "survey": [
            [*HEAD, "default", "required", "constraint", "relevant"],
            ["integer", "a", 1.0, 1.0, True, ". > 0", True],
            ["decimal", "b", 2, 2.5, False, None, None],
            ["date", "c", "Day", datetime.date(2026, 1, 31), "true", None, None],
            ["time", "d", "Hour", datetime.time(8, 30), None, None, None],
            ["dateTime", "e", "Both", datetime.datetime(2026, 1, 31, 8, 30, 5), None, None, None],
            ["select_one yn", "f", 12345678901234567, 1.0, None, None, None],
        ],
        "choices": [["list_name", "name", "label"], ["yn", 1.0, 1.0], ["yn", 0, False], ["yn", 10.5, "10,5"]],
    },
    "remarks, blank rows and rows switched off": {
        "survey": [
            ["type", "name", "label", "disabled", "comments"],
            [],
            [None, None, None, None, "first the names"],
            ["text", "a", "A", None, None],
            [],
            [],
            ["text", "b", "B", "yes", None],
            ["text", "c", "C", "no", "last"],
        ],
        "choices": [["list_name", "name", "label"], [], ["yn", "yes", "Yes"], [None, None, "remark"]],
    },
    "files of choices, external choices and their sheet": {
        "survey": [
            [*HEAD, "choice_filter", "parameters", "calculation"],
            ["select_one_from_file villages.csv", "a", "A", None, "value=id, label=title"],
            ["select one from file towns.csv", "b", "B", "region = ${a}", None],
            ["select_one_external cities", "c", "C", "state = ${b}", None],
            ["csv-external", "people", None, None, None],
            ["xml-external", "places", None, None, None],
            ["calculate", "d", None, None, None, "count(instance('people')/root/item)"],
        ],
        "external_choices": [
            ["list_name", "name", "label", "state"],
            ["cities", "x", "X", "s"],
            ["cities", "y", "Y", "t"],
        ],
    },
    "osm and its tags": {
        "survey": [HEAD, ["osm buildings", "a", "A"], ["text", "b", "B"]],
        "osm": [
            ["list_name", "name", "label"],
            ["buildings", "name", "Name"],
            ["buildings", "use", "Use"],
            ["use", "shop", "Shop"],
        ],
    },
    "entities": {
        "survey": [[*HEAD, "save_to"], ["text", "a", "A", "full_name"], ["integer", "b", "B", "age"]],
        "entities": [["list_name", "label"], ["people", "concat(${a}, ' ', ${b})"]],
    },
    "repeats in groups in repeats, counted": {
        "survey": [
            [*HEAD, "repeat_count", "relevant", "calculation"],
            ["integer", "n", "N", None, None, None],
            ["begin_repeat", "r", "R", "${n}", "${n} > 0", None],
            ["begin_group", "g", None, None, None, None],
            ["begin_repeat", "q", "Q", 3, None, None],
            ["text", "a", "A of ${n}", None, None, None],
            ["calculate", "p", None, None, None, "position(../../..)"],
            ["end_repeat", "q", None, None, None, None],
            ["end_group", "g", None, None, None, None],
            ["end_repeat", "r", None, None, None, None],
        ],
    },
    "binds, bodies and settings of other programs": {
        "survey": [
            [
                *HEAD,
                "bind::jr:preload",
                "body::accuracyThreshold",
                "instance::odk:tag",
                "bind::oc:itemgroup",
                "$given_name",
            ],
            ["text", "a", "A", "uid", None, "x", None, None],
            ["geopoint", "b", "B", None, "5", None, None, "why"],
        ],
        "settings": [
            [
                "form_title",
                "form_id",
                "version",
                "instance_name",
                "style",
                "namespaces",
                "public_key",
                "submission_url",
                "my own",
            ],
            [
                "T",
                "t",
                20260101,
                "concat(${a}, 'x')",
                "pages theme-grid",
                'oc="http://x.org/oc" odk="http://y.org/odk"',
                None,
                "https://x.org",
                "y",
            ],
        ],
    },
    "appearances and parameters of all kinds": {
        "survey": [
            [*HEAD, "appearance", "parameters", "autoplay", "rows"],
            ["range", "a", "A", "vertical", "start=0 end=10 step=2", None, None],
            ["rank yn", "b", "B", None, "randomize=true seed=7", None, None],
            ["select_one yn", "c", "C", "columns-2 no-buttons", "randomize=true, seed=${a}", "audio", None],
            ["text", "d", "D", "multiline", None, None, 5],
            ["image", "e", "E", "annotate", "max-pixels=640", None, None],
            ["geotrace", "f", "F", None, None, None, None],
            [
                "audit",
                "audit",
                None,
                None,
                "location-priority=balanced location-min-interval=60 location-max-age=120",
                None,
                None,
            ],
        ],
        "choices": YES,
    },
    "hidden sheets and sheets of one's own between": {
        "readme": [["about"], ["this form"], [], ["x", None, "y"]],
        "survey": [HEAD, ["text", "a", "A"], ["select_one yn", "b", "B"]],
        "lookup": [[1, 2.5, True]],
        "choices": YES,
    },
    "triggers, dynamic defaults and the same choice twice": {
        "survey": [
            [*HEAD, "trigger", "calculation", "default"],
            ["integer", "a", "A", None, None, "1 + 1"],
            ["calculate", "b", None, "${a}", "now()", None],
            ["text", "c", "C of ${b}", "${a}", "concat(${a}, 'x')", None],
            ["select_one yn", "d", "D", None, None, "yes"],
            ["hidden", "e", None, None, None, "static"],
        ],
        "choices": [*YES, ["yn", "yes", "Again"]],
        "settings": [["allow_choice_duplicates"], ["yes"]],
    },
    "languages without a code, two of one code, and a default that no column has": {
        "survey": [
            ["type", "name", "label::French", "label::Darija", "label::fr", "label::Français (fr)"],
            ["text", "a", "Un", "wahed", "Un (fr)", "Un, en français"],
        ],
        "settings": [["default_language"], ["Klingon"]],
    },
    "headers with spaces around, and numbers as headers": {
        "survey": [
            [" type ", "name ", "label :: English (en)", "2026", "media : image", "hint::English(en)"],
            ["text", " a ", " A ", "x", None, " H "],
        ],
    },
    "a picture alone, and leading noughts": {
        "survey": [["type", "name", "label", "image", "audio"], ["select_one l", "a", None, "a.png", None]],
        "choices": [["list_name", "name", "label", "image"], ["l", "01", None, "01.png"], ["l", "1", "One", None]],
    },
    "bent quotes, no-break spaces, signs of all kinds and expressions over several lines": {
        "survey": [
            [*HEAD, "relevant", "constraint", "hint"],
            ["text", "a", "A\u00a0!  😀\u200b", None, "regex(., ‘^[a-z]+$’)", "one\ttwo"],
            ["text", "b", "B’s “quotes”", "${a} != “x”\n and\n  ${a} != 'y'", None, "رقم\u200f"],
            ["text", "c", "#REF!", None, None, "@x %y `z` = ~ null Null NULL"],
            ["text", "d", "012", None, None, "1e3 0x1F 12:30:45 2026-01-31 .inf .nan +1 1_000"],
        ],
    },
    "one sheet of another name": {"Sheet1": [HEAD, ["text", "a", "A"], ["integer", "b", "B"]]},
    "two rows of settings, and columns that other programs read": {
        "survey": [
            [*HEAD, "kobo--score-choices", "tags", "hxl", "guidance_hint", "no_app_error_string", "intent"],
            ["text", "a", "A", "x", "y", "#adm1", "For who reads", "No app", None],
        ],
        "settings": [["form_title", "form_id"], ["T", "t"], ["U", "u"]],
    },
    "names that differ by a capital, groups closed by name": {
        "survey": [
            HEAD,
            ["begin_group", "G", None],
            ["text", "a", "A"],
            ["text", "A", "A"],
            ["begin_group", "g", "Inner"],
            ["text", "b-c.d", "B"],
            ["end_group", "g"],
            ["end_group", "G"],
        ],
    },
}
