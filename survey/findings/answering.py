"""The questions that the figure process answers, each by its name."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from survey.findings import (
    agreed,
    answer_thirds,
    by_thirds,
    candidates,
    concordance,
    coverage,
    dashboard,
    joint_display,
    kept,
    passing,
    pictures,
    releasing,
    slopes,
    standing,
)
from survey.findings.results_page import answer as results


def ping(_words: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whether somebody is there, and which process it is."""
    return {"process": os.getpid()}


def purge(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """Forget everything that is kept of a study: something of it was erased."""
    kept.forget(words["study"])
    return {}


def release(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """Release figures of a study to staff."""
    return releasing.release(words["study"], words["actor"])


QUESTIONS: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "ping": ping,
    "purge": purge,
    "dashboard": dashboard.answer,
    "page": passing.page,
    "figures": passing.figures,
    "chart": pictures.answer,
    "standing": standing.answer,
    "agreement": agreed.answer,
    "by thirds": by_thirds.answer,
    "answer thirds": answer_thirds.answer,
    "joint display": joint_display.answer,
    "coverage": coverage.answer,
    "candidates": candidates.answer,
    "slopes": slopes.answer,
    "slope picture": slopes.picture,
    "slope paper": slopes.paper,
    "concordance": concordance.answer,
    "release": release,
    "results": results.answer,
    "results figures": results.figures,
    "results chart": results.picture,
}
