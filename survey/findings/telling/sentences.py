"""The one-sentence finding of a chart, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from analysis.charts.chart import BETWEEN, Chart
from analysis.results import Cell
from survey.findings.telling.planned_sentences import SENTENCES as PLANNED
from survey.findings.telling.texts import AT, Texts

Values = Mapping[str, Cell]
WAYS = ("rose", "fell", "unclear", "unknown")


def sentence_of(chart: Chart, texts: Texts) -> str:
    """What stands out in a chart; raises ``KeyError`` for a finding without a sentence."""
    return SENTENCES[chart.finding.key](texts, chart.finding.values)


def _keys(value: Cell) -> list[str]:
    return [] if value is None else str(value).split(BETWEEN)


def _names(texts: Texts, value: Cell) -> str:
    """The texts of one or more keys, in one sentence."""
    return texts.tongue.listed([texts[key] for key in _keys(value)])


def _quoted(texts: Texts, value: Cell) -> str:
    """A question, without its wave, or its answers in quotation marks, without a full stop at their end."""
    return " / ".join(texts.tongue.quoted(texts[key.partition(AT)[0]].rstrip(" .。")) for key in _keys(value))


def _percent(texts: Texts, value: Cell) -> str:
    """A share that is given in percent already."""
    return texts.tongue.percent(_number(value) / 100)


def _number(value: Cell) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _count(texts: Texts, value: Cell) -> str:
    return texts.tongue.number(_number(value), 0)


def _ways(texts: Texts, values: Values) -> Iterator[str]:
    """Which scales went which way."""
    tongue = texts.tongue
    for way in WAYS:
        if values.get(way) is None:
            continue
        scales = _names(texts, values[way])
        if way == "rose":
            yield tongue.gettext("a rise in %(scales)s", scales=scales)
        elif way == "fell":
            yield tongue.gettext("a fall in %(scales)s", scales=scales)
        elif way == "unclear":
            yield tongue.gettext("no clear change in %(scales)s", scales=scales)
        else:
            yield tongue.gettext("too few answers for %(scales)s", scales=scales)


def _looking_back(texts: Texts, values: Values) -> str:
    told = texts.tongue.gettext("; ").join(_ways(texts, values))
    sentence = texts.tongue.gettext("Looking back, people perceive %(ways)s.", ways=told)
    return f"{sentence} {_claim(texts, values)}".rstrip()


def _between_waves(texts: Texts, values: Values) -> str:
    told = texts.tongue.gettext("; ").join(_ways(texts, values))
    sentence = texts.tongue.gettext("Between the first and the last time there was %(ways)s.", ways=told)
    return f"{sentence} {_claim(texts, values)}".rstrip()


def _claim(texts: Texts, values: Values) -> str:
    """What cannot be claimed is said in the finding itself."""
    if values.get("comparison"):
        return texts.tongue.gettext("These are changes of everyone together; groups are compared elsewhere.")
    return texts.tongue.gettext("Without a comparison group, nobody can say where this change comes from.")


def _one_score(texts: Texts, values: Values) -> str:
    return texts.tongue.gettext(
        "%(scale)s: %(mean)s points on average, of %(people)s people.",
        scale=_names(texts, values["highest"]),
        mean=texts.tongue.number(_number(values["highest_mean"])),
        people=_count(texts, values["n"]),
    )


def _ends_of_scores(texts: Texts, values: Values) -> str:
    sentence = texts.tongue.gettext(
        "Highest on average is %(highest)s (%(high)s points), lowest is %(lowest)s (%(low)s points).",
        highest=_names(texts, values["highest"]),
        high=texts.tongue.number(_number(values["highest_mean"])),
        lowest=_names(texts, values["lowest"]),
        low=texts.tongue.number(_number(values["lowest_mean"])),
    )
    if len(texts.columns.record.waves) == 1:
        return sentence
    return texts.tongue.gettext("%(wave)s – %(sentence)s", wave=_names(texts, values["wave"]), sentence=sentence)


def _spread(texts: Texts, values: Values) -> str:
    tongue = texts.tongue
    return tongue.gettext(
        "Half of the people score between %(low)s and %(high)s points; the one in the middle has %(median)s.",
        low=tongue.number(_number(values["lower_quartile"])),
        high=tongue.number(_number(values["upper_quartile"])),
        median=tongue.number(_number(values["median"])),
    )


def _interviewed(texts: Texts, values: Values) -> str:
    unheard = values.get("unheard")
    if unheard is None:
        heard = texts.tongue.gettext("The linked interviews cover all three thirds.")
    else:
        heard = texts.tongue.gettext(
            "No interview that may be linked comes from: %(thirds)s.", thirds=_names(texts, unheard)
        )
    return f"{_spread(texts, values)} {heard}"


def _most_chosen(texts: Texts, values: Values) -> str:
    return texts.tongue.gettext(
        "The answer chosen most is %(answer)s to %(question)s: %(share)s.",
        answer=_quoted(texts, values["options"]),
        question=_quoted(texts, values["question"]),
        share=_percent(texts, values["share"]),
    )


def _ends_of_items(texts: Texts, values: Values) -> str:
    return texts.tongue.gettext(
        "Most at one end: %(share)s answered %(answer)s to %(question)s; most at the other: %(other_share)s answered "
        "%(other_answer)s to %(other_question)s.",
        share=_percent(texts, values["agreeing_share"]),
        answer=_quoted(texts, values["agreeing_options"]),
        question=_quoted(texts, values["agreeing_question"]),
        other_share=_percent(texts, values["opposite_share"]),
        other_answer=_quoted(texts, values["opposite_options"]),
        other_question=_quoted(texts, values["opposite_question"]),
    )


def _beside_register(texts: Texts, values: Values) -> str:
    tongue = texts.tongue
    return tongue.gettext(
        "The largest difference is in %(variable)s: %(category)s are %(respondents)s of those who answered and "
        "%(register)s of the register (%(difference)s percentage points; %(people)s of %(all)s people).",
        variable=_names(texts, values["variable"]),
        category=_quoted(texts, values["category"]),
        respondents=_percent(texts, values["respondents_percent"]),
        register=_percent(texts, values["register_percent"]),
        difference=tongue.signed(_number(values["difference"])),
        people=_count(texts, values["respondents"]),
        all=_count(texts, values["register"]),
    )


def _merged_flow(texts: Texts, values: Values) -> str:
    return texts.tongue.gettext(
        "Of %(people)s people invited, neighbouring steps are told together.", people=_count(texts, values["base"])
    )


def _submitted(texts: Texts, values: Values) -> str:
    return texts.tongue.gettext(
        "%(sent)s of %(people)s people invited sent their answers: %(share)s.",
        sent=_count(texts, values["submitted"]),
        people=_count(texts, values["base"]),
        share=_percent(texts, values["share"]),
    )


def _waves(texts: Texts, values: Values) -> str:
    return texts.tongue.gettext(
        "%(first)s: %(sent)s of %(people)s people sent their answers (%(share)s); %(last)s: %(last_sent)s of "
        "%(last_people)s (%(last_share)s).",
        first=_names(texts, values["wave"]),
        sent=_count(texts, values["submitted"]),
        people=_count(texts, values["base"]),
        share=_percent(texts, values["share"]),
        last=_names(texts, values["last_wave"]),
        last_sent=_count(texts, values["last_submitted"]),
        last_people=_count(texts, values["last_base"]),
        last_share=_percent(texts, values["last_share"]),
    )


def _nothing(texts: Texts, values: Values) -> str:
    return texts.tongue.gettext("Nothing can be shown here: %(reason)s.", reason=_names(texts, values["reason"]))


def _slope(texts: Texts, values: Values) -> str:
    """Where one person stood at the first time and at the last."""
    told = {name: texts[str(values[name])] for name in ("first", "before", "last", "after")}
    return texts.tongue.gettext("%(first)s: %(before)s. %(last)s: %(after)s.", **told)


SENTENCES: Mapping[str, Callable[[Texts, Values], str]] = {
    "slope": _slope,
    "changes_looking_back": _looking_back,
    "changes_between_waves": _between_waves,
    "scores_one": _one_score,
    "scores_ends": _ends_of_scores,
    "distribution_spread": _spread,
    "distribution_interviewed": _interviewed,
    "items_most_chosen": _most_chosen,
    "items_ends": _ends_of_items,
    "register_difference": _beside_register,
    "flow_merged": _merged_flow,
    "flow_submitted": _submitted,
    "flow_waves": _waves,
    "nothing_to_show": _nothing,
    **PLANNED,
}
"""How each finding is said, by its key."""
