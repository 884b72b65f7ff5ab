"""What a chart and its marks are about, read from the keys by which the figure process names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CHANGE, OF_SCORES = "change", ("scores", "distribution")
OF_EACH_SCALE = (CHANGE, "scores")


def measure_of(chart: Mapping[str, Any], of: str) -> str:
    """The scale or question that marks of a chart are of; '' where they are of nothing that is measured.

    >>> measure_of({"name": "scores"}, "scale:trust|wave:exit"), measure_of({"name": "flow"}, "")
    ('trust', '')
    >>> measure_of({"name": "items.trust"}, "question:calm@exit"), measure_of({"name": "questions"}, "question:age")
    ('trust', 'age')
    """
    parts = _parts(of)
    if "scale" in parts:
        return parts["scale"]
    question = parts.get("question", "").partition("@")[0]
    return str(chart["name"]).partition(".")[2] or question


def quantity_of(chart: Mapping[str, Any], of: str, last_wave: str) -> str:
    """By what a study knows the thirds that marks of a chart stand at; '' where there are no voices of a third.

    >>> quantity_of({"name": "change"}, "scale:trust", "exit"), quantity_of({"name": "scores"}, "scale:trust", "exit")
    ('trust.change.', 'trust.score.exit')
    >>> quantity_of({"name": "items.trust"}, "question:calm", "exit")
    ''
    """
    parts, kind = _parts(of), str(chart["name"]).partition(".")[0]
    if "scale" not in parts or kind not in (CHANGE, *OF_SCORES):
        return ""
    return f"{parts['scale']}.change." if kind == CHANGE else f"{parts['scale']}.score.{parts.get('wave', last_wave)}"


def shown_in(chart: Mapping[str, Any], labels: Mapping[str, str]) -> tuple[str, ...]:
    """The scales and questions of which a chart shows something; ``labels``: what each is called in its table.

    A scale that is closed in a chart of all scales, and a question whose answers are not told, is none of them.
    """
    kind, _, scale = str(chart["name"]).partition(".")
    if chart["why_not"]:
        return ()
    if scale:
        return (scale,)
    if kind in OF_EACH_SCALE:
        told = (
            each["scale"] for each in chart.get("estimates", ()) if each.get("scale") and each.get("value") is not None
        )
        return tuple(dict.fromkeys(str(each) for each in told))
    rows = {str(row[0]) for row in chart["table"]["rows"] if len(row) > 2 and row[2] is not None}
    return tuple(name for name, label in labels.items() if kind == "questions" and label in rows)


def _parts(of: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in of.split("|"))
    return {name: value for name, colon, value in pairs if colon}
