"""A figure process with questions of its own: some take their time, some fail, one ends it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from survey.findings import process

Words = Mapping[str, Any]


def sleep(words: Words) -> Words:
    """Compute for so many seconds."""
    time.sleep(words["seconds"])
    return {"slept": words["seconds"]}


def die(_words: Words) -> Words:
    """End as a process does that has no memory left."""
    os._exit(9)


def fail(words: Words) -> Words:
    """Fail with an error that repeats what it was told."""
    raise ValueError(words["secret"])


def told(_words: Words) -> Words:
    """The variables of ours that the process was started with, its folder and its process id."""
    variables = sorted(name for name in os.environ if name.startswith("JALON_"))
    return {"process": os.getpid(), "folder": str(Path.cwd()), "variables": variables}


def nothing(_words: Words) -> Words:
    """A number that is none."""
    return {"mean": float("nan")}


PURGED: list[str] = []


def purge(words: Words) -> Words:
    """Note what is to be forgotten."""
    PURGED.append(words["study"])
    return {}


def purged(_words: Words) -> Words:
    """What was to be forgotten so far."""
    return {"studies": PURGED}


QUESTIONS = {
    "purge": purge,
    "purged": purged,
    "sleep": sleep,
    "die": die,
    "fail": fail,
    "ping": told,
    "nothing": nothing,
}

if __name__ == "__main__":
    process.ANSWERING = "slow_figures"
    process.LONGEST_COMPUTATION = int(os.environ.get("LONGEST_COMPUTATION", process.LONGEST_COMPUTATION))
    process.main()
