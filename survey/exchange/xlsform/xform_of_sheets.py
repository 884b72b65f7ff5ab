"""Run alone, in a limited process: prints the XForm that pyxform makes of sheets, or what it complains of, as JSON."""

from __future__ import annotations

import json
import resource
import signal
import sys
import warnings
from typing import Any


class TooSlow(Exception):  # noqa: N818  # read by its name, which the other process puts into words
    """The limit of time is reached."""


def main() -> None:
    """Read ``{name, sheets, seconds, megabytes}`` from the standard input."""
    asked = json.load(sys.stdin)
    _limit(asked["seconds"], asked["megabytes"] * 1024 * 1024)
    try:
        told = _converted(asked["name"], asked["sheets"])
    except (MemoryError, TooSlow):
        told = {"error": "", "kind": "too-much"}
    except RecursionError:
        told = {"error": "something refers to itself, or is nested too deeply", "kind": "RecursionError"}
    except Exception as error:  # pyxform raises more than its own: TypeError on three real forms
        told = {"error": str(error), "kind": type(error).__name__}
    sys.stdout.write(json.dumps(told))


def _limit(seconds: int, memory: int) -> None:
    def end(*_: object) -> None:
        raise TooSlow

    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 1))
    signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    warnings.simplefilter("ignore")


def _converted(name: str, sheets: list[dict[str, Any]]) -> dict[str, Any]:
    from pyxform.constants import SUPPORTED_SHEET_NAMES
    from pyxform.xls2xform import convert

    form: dict[str, Any] = {"sheet_names": [sheet["name"] for sheet in sheets], "fallback_form_name": name}
    for sheet in sheets:
        kind = sheet["name"].lower()
        if kind not in SUPPORTED_SHEET_NAMES:
            if len(sheets) > 1:
                continue
            kind = "survey"
        headers, rows = _rows(sheet["rows"])
        form[kind] = rows
        form[f"{kind}_header"] = [dict.fromkeys(headers)] if headers else []
    found: list[str] = []
    made = convert(xlsform=form, warnings=found)
    return {"xform": made.xform, "warnings": found, "itemsets": made.itemsets}


def _rows(rows: list[Any]) -> tuple[list[str], list[dict[str, str]]]:
    """The headers, and every row as a map, blank ones too: complaints count them."""
    if not rows or rows[0][0] != 1:
        return [], []
    headers = [" ".join(text.split()) for text in rows[0][1]]
    told = [header for header in headers if header]
    twice = next((header for header in told if told.count(header) > 1), None)
    if twice:
        raise ValueError(f"Duplicate column header: {twice}")
    cells = dict(rows[1:])
    found = []
    for number in range(2, max(cells, default=1) + 1):
        pairs = zip(headers, cells.get(number, ()), strict=False)
        found.append({header: text.replace("\u00a0", " ") for header, text in pairs if header and text})
    return told, found


if __name__ == "__main__":
    main()
