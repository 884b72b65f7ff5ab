"""The columns of a study in a process of its own, so that its peak of memory is its own; prints its figures as JSON."""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from statistics import median

from survey import create_app
from survey.dataset import cache
from survey.store import data_versions
from survey.store.studies import study_named

ROUNDS = 9


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def main() -> None:
    """Read the version, make the columns, look whether they are still right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--study", required=True)
    options = parser.parse_args()
    with create_app().app_context():
        record = study_named(options.study)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        version = median(seconds(lambda: data_versions.data_version(record)) for _ in range(ROUNDS))
        began = time.perf_counter()
        columns = cache.refreshed(None, record)
        whole = time.perf_counter() - began
        again = median(seconds(lambda: cache.refreshed(columns, record)) for _ in range(ROUNDS))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = len(columns.participants)
    print(
        json.dumps({"version": version, "whole": whole, "again": again, "grown": (peak - before) * 1024, "rows": rows})
    )


if __name__ == "__main__":
    main()
