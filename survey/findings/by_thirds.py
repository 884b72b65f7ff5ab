"""Which interviews, of those whose consent says link, come from each third of everyone, for researchers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.charts.marks import BANDS
from survey.findings import kept, standing
from survey.findings.current import Current, current
from survey.findings.interviewed import quantities
from survey.findings.populations import EVERYONE
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue
from survey.findings.thirds import marks_of
from survey.store import studies, transcripts
from survey.store.transcripts import LinkedInterview

Members = Mapping[str, list[int]]
Placed = tuple[tuple[tuple[str, str, str, str], Members], ...]
"""What people stand on, with the interviews of each third."""


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """Each third of each quantity that has thirds, with its interviews; one without interviews is there, too."""
    record = studies.study_named(words["study"])
    links = transcripts.linked(record.id)
    if not links:
        return {"thirds": []}
    found = current(record)
    key = ("by thirds", found.material.columns.version.token, links)
    placed = kept.once(record.name, key, lambda: _placed(found, links))
    texts = Texts(kept.columns(record), Tongue(words["language"]))
    return {
        "thirds": [
            {
                "key": f"{scale}.{of}.{wave}.{band}",
                "scale_label": texts[f"scale:{scale}"],
                "label": standing.label(texts, of, wave, several=len(record.waves) > 1),
                "band_label": texts[f"band:{band}"],
                "interviews": members[band],
            }
            for (scale, of, wave, _chart), members in placed
            for band in BANDS
        ]
    }


def _placed(found: Current, links: tuple[LinkedInterview, ...]) -> Placed:
    everybody = {link.participant: link.participant for link in links}
    placed: list[tuple[tuple[str, str, str, str], Members]] = []
    for place, quantity in quantities(found.material, found.protection):
        marks = marks_of(found.material, found.protection, EVERYONE, quantity, everybody)
        thirds = {mark.interview: mark.band for mark in marks if mark.band}
        if thirds:
            of_band: Members = {
                band: [each.number for each in links if thirds.get(each.participant) == band] for band in BANDS
            }
            placed.append((place, of_band))
    return tuple(placed)
