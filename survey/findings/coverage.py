"""How far the interviews cover everyone: each strip with its parts and gaps, told in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey.findings import kept, standing
from survey.findings.current import current
from survey.findings.heard import OF_REGISTER, OF_SCALE, Part, Strip, strips
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue
from survey.findings.telling.why import why_not
from survey.store import studies, transcripts
from survey.store.studies import StudyRecord

SEVERAL = 3
"""From so many categories on that are told together, they are called «other»."""


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The strips of a study, with how many people were interviewed and how many of them may be placed."""
    record = studies.study_named(words["study"])
    texts = Texts(kept.columns(record), Tongue(words["language"]))
    interviews = transcripts.interviews(record.id)
    people = {_person(each.participant, each.number) for each in interviews}
    linked = {each.participant for each in transcripts.linked(record.id)}
    as_of = kept.columns(record).version.as_of
    return {
        "interviewed": len(people),
        "linked": len(linked),
        "as_of": None if as_of is None else as_of.isoformat(),
        "strips": [told(each, texts, record) for each in found(record)],
    }


def found(record: StudyRecord) -> tuple[Strip, ...]:
    """The strips of the answers, the register and the interviews there are now."""
    now, links = current(record), transcripts.linked(record.id)
    held = tuple((_person(each.participant, each.number), each.wave) for each in transcripts.interviews(record.id))
    key = ("coverage", now.material.columns.version.token, links, held)
    return kept.once(record.name, key, lambda: strips(now, {each.participant for each in links}, held))


def told(strip: Strip, texts: Texts, record: StudyRecord) -> dict[str, Any]:
    """A strip in words."""
    return {
        "kind": strip.kind,
        "label": label(strip, texts, record),
        "why_not": why_not(texts.tongue, strip.why_not, record),
        "placed": strip.placed,
        "parts": [
            {
                "key": part.keys[0],
                "label": part_label(part, texts),
                "answered": part.answered,
                "interviewed": part.interviewed,
                "expected": part.expected,
                "gap": part.gap,
                "lacking": part.lacking,
            }
            for part in strip.parts
        ],
    }


def label(strip: Strip, texts: Texts, record: StudyRecord) -> str:
    """What a strip is of: a scale and what of it, a variable of the register, or the time of measurement."""
    if strip.kind == OF_SCALE:
        of = standing.label(texts, *strip.of, several=len(record.waves) > 1)
        return f"{texts[f'scale:{strip.name}']} ({of})"
    return texts[f"variable:{strip.name}"] if strip.kind == OF_REGISTER else texts.tongue.gettext("Wave")


def part_label(part: Part, texts: Texts) -> str:
    """What a part is called."""
    return " / ".join(texts[key] for key in part.keys) if len(part.keys) < SEVERAL else texts["other"]


def _person(participant: int | None, number: int) -> int:
    """Whose interview it is; nobody's is one person."""
    return -number if participant is None else participant
