"""Where the person of an interview stands, for researchers, where the interview's consent says link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey.findings import kept
from survey.findings.current import current
from survey.findings.interviewed import standings
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue
from survey.findings.telling.why import why_not
from survey.store import studies, transcripts


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The thirds of one interview's person, scale by scale; none without the consent."""
    record = studies.study_named(words["study"])
    link = next((each for each in transcripts.linked(record.id) if each.number == words["interview"]), None)
    if link is None:
        return {"standing": []}
    texts = Texts(kept.columns(record), Tongue(words["language"]))
    found = current(record)
    return {
        "standing": [
            {
                "scale": each.scale,
                "of": each.of,
                "wave": each.wave,
                "chart": each.chart,
                "scale_label": texts[f"scale:{each.scale}"],
                "label": label(texts, each.of, each.wave, several=len(record.waves) > 1),
                "band": each.mark.band,
                "band_label": texts[f"band:{each.mark.band}"] if each.mark.band else "",
                "why_not": why_not(texts.tongue, each.mark.why_not, record),
            }
            for each in standings(found.material, found.protection, link)
        ]
    }


def label(texts: Texts, of: str, wave: str, *, several: bool) -> str:
    """What of a scale somebody stands on: the score of a wave, or the change."""
    if of == "score":
        return texts[f"wave:{wave}"] if several else texts.tongue.gettext("score")
    return texts.tongue.gettext("change") if several else texts.tongue.gettext("change, looking back")
