"""How far coders agree: what is asked for by the address, the figures, their table as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, request, url_for
from flask_babel import LazyString, gettext, lazy_gettext

from survey import i18n
from survey.exchange.chart_table import Cell, chart_table
from survey.findings import client
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.privacy import common_text
from survey.store import codes, rounds, transcripts
from survey.store.studies import StudyRecord
from survey.views.codebook import asked, tree

BASES: Mapping[str, LazyString] = {
    "marked": lazy_gettext("turns of which one of them marked something, with whatever code"),
    "all": lazy_gettext("all turns"),
}
UNITS: Mapping[str, LazyString] = {"turns": lazy_gettext("turns"), "characters": lazy_gettext("characters")}
AT_ONCE, PATIENT = 0.3, 10.0
"""Seconds to wait for the process to start: a page tells so and comes again, a file cannot."""
AGAIN_IN = "2"
LARGEST_NUMBER = 2_147_483_647


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. ``codes``, ``interviews``: those that were chosen, none for all. ``again``: with oneself."""

    coders: tuple[str, ...]
    again: bool
    base: str
    codes: tuple[int, ...]
    interviews: tuple[int, ...]
    is_sent: bool

    @property
    def is_whole(self) -> bool:
        """Whether there is somebody to compare."""
        return self.again or len(self.coders) > 1

    def words(self, record: StudyRecord) -> dict[str, Any]:
        """The question as the figure process is asked it."""
        return {
            "study": record.name,
            "viewer": asked.coder(),
            "coders": list(self.coders),
            "again": self.again,
            "base": self.base,
            "codes": list(self.codes) or None,
            "interviews": list(self.interviews) or None,
            "language": i18n.language(),
        }


def agreement(study: str) -> Response | str | tuple[str, int]:
    """The page: what to compare, then how far it agrees."""
    record = asked.record_named(study)
    wish = _wish(record)
    if not wish.is_whole:
        return _page(record, wish), 422 if wish.is_sent else 200
    try:
        found = client.ask("agreement", wait=AT_ONCE, **wish.words(record))
    except FiguresStarting:
        told = gettext("The figures are being prepared. The page comes back by itself.")
        return Response(_page(record, wish, told=told), headers={"Refresh": AGAIN_IN}, mimetype="text/html")
    except FiguresFailed:
        return _page(record, wish, told=gettext("Figures cannot be shown now.")), 503
    return _page(record, wish, found=found, tables=[*_tables(record, found)])


def table(study: str) -> Response:
    """The same figures as CSV, exact."""
    record = asked.record_named(study)
    wish = _wish(record)
    if not wish.is_whole:
        return Response(gettext("Choose at least two coders."), 422, mimetype="text/plain")
    try:
        found = client.ask("agreement", wait=PATIENT, **wish.words(record))
    except (FiguresStarting, FiguresFailed):
        told = gettext("Figures cannot be shown now.")
        return Response(told, 503, mimetype="text/plain", headers={"Retry-After": AGAIN_IN})
    response = Response(_csv(record, wish, found), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{record.name}-agreement.csv")
    return response


def _wish(record: StudyRecord) -> Wish:
    """What the address asks for, as far as the study has it."""
    sent = request.args
    known = common_text.coders(rounds.of_study(record.id))
    among = {code.id for code in codes.codebook(record.id)}
    numbers = {each.number for each in transcripts.sources(record.id)}
    base = sent.get("base", "")
    return Wish(
        coders=tuple(each for each in known if each in sent.getlist("coder")),
        again=sent.get("with") == "again",
        base=base if base in BASES else "marked",
        codes=tuple(each for each in _whole_numbers(sent.getlist("code")) if each in among),
        interviews=tuple(each for each in _numbers_of_sources(sent.getlist("interview")) if each in numbers),
        is_sent="base" in sent,
    )


def _whole_numbers(texts: Sequence[str]) -> list[int]:
    return [int(each) for each in texts if each.isascii() and each.isdigit() and len(each) < len(str(LARGEST_NUMBER))]


def _numbers_of_sources(texts: Sequence[str]) -> list[int]:
    """The numbers of interviews, and below zero those of open answers."""
    sent = [(-1 if each.startswith("-") else 1, each.removeprefix("-")) for each in texts]
    return [sign * number for sign, each in sent for number in _whole_numbers([each])]


def _tables(record: StudyRecord, found: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A table for each unit: a row for each code, a cell for each measure."""
    names = tree.paths(codes.codebook(record.id))
    for unit, title in UNITS.items():
        of_unit = [row for row in found["rows"] if row["unit"] == unit]
        by_code: dict[int | None, list[Mapping[str, Any]]] = {}
        for row in of_unit:
            by_code.setdefault(row["code"], []).append(row)
        yield {
            "title": title,
            "measures": [row["label"] for row in by_code[None]],
            "rows": [(names.get(code) if code is not None else None, rows) for code, rows in by_code.items()],
            "why": list(dict.fromkeys(row["why_not"] for row in of_unit if row["why_not"])),
        }


def _csv(record: StudyRecord, wish: Wish, found: Mapping[str, Any]) -> str:
    names = tree.paths(codes.codebook(record.id))
    exact = ("value", "low", "high", "level", "n", "missing", "method", "why_not")
    columns = (
        *(gettext("Code"), gettext("Counted in"), gettext("Measure"), gettext("Value"), gettext("Interval from")),
        *(gettext("Interval to"), gettext("Level"), gettext("Counted"), gettext("Missing"), gettext("Method")),
        gettext("Remark"),
    )
    everything = gettext("all codes")
    rows = [
        (
            everything if row["code"] is None else names.get(row["code"], ""),
            str(UNITS[row["unit"]]),
            row["label"],
            *(row[name] for name in exact),
        )
        for row in found["rows"]
    ]
    same: dict[str, Cell] = {
        gettext("Coders"): asked.coder() if wish.again else ", ".join(wish.coders),
        gettext("Compared"): gettext("with oneself, read again") if wish.again else gettext("with each other"),
        gettext("Base"): str(BASES[wish.base]),
        gettext("Interviews"): ", ".join(map(str, found["interviews"])),
    }
    return chart_table(columns, rows, same)


def _page(record: StudyRecord, wish: Wish, **shown: Any) -> str:
    book = codes.codebook(record.id)
    names = tree.paths(book)
    same: dict[str, Any] = request.args.to_dict(flat=False)
    file = url_for("codebook.agreement_table", **(same | {"study": record.name}))
    return asked.page(
        "agreement",
        record,
        wish=wish,
        coders=common_text.coders(rounds.of_study(record.id)),
        codes=[(code.id, names[code.id]) for code in book if not code.is_category],
        interviews=[each.number for each in transcripts.sources(record.id)],
        bases=BASES,
        file=file,
        page_path=request.full_path.rstrip("?"),
        **shown,
    )
