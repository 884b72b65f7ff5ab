"""The XForm of a workbook, made by pyxform in a limited process; its complaints become problems at their row."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from survey.exchange.xlsform.workbook import Workbook
from survey.instrument.report import START, Place, Report

SCRIPT = Path(__file__).with_name("xform_of_sheets.py")
SECONDS = 120  # the process ends itself by the time it computes; this is for a machine that stands still
RULE = "xform-refused"
TOO_SLOW = "Making the XForm takes too much time or memory."
MAKING = {"seconds": 20, "megabytes": 600}
READING = {"seconds": 3, "megabytes": 150}
"""What pyxform may take where its XForm is wanted, and where it only has a look at what was read."""
HEAVIEST, HEAVIEST_LOOK = 60_000, 6_000
MOST_CELLS_LOOKED_AT = 25_000
"""The references of a form that pyxform is shown, each counted as often as repeats around it make it slow."""

_ROW = re.compile(r"\[row\s*:\s*(\d+)\]|(?:row|Row)\s+(\d+)")
_REPEAT = re.compile(r"(?:.*\s)?(begin|end)[\s_]+(?:lgroup|repeat|looped group)\b")
_SHEET = re.compile(r"['\"`](survey|choices|settings|entities)['\"`] sheet|sheet.{0,12}['\"`](\w+)")


@dataclass(frozen=True, slots=True)
class XForm:
    """What pyxform made: the XML, and the choices that stand in a file of their own ('' for none)."""

    text: str
    itemsets: str = ""


def xform_of(workbook: Workbook, name: str, report: Report, *, warning: bool = False) -> XForm | None:
    """The XForm of a workbook called ``name``; None where pyxform refuses it, which is then told in the report."""
    weight, cells = _weight(workbook)
    if warning and (weight > HEAVIEST_LOOK or cells > MOST_CELLS_LOOKED_AT):
        told = "The form is too large for a quick look by ODK's tool, pyxform: what it would refuse is not told here."
        report.add(START, "xform-not-tried", told, "Convert it to a file that ends with .xml to see.", warning=True)
        return None
    if weight > HEAVIEST:
        report.add(START, "xform-too-slow", TOO_SLOW, "Split the questionnaire into several.")
        return None
    sheets = [{"name": sheet.name, "rows": sheet.rows} for sheet in workbook.sheets]
    said = _said(json.dumps({"name": name, "sheets": sheets, **(READING if warning else MAKING)}))
    if "xform" in said:
        return XForm(said["xform"], said["itemsets"] or "")
    if said["kind"] == "too-much":
        report.add(START, "xform-too-slow", TOO_SLOW, "Split the questionnaire into several.", warning=warning)
        return None
    text = " ".join(said["error"].split()) or said["kind"]
    told = f"ODK cannot take this form: {text[:600]}"
    report.add(_place(text, workbook), RULE, told, "Change the row it names; the rest is right.", warning=warning)
    return None


def _weight(workbook: Workbook) -> tuple[int, int]:
    """How much work a form is for pyxform, which walks up from every reference; and how many cells it has."""
    depth = weight = cells = 0
    for sheet in workbook.sheets:
        for _, texts in sheet.rows:
            opened = _REPEAT.match(" ".join(texts[:6]).lower())
            depth = max(0, depth + (0 if opened is None else 1 if opened[1] == "begin" else -1))
            weight += sum(text.count("${") for text in texts) * (1 + depth**2)
            cells += sum(map(bool, texts))
    return weight, cells


def _said(asked: str) -> dict[str, Any]:
    try:
        ended = subprocess.run(
            [sys.executable, "-I", str(SCRIPT)], input=asked.encode(), capture_output=True, timeout=SECONDS, check=False
        )
        said: dict[str, Any] = json.loads(ended.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {"error": "", "kind": "too-much"}
    return said


def _place(text: str, workbook: Workbook) -> Place:
    """The row and the sheet that a complaint names; the survey where it names a row alone."""
    row, sheet = _ROW.search(text), _SHEET.search(text)
    name = (sheet[1] or sheet[2] or "") if sheet else "survey"
    found = workbook.sheet(name.lower()) or workbook.sheet("survey")
    if row is None or found is None:
        return START
    return Place(int(row[1] or row[2]), 1, sheet=found.name)
