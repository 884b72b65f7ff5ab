"""How the figures of a report came about, in words: design, plan, questions and scores, estimators, weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.charts.chart import Chart
from analysis.results import Estimate
from survey.findings.report.basis import Basis
from survey.findings.report.printed import Column, Printed
from survey.findings.results_page.told import charts_in
from survey.findings.telling.contrasts import key_of
from survey.findings.telling.results_words import PARTS, claim_of, lock_told
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import N_
from survey.instrument.definition import Scale
from survey.instrument.plan import Contrast, contrasts_of

DESIGNS: Mapping[str, str] = {
    "post_only": N_("People were asked once. Nothing was measured before the support."),
    "before_after": N_("The same people were asked at several times: each person is compared with themselves."),
    "randomised": N_("Chance decided who came into which group. The groups are compared with each other."),
    "waiting_list": N_("Some people were supported first, the others waited. The groups are compared meanwhile."),
    "by_need": N_("Need decided who came into which group. The groups are made alike in what is known of people."),
}
WEIGHTED: Mapping[str, str] = {
    "raking": N_("one characteristic after the other, until all fit"),
    "post_stratification": N_("all characteristics crossed"),
    "calibration": N_("all characteristics at once"),
    "given": N_("weights that came with the answers"),
}
ADJUSTED: Mapping[tuple[str, str], str] = {
    ("primary", "holm"): N_("The p values of primary outcomes are adjusted by the method of Holm."),
    ("primary", "none"): N_("The p values of primary outcomes are not adjusted, although there may be several."),
    ("others", "benjamini_hochberg"): N_(
        "Those of the other outcomes are adjusted by the method of Benjamini and Hochberg."
    ),
    ("others", "none"): N_("Those of the other outcomes are not adjusted."),
}
CLUSTERS: Mapping[str, str] = {
    "household": N_("People of one household are alike: the intervals allow for it."),
    "worker": N_("People of one social worker are alike: the intervals allow for it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of the methods: its title, sentences, points, tables."""

    name: str
    title: str
    sentences: Sequence[str] = ()
    points_title: str = ""
    points: Sequence[str] = ()
    table: Printed | None = None


def methods_of(basis: Basis, texts: Texts) -> tuple[Passage, ...]:
    """Every passage, in the order of a report."""
    return (
        _design(basis, texts),
        _plan(basis, texts),
        _scores(texts),
        _estimators(basis, texts),
        _weights(basis, texts),
    )


def _design(basis: Basis, texts: Texts) -> Passage:
    tongue, study, page = texts.tongue, basis.record.study, basis.page
    sentences = [tongue.gettext(DESIGNS[page.design])] if page.design in DESIGNS else []
    waves = tongue.listed([tongue.quoted(texts[f"wave:{wave.name}"]) for wave in study.waves])
    sentences.append(tongue.gettext("Times of measurement: %(waves)s.", waves=waves))
    if page.has_arms and study.arms:
        arms = tongue.listed([tongue.quoted(texts[f"arm:{arm.name}"]) for arm in study.arms])
        sentences.append(tongue.gettext("Groups: %(arms)s.", arms=arms))
    sentences.append(claim_of(tongue, page.design, page.assigned, has_arms=page.has_arms))
    return Passage(name="design", title=tongue.gettext("How the study is made"), sentences=sentences)


def _plan(basis: Basis, texts: Texts) -> Passage:
    tongue, plan = texts.tongue, basis.record.study.plan
    sentences = [lock_told(texts, basis.page.lock)]
    if plan.subgroups:
        names = _variables(texts, plan.subgroups)
        sentences.append(tongue.gettext("Told again for groups of people by: %(names)s.", names=names))
    for scale, points in plan.important_change.items():
        sentences.append(
            tongue.gettext(
                "%(scale)s: a change of %(points)s points or more counts as one that matters.",
                scale=texts[f"scale:{scale}"],
                points=tongue.number(points, 0 if float(points).is_integer() else 1),
            )
        )
    part, outcome = tongue.gettext("part of the plan"), tongue.gettext("outcome")
    rows = tuple((texts[f"scale:{name}"], tongue.gettext(PARTS[each])) for each, name in plan.outcomes())
    compared = [texts[_key(each)] for each in _contrasts(basis)]
    return Passage(
        name="plan",
        title=tongue.gettext("What was planned"),
        sentences=sentences,
        points_title=tongue.gettext("What is compared:"),
        points=compared,
        table=Printed(tongue.gettext("The outcomes of the plan"), (Column(outcome), Column(part)), rows)
        if rows
        else None,
    )


def _contrasts(basis: Basis) -> tuple[Contrast, ...]:
    study = basis.record.study
    waves, arms = [each.name for each in study.waves], [each.name for each in study.arms]
    return contrasts_of(study.plan, study.design, waves, arms)


def _key(contrast: Contrast) -> str:
    arms = (contrast.arm, str(contrast.reference)) if contrast.arm is not None else None
    return key_of(contrast.wave, contrast.from_wave or "", arms)


