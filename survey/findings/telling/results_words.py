"""What a results page says of itself: its title, what may be claimed, when the plan was made, titles of its tables."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from analysis.comparison.wording import BY_NEED, WAITING_LIST, may_say_effect
from survey.findings.planned.results import Lock
from survey.findings.telling.part_names import read_name
from survey.findings.telling.texts import Texts
from survey.findings.telling.titles import contrast_in
from survey.findings.telling.tongue import N_, Tongue

POST_ONLY = "post_only"
PARTS: Mapping[str, str] = {
    "primary": N_("primary outcome"),
    "secondary": N_("secondary outcome"),
    "exploratory": N_("exploratory outcome"),
}
TITLES: Mapping[str, str] = {
    "lost": N_("%(scale)s: if those who were lost had fared otherwise"),
    "kept": N_("%(scale)s: who answered again, and who did not"),
    "reliability": N_("%(scale)s: how well the questions measure"),
    "looking_back": N_("%(scale)s: the change measured, and the change felt"),
    "important": N_("%(scale)s: who changed by as much as the plan calls important"),
    "balance": N_("%(scale)s: how alike the groups are"),
    "weighting": N_("The weights, and what they cost"),
    "evenness": N_("How even the answers are, by what the register knows"),
}


def title_of_page(tongue: Tongue, *, effect: bool) -> str:
    """«What changed»; «Effect» only where the design allows that word."""
    return tongue.gettext("Effect") if effect else tongue.gettext("What changed")


def claim_of(tongue: Tongue, design: str, assigned: str, *, has_arms: bool) -> str:
    """What may be claimed under a design, and what may not."""
    if may_say_effect(design, assigned=assigned):
        return tongue.gettext(
            "Chance decided who came into which group: a difference between the groups can be called an effect of the "
            "support, within its interval."
        )
    if design == BY_NEED:
        return tongue.gettext(
            "The groups were formed by need. They differ in more than the support: a difference between them does not "
            "show what the support did."
        )
    if design == WAITING_LIST and has_arms:
        return tongue.gettext(
            "It is not said that chance decided who had to wait: a difference between the groups may come from who is "
            "in them."
        )
    if design == POST_ONLY:
        return tongue.gettext(
            "People were asked once. This page tells how they are now and what they feel has changed; nothing was "
            "measured before."
        )
    return tongue.gettext(
        "This page tells what changed during the support. Without a comparison group, nobody can say where a change "
        "comes from."
    )


def lock_told(texts: Texts, lock: Lock | None) -> str:
    """Whether the plan was made before the answers, as far as it can be shown."""
    tongue = texts.tongue
    if lock is None:
        return tongue.gettext("The plan is not locked: nothing shows that it was made before the answers.")
    day = _day(tongue, lock.at)
    if lock.late:
        waves = tongue.listed([texts[f"wave:{wave}"] for wave in lock.late])
        told = tongue.gettext(
            "The plan was locked on %(day)s, after the first answers (%(waves)s): it may have been made with answers "
            "in sight.",
            day=day,
            waves=waves,
        )
    else:
        told = tongue.gettext("The plan was locked on %(day)s, before the first answers.", day=day)
    changed = "" if lock.matches else tongue.gettext("It was changed since.")
    return f"{told} {changed}".rstrip()


def part_told(texts: Texts, part: str, *, planned: bool, lock: Lock | None) -> str:
    """Where an outcome stands in the plan: «as planned on …», or not in it."""
    tongue = texts.tongue
    if not planned:
        return tongue.gettext("not in the plan: exploratory")
    told = tongue.gettext(PARTS[part])
    if lock is None or not lock.matches:
        return tongue.gettext("in the plan: %(part)s", part=told)
    if lock.late:
        return tongue.gettext(
            "as planned on %(day)s, after the first answers: %(part)s", day=_day(tongue, lock.at), part=told
        )
    return tongue.gettext("as planned on %(day)s: %(part)s", day=_day(tongue, lock.at), part=told)


def table_title(texts: Texts, name: str) -> str:
    """The title of a table without a picture."""
    named = read_name(name)
    label = texts[f"scale:{named.scale}"] if named.scale else ""
    title = texts.tongue.gettext(TITLES[named.kind], **({"scale": label} if named.scale else {}))
    if named.waves is None:
        return title
    return texts.tongue.gettext("%(title)s, %(contrast)s", title=title, contrast=contrast_in(texts, named.waves))


def _day(tongue: Tongue, at: str) -> str:
    return tongue.day(datetime.datetime.fromisoformat(at).date())
