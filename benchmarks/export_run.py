"""One export in a process of its own, so that its peak of memory is its own; prints its figures as JSON."""

from __future__ import annotations

import argparse
import json
import resource
import time
from itertools import islice

from sqlalchemy import select

from survey import create_app, extensions
from survey.dataset.rows import dataset
from survey.exchange.export import Options
from survey.exchange.exports import formats
from survey.store.studies import study_named
from survey.store.tables.submissions import SubmissionRow

WHAT = {
    "values": ("csv", Options(reasons=False)),
    "labels and reasons": ("csv", Options(labels=True, reasons=True)),
    "workbook": ("xlsx", Options(labels=True, reasons=True)),
}


def export(study: str, what: str, pieces: int | None = None) -> dict[str, float]:
    """Seconds to the first piece and to the end, or to so many pieces; bytes; the peak of memory."""
    identifier, options = WHAT[what]
    write = formats()[identifier].write
    began = time.perf_counter()
    first = 0.0
    size = 0
    for piece in islice(write(dataset(study_named(study)), options), pieces):
        size += len(piece)
        first = first or time.perf_counter() - began
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"first_byte": first, "seconds": seconds, "bytes": size, "peak": peak}


def decode() -> dict[str, float]:
    """Seconds to decode every stored document, which is in memory before the clock starts."""
    with extensions.answers.reading() as session:
        stored = list(session.scalars(select(SubmissionRow.document)))
    began = time.perf_counter()
    for document in stored:
        json.loads(document)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "documents": len(stored), "characters": sum(map(len, stored)) / max(len(stored), 1)}


def main() -> None:
    """Export, or decode only."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=[*WHAT, "decode"])
    parser.add_argument("--study", required=True)
    parser.add_argument("--pieces", type=int, help="end after so many")
    options = parser.parse_args()
    app = create_app()
    with app.app_context():
        figures = decode() if options.what == "decode" else export(options.study, options.what, options.pieces)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
