"""The rules that hold a plan against what it can speak of."""

from __future__ import annotations

from collections.abc import Iterator

from survey.instrument.plan import FITTED, GIVEN, NO_WEIGHTS, WAITING_LIST
from survey.instrument.plan_contrasts import contrast_problems
from survey.instrument.plan_ground import Ground
from survey.instrument.problems import Problem
from survey.instrument.report import meant

LEAST_LEVEL = 0.5
VARIABLES = {"subgroups": "plan.subgroups", "covariates": "plan.covariates", "margins": "plan.weights.margins"}


def plan_problems(ground: Ground) -> Iterator[Problem]:
    """Every problem and warning of a plan."""
    for rule in (_texts, _outcomes, contrast_problems, _variables, _cluster, _weights, _trim, _figures, _assigned):
        yield from rule(ground)


def _texts(ground: Ground) -> Iterator[Problem]:
    for key, problem in ground.placed.blank():
        if key.partition(".")[0] in ("plan", "assigned"):
            yield problem


def _outcomes(ground: Ground) -> Iterator[Problem]:
    planned: dict[str, str] = {}
    places = {part: 0 for part, _ in ground.plan.outcomes()}
    for part, name in ground.plan.outcomes():
        where = f"plan.{part}.{places[part]}"
        places[part] += 1
        if name not in ground.scales:
            told = f"`{name}` is not a scale of {ground.of_scales}."
            yield ground.placed.problem(where, "unknown-scale", told, meant(name, ground.scales))
        if name in planned:
            told = f"`{name}` is both {planned[name]} and {part}."
            yield ground.placed.problem(where, "duplicate-name", told, "Keep one of the two.")
        planned.setdefault(name, part)


def _variables(ground: Ground) -> Iterator[Problem]:
    plan = ground.plan
    listed = {"subgroups": plan.subgroups, "covariates": plan.covariates, "margins": plan.weights.margins}
    for key, names in listed.items():
        for number, name in enumerate(names):
            where = f"{VARIABLES[key]}.{number}"
            if key == "covariates" and name == ground.arm:
                told = f"`{name}` is what is compared; it cannot be held alike."
                yield ground.placed.problem(where, "unknown-variable", told, "Remove it from `covariates`.")
            elif name in ground.elsewhere:
                told = f"`{name}` cannot stand in `{key}`."
                yield ground.placed.problem(where, "unknown-variable", told, ground.elsewhere[name])
            elif ground.variables is not None and name not in ground.variables:
                told = f"`{name}` is not known about everyone: the register does not hold it."
                yield ground.placed.problem(where, "unknown-variable", told, meant(name, ground.variables))


def _cluster(ground: Ground) -> Iterator[Problem]:
    cluster = ground.plan.cluster
    if cluster and cluster not in ground.clusters:
        told = f"There is no column for `{cluster}`."
        yield ground.placed.problem("plan.cluster", "missing-column", told, f"Name it in `{ground.columns}`.")


def _weights(ground: Ground) -> Iterator[Problem]:
    weights, where = ground.plan.weights, "plan.weights.method"
    if weights.method in FITTED and not weights.margins:
        told = f"Weights by {weights.method} need to know what is to be like the register."
        yield ground.placed.problem(where, "wrong-weights", told, "Add `margins: […]`, variables of the register.")
    if weights.method not in FITTED and weights.margins:
        told = f"Weights of the method {weights.method} have no margins."
        remedy = f"Write one of these methods: {', '.join(FITTED)}; or remove `margins`."
        yield ground.placed.problem("plan.weights.margins", "wrong-weights", told, remedy)
    if weights.method == GIVEN and not ground.has_weight:
        told = "Nothing says in which column the weights are given."
        yield ground.placed.problem(where, "wrong-weights", told, ground.weight_remedy)
    if weights.method == NO_WEIGHTS and ground.has_weight:
        told = "The column of weights is not used: the plan asks for none."
        remedy = "Write `weights: {method: given}` in the plan, or remove the column here."
        yield ground.placed.problem("columns.weight", "unused-weights", told, remedy, warning=True)


def _trim(ground: Ground) -> Iterator[Problem]:
    weights, where = ground.plan.weights, "plan.weights.trim"
    if weights.trim is None:
        return
    if weights.method not in FITTED:
        told = f"Weights of the method {weights.method} are not trimmed."
        yield ground.placed.problem(where, "wrong-weights", told, "Remove `trim`.")
    elif not 0 <= weights.trim[0] < 1 < weights.trim[1]:
        told = "`trim` is the lowest and the highest weight over the mean one: 1 must lie between."
        yield ground.placed.problem(where, "wrong-weights", told, "Write [0.3, 3], say.")


def _figures(ground: Ground) -> Iterator[Problem]:
    plan, planned = ground.plan, [scale for _part, scale in ground.plan.outcomes()]
    if not LEAST_LEVEL <= plan.level < 1:
        told = f"`level` is {plan.level:g}; it goes from {LEAST_LEVEL} to less than 1."
        yield ground.placed.problem("plan.level", "wrong-level", told, "Write 0.95.")
    for scale, points in plan.important_change.items():
        where = f"plan.important_change.{scale}"
        ends = ground.scales.get(scale)
        if scale not in planned:
            told = f"`{scale}` is not planned."
            yield ground.placed.problem(where, "unknown-scale", told, meant(scale, planned))
        elif points <= 0 or (ends and points > ends[1] - ends[0]):
            most = f" to {ends[1] - ends[0]:g}" if ends else ""
            told = f"The important change of `{scale}` is {points:g} points; it goes from above 0{most}."
            yield ground.placed.problem(where, "wrong-change", told, "Write it without a sign, in points of the score.")


def _assigned(ground: Ground) -> Iterator[Problem]:
    if ground.assigned and ground.design != WAITING_LIST:
        told = f"`assigned` says who decided who waits; the design {ground.design} has nobody waiting."
        yield ground.placed.problem("assigned", "wrong-assigned", told, "Remove it, or write design: waiting_list.")
