"""The titles of charts, in plain words."""

from __future__ import annotations

from survey.findings.frozen import Shown
from survey.findings.telling.contrasts import key_of
from survey.findings.telling.part_names import read_name
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import N_
from survey.store.studies import StudyRecord

PLANNED = {
    "forest": N_("%(scale)s: the figures of the plan"),
    "subgroups": N_("%(scale)s: the same within groups of people"),
    "paired_change": N_("%(scale)s: each person, from the first time to the last"),
    "individual_change": N_("%(scale)s: who changed, and by how much"),
    "felt_change": N_("%(scale)s: who feels a change, looking back, and how large"),
}
"""The charts of a results page, by the first word of their name."""
OF_ONE_CHANGE = {
    "paired_change": N_("%(scale)s: each person, %(contrast)s"),
    "individual_change": N_("%(scale)s: who changed, and by how much, %(contrast)s"),
}
"""Those of one of several changes."""


def contrast_in(texts: Texts, waves: tuple[str, str]) -> str:
    """Between which two times, earlier and later."""
    return texts[key_of(waves[1], waves[0])]


def scale_in(name: str) -> str | None:
    """The scale in the name of a chart: ``items.wellbeing``; None for a chart of all scales."""
    return read_name(name).scale or None


def title_of(shown: Shown, texts: Texts, record: StudyRecord) -> str:
    """The title of a chart; what people perceive looking back is called so."""
    tongue = texts.tongue
    named = read_name(shown.name)
    kind, scale = named.kind, scale_in(shown.name)
    label = texts[f"scale:{scale}"] if scale else ""
    several = len(record.waves) > 1
    wave = texts[f"wave:{record.waves[-1].name}"]
    if kind == "change":
        between = tongue.gettext("What changed between the first and the last time")
        return between if several else tongue.gettext("The change that people perceive, looking back")
    if named.waves is not None:
        return tongue.gettext(OF_ONE_CHANGE[kind], scale=label, contrast=contrast_in(texts, named.waves))
    if kind in PLANNED:
        return tongue.gettext(PLANNED[kind], scale=label)
    if kind == "distribution":
        if several:
            return tongue.gettext("%(scale)s: how scores are spread (%(wave)s)", scale=label, wave=wave)
        return tongue.gettext("%(scale)s: how scores are spread", scale=label)
    if kind == "items":
        return tongue.gettext("%(scale)s: answer by answer", scale=label)
    if kind == "questions":
        return tongue.gettext("Other questions: answer by answer")
    if kind == "scores":
        return tongue.gettext("Scores of all scales")
    if kind == "register":
        return tongue.gettext("Who answered, beside the register")
    return tongue.gettext("From the invitation to the answers sent")
