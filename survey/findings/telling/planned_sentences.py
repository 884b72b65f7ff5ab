"""The one-sentence findings of the charts that a plan asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analysis.charts.rendering import UNBROKEN
from analysis.results import Cell
from survey.findings.telling.contrasts import parts_of
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import N_

Values = Mapping[str, Cell]
HIGHER, LOWER, UNCLEAR, WITHOUT = "forest_higher", "forest_lower", "forest_unclear", "forest_without_interval"
FELT = ("felt_change",)
OF_CHANGE = {
    HIGHER: N_("Between %(first)s and %(last)s the score rose by %(size)s points on average (%(interval)s)."),
    LOWER: N_("Between %(first)s and %(last)s the score fell by %(size)s points on average (%(interval)s)."),
    UNCLEAR: N_("Between %(first)s and %(last)s there is no clear change: %(value)s points on average (%(interval)s)."),
    WITHOUT: N_("Between %(first)s and %(last)s the score changed by %(value)s points on average (%(interval)s)."),
}
OF_FEELING = {
    HIGHER: N_("Looking back, people feel %(size)s points higher than before on average (%(interval)s)."),
    LOWER: N_("Looking back, people feel %(size)s points lower than before on average (%(interval)s)."),
    UNCLEAR: N_("Looking back, people feel no clear change: %(value)s points on average (%(interval)s)."),
    WITHOUT: N_("Looking back, people feel a change of %(value)s points on average (%(interval)s)."),
}
OF_ARMS = {
    HIGHER: N_("%(figure)s: %(first)s stands %(size)s points higher than %(last)s on average (%(interval)s)."),
    LOWER: N_("%(figure)s: %(first)s stands %(size)s points lower than %(last)s on average (%(interval)s)."),
    UNCLEAR: N_("%(figure)s: no clear difference between %(first)s and %(last)s: %(value)s points (%(interval)s)."),
    WITHOUT: N_("%(figure)s: %(first)s and %(last)s are %(value)s points apart on average (%(interval)s)."),
}


def _number(value: Cell) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _count(texts: Texts, value: Cell) -> str:
    return texts.tongue.number(_number(value), 0)


def _percent(texts: Texts, value: Cell) -> str:
    return unbroken(texts.tongue.percent(_number(value) / 100))


def unbroken(told: str) -> str:
    """A number and its sign stay on one line."""
    return told.replace(" ", UNBROKEN)


def interval_told(texts: Texts, values: Values) -> str:
    """How sure a figure is and how many people stand behind it, as it is read aloud."""
    tongue = texts.tongue
    people = tongue.ngettext("%(num)s person", "%(num)s people", int(_number(values["n"])))
    if values["interval_low"] is None or values["interval_high"] is None:
        return tongue.gettext("no interval can be given; %(people)s", people=people)
    return tongue.gettext(
        "%(level)s interval from %(low)s to %(high)s; %(people)s",
        level=unbroken(tongue.percent(_number(values["level"]))),
        low=tongue.signed(_number(values["interval_low"])),
        high=tongue.signed(_number(values["interval_high"])),
        people=people,
    )


def _forest(key: str) -> Callable[[Texts, Values], str]:
    def told(texts: Texts, values: Values) -> str:
        tongue, contrast = texts.tongue, parts_of(str(values["contrast"]))
        said = {
            "value": tongue.signed(_number(values["value"])),
            "size": tongue.number(abs(_number(values["value"]))),
            "interval": interval_told(texts, values),
        }
        if contrast.arm:
            said |= {"figure": texts[f"estimand:{values['estimand']}"]}
            said |= {"first": tongue.quoted(texts[contrast.arm]), "last": tongue.quoted(texts[contrast.reference])}
            return tongue.gettext(OF_ARMS[key], **said)
        if values["estimand"] in FELT:
            return tongue.gettext(OF_FEELING[key], **said)
        if contrast.from_wave:
            said |= {"first": tongue.quoted(texts[contrast.from_wave]), "last": tongue.quoted(texts[contrast.wave])}
            return tongue.gettext(OF_CHANGE[key], **said)
        return tongue.gettext(
            "The score is %(mean)s points on average (%(interval)s).",
            mean=tongue.number(_number(values["value"])),
            interval=said["interval"],
        )

    return told


def _subgroups(texts: Texts, values: Values) -> str:
    return texts.tongue.ngettext(
        "%(num)s group of people is shown. Fewer people stand behind it, so its interval is wider.",
        "%(num)s groups of people are shown. Fewer people stand behind each, so their intervals are wider; whether two "
        "of them differ was not tested.",
        int(_number(values["groups"])),
    )


def _paired(texts: Texts, values: Values) -> str:
    return texts.tongue.gettext(
        "Of %(n)s people with both scores, %(rose)s scored higher (%(rose_percent)s), %(unchanged)s the same and "
        "%(fell)s lower (%(fell_percent)s).",
        n=_count(texts, values["n"]),
        rose=_count(texts, values["rose"]),
        rose_percent=_percent(texts, values["rose_percent"]),
        unchanged=_count(texts, values["unchanged"]),
        fell=_count(texts, values["fell"]),
        fell_percent=_percent(texts, values["fell_percent"]),
    )


def _individual_ways(texts: Texts, values: Values) -> str:
    return texts.tongue.gettext(
        "Of %(n)s people with both scores, %(improved)s scored higher, %(unchanged)s the same and %(deteriorated)s "
        "lower.",
        **{name: _count(texts, values[name]) for name in ("n", "improved", "unchanged", "deteriorated")},
    )


def _individual_reliable(texts: Texts, values: Values) -> str:
    tongue = texts.tongue
    counts = {name: _count(texts, values[name]) for name in ("n", "improved", "deteriorated")}
    sentence = tongue.gettext(
        "Of %(n)s people, %(improved)s rose (%(improved_percent)s) and %(deteriorated)s fell "
        "(%(deteriorated_percent)s) by more than measurement error explains, that is by more than %(threshold)s "
        "points.",
        **counts,
        improved_percent=_percent(texts, values["improved_percent"]),
        deteriorated_percent=_percent(texts, values["deteriorated_percent"]),
        threshold=tongue.number(_number(values["threshold"])),
    )
    basis = tongue.gettext(
        "Error alone would show about %(by_error)s of people in each direction. Reliability used: %(reliability)s, "
        "%(value)s.",
        by_error=unbroken(f"{tongue.number(_number(values['by_error_percent']))} %"),
        reliability=texts[f"reliability:{values['reliability_name']}"],
        value=tongue.number(_number(values["reliability"]), 2),
    )
    return f"{sentence} {basis}"


def _felt(told: Callable[[Texts, Values], str]) -> Callable[[Texts, Values], str]:
    def felt(texts: Texts, values: Values) -> str:
        whose = texts.tongue.gettext("This is the change that people feel, looking back.")
        return f"{whose} {told(texts, values)}"

    return felt


SENTENCES: Mapping[str, Callable[[Texts, Values], str]] = {
    **{key: _forest(key) for key in (HIGHER, LOWER, UNCLEAR, WITHOUT)},
    "forest_subgroups": _subgroups,
    "paired_ways": _paired,
    "individual_ways": _individual_ways,
    "individual_reliable": _individual_reliable,
    "felt_individual_ways": _felt(_individual_ways),
    "felt_individual_reliable": _felt(_individual_reliable),
}
"""How each finding of a plan's chart is said, by its key."""
