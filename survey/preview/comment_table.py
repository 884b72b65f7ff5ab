"""Comments as a table: for the screen, and as CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable
from dataclasses import asdict

from survey.exchange.spreadsheet import neutral
from survey.preview.comments import REMOVED, Comment

COLUMNS = (
    "question",
    "place",
    "label",
    "comment",
    "who",
    "at",
    "state",
    "exists",
    "language",
    "page",
    "wave",
    "version",
    "file",
    "id",
)
Row = dict[str, str | bool | None]


def rows(comments: Iterable[Comment], names: Collection[str] | None, *, removed: bool = False) -> list[Row]:
    """One row per comment; ``exists`` says whether its question still does, None when the file does not tell."""
    found = []
    for comment in comments:
        if comment.state != REMOVED or removed:
            exists = None if names is None else not comment.question or comment.question in names
            row: Row = {**asdict(comment), "exists": exists}
            found.append({column: row[column] for column in COLUMNS})
    return found


def as_csv(found: Iterable[Row]) -> str:
    """The rows as CSV, with its header."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in found:
        writer.writerow([neutral(_cell(row[column])) for column in COLUMNS])
    return written.getvalue()


def as_lines(found: Iterable[Row]) -> list[str]:
    """The rows as text: the question, who said it when, and what."""
    lines = []
    for row in found:
        where = row["place"] or row["question"] or "the whole"
        gone = " (no longer in the file)" if row["exists"] is False else ""
        state = "" if row["state"] == "open" else f" [{row['state']}]"
        lines.append(f"{where}{gone}{state} – {row['who'] or 'nobody named'}, {row['at']}")
        lines += [f"    {line}" for line in str(row["comment"]).splitlines()]
    return lines


def _cell(value: str | bool | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else "yes" if value else "no"