def _scores(texts: Texts) -> Passage:
    tongue = texts.tongue
    sentences = [
        tongue.gettext(
            "A score is the average of the questions that somebody answered, put on the range shown. Questions that "
            "are put the other way round are turned."
        ),
        tongue.gettext(
            "Whoever answered fewer questions than the least number has no score: this person counts as missing, "
            "never as zero, and nothing is filled in."
        ),
        tongue.gettext("Beside each figure stand n, the people who count, and how many are missing."),
    ]
    columns = (
        Column(tongue.gettext("scale")),
        Column(tongue.gettext("questions"), numeric=True),
        Column(tongue.gettext("turned"), numeric=True),
        Column(tongue.gettext("least answered"), numeric=True),
        Column(tongue.gettext("range")),
        Column(tongue.gettext("where it comes from")),
    )
    rows = tuple(_scale_row(each, texts) for each in _scales(texts).values())
    return Passage(
        name="scores",
        title=tongue.gettext("Questions and scores"),
        sentences=sentences,
        table=Printed(tongue.gettext("The scales"), columns, rows) if rows else None,
    )


def _scales(texts: Texts) -> dict[str, Scale]:
    """Every scale, as the newest questionnaire has it."""
    versions = reversed(texts.columns.questionnaires)
    return {scale.name: scale for version in versions for scale in version.questionnaire.scales}


def _scale_row(scale: Scale, texts: Texts) -> tuple[str, ...]:
    tongue = texts.tongue
    counts = (len(scale.items), len(scale.reverse), scale.minimum_answered)
    low, high = (tongue.number(each, 0 if float(each).is_integer() else 1) for each in scale.score_range)
    reach = tongue.gettext("%(low)s to %(high)s", low=low, high=high)
    source = tongue.gettext(scale.source) if scale.source else "–"
    return (texts[f"scale:{scale.name}"], *(tongue.number(each, 0) for each in counts), reach, source)


def _estimators(basis: Basis, texts: Texts) -> Passage:
    tongue, plan = texts.tongue, basis.record.study.plan
    found = list(_estimates(basis))
    sentences = [
        tongue.gettext(
            "An interval of %(level)s holds the true value in %(level)s of studies made like this one, as long as what "
            "is said below holds.",
            level=tongue.percent(plan.level),
        )
    ]
    if plan.covariates and any(each.is_comparison for each in _contrasts(basis)):
        names = _variables(texts, plan.covariates)
        sentences.append(
            tongue.gettext(
                "Where groups are compared, people are held alike in their starting score and in: %(names)s.",
                names=names,
            )
        )
    if plan.cluster is not None:
        sentences.append(tongue.gettext(CLUSTERS[plan.cluster]))
    adjusted = (ADJUSTED["primary", plan.adjustment.primary], ADJUSTED["others", plan.adjustment.others])
    sentences.append(" ".join(map(tongue.gettext, adjusted)))
    used = dict.fromkeys(
        (texts[f"estimand:{each.estimand}"], texts[f"method:{each.method}"], texts[f"policy:{each.missing_policy}"])
        for each in found
    )
    columns = tuple(Column(tongue.gettext(each)) for each in (N_("figure"), N_("method"), N_("who counts")))
    assumptions = dict.fromkeys(name for each in found for name in each.assumptions)
    return Passage(
        name="estimators",
        title=tongue.gettext("How figures are computed"),
        sentences=sentences,
        points_title=tongue.gettext("What must hold for an interval to mean what it says:"),
        points=[texts[f"assumption:{name}"] for name in assumptions],
        table=Printed(tongue.gettext("Figures and their methods"), columns, tuple(used)) if used else None,
    )


def _estimates(basis: Basis) -> Iterator[Estimate]:
    """Every estimate that has a value, of what is shown."""
    charts: Iterator[Chart] = charts_in(basis.page)
    for chart in charts:
        yield from (each for _keys, each in chart.estimates if each.value is not None)


def _weights(basis: Basis, texts: Texts) -> Passage:
    tongue, weights = texts.tongue, basis.record.study.plan.weights
    if weights.method not in WEIGHTED:
        sentences = [tongue.gettext("No weights are planned: everyone who answered counts alike.")]
    else:
        names = _variables(texts, weights.margins)
        sentences = [
            tongue.gettext(
                "Those who answered are weighted to be like the register in: %(names)s (%(method)s). Each weighted "
                "figure stands beside the one without weights.",
                names=names,
                method=tongue.gettext(WEIGHTED[weights.method]),
            )
        ]
    if weights.trim is not None:
        low, high = (tongue.number(each, 1) for each in weights.trim)
        sentences.append(
            tongue.gettext(
                "A weight under %(low)s times or over %(high)s times the average is cut.", low=low, high=high
            )
        )
    return Passage(name="weights", title=tongue.gettext("Weights"), sentences=sentences)


def _variables(texts: Texts, names: Sequence[str]) -> str:
    """The variables of a plan by their labels, whether they are attributes or part of the register's profile."""
    tongue = texts.tongue
    profile = {each.name for each in texts.columns.record.study.register.profile}
    keys = (f"variable:register.{name}" if name in profile else f"variable:{name}" for name in names)
    return tongue.listed([tongue.quoted(texts[key]) for key in keys])
