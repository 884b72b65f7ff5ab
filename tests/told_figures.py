"""A figure process that computes nothing: it tells the dashboard that a test wrote into the instance folder."""

from __future__ import annotations

import base64
import gzip
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from survey.findings import process

Words = Mapping[str, Any]
FILE = "told.json"


def dashboard(words: Words) -> Words:
    """What was written, for whom it was asked; marks are for researchers alone."""
    told = json.loads(Path(os.environ["JALON_INSTANCE"], FILE).read_text("utf-8"))
    charts = [chart if words["audience"] == "researcher" else chart | {"marks": []} for chart in told["charts"]]
    return {**told, **words, "charts": charts}


def page(words: Words) -> Words:
    """The same without its pictures."""
    told = dashboard(words)
    return {**told, "charts": [each | {"plotly": each["plotly"] and {}} for each in told["charts"]]}


def figures(words: Words) -> Words:
    """The same as compressed JSON."""
    text = json.dumps(dashboard(words), allow_nan=False)
    return {"gzip": base64.b64encode(gzip.compress(text.encode())).decode()}


def chart(words: Words) -> Words:
    """A picture that says its name."""
    return {"svg": f'<svg xmlns="http://www.w3.org/2000/svg"><title>{words["chart"]}</title></svg>'}


def standing(words: Words) -> Words:
    """Everybody stands high."""
    third = {"scale": "wellbeing", "label": "change", "band": "high", "band_label": "highest third", "why_not": ""}
    return {"standing": [third | {"of": "change", "wave": "", "chart": "change", "scale_label": "Wellbeing"}]}


def by_thirds(words: Words) -> Words:
    """The person of the first interview stands high, nobody else is linked."""
    told = {"scale_label": "Wellbeing", "label": "change"}
    bands = {"low": [], "middle": [], "high": [1]}
    keys = [
        {"key": f"wellbeing.change..{band}", "band_label": f"{band} third", "interviews": numbers}
        for band, numbers in bands.items()
    ]
    return {"thirds": [told | each for each in keys]}


def results(words: Words) -> Words:
    """A page of one outcome, whose charts are those of the dashboard."""
    told = page({**words, "filters": {}})
    outcome = {"name": "wellbeing", "label": "Wellbeing", "part": "in the plan", "sentence": "Wellbeing rose."}
    more = {"cautions": ["Take care."], "assumptions": ["Nothing else."], "parts": told["charts"]}
    head = {"title": "What changed", "claim": "No comparison.", "plan": "Not locked.", "cautions": ["Be slow."]}
    return {**told, **head, "who": [], "outcomes": [outcome | more]}


def results_figures(words: Words) -> Words:
    """The same as compressed JSON."""
    return figures({**words, "filters": {}})


QUESTIONS = {
    "dashboard": dashboard,
    "page": page,
    "figures": figures,
    "chart": chart,
    "standing": standing,
    "by thirds": by_thirds,
    "results": results,
    "results figures": results_figures,
    "results chart": chart,
}

if __name__ == "__main__":
    process.ANSWERING = "told_figures"
    process.main()
