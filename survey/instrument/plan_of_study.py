"""The plan of a study with everything it rests on, as one text can hold it: its scales as scored, its contrasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from survey.instrument.definition import Question, Questionnaire, Scale
from survey.instrument.plan import PlanColumns, PlanFile, PlannedScale, contrasts_of
from survey.instrument.rules.scales import item_range
from survey.instrument.study import Study

COLUMNS = PlanColumns("participant_id", "wave", arm="arm", household="household", worker="worker")


def plan_of_study(study: Study, questionnaires: Mapping[str, Questionnaire]) -> PlanFile:
    """What would change the results if it changed: design, waves, contrasts written out, each planned scale as scored.

    Labels are left out: a better word changes no figure.
    """
    waves = tuple(wave.name for wave in study.waves)
    arms = tuple(arm.name for arm in study.arms)
    planned = [name for _part, name in study.plan.outcomes()]
    known = _scales(questionnaires.values())
    return PlanFile(
        design=study.design,
        columns=COLUMNS,
        scales=tuple(known[name] for name in planned if name in known),
        plan=replace(study.plan, contrasts=contrasts_of(study.plan, study.design, waves, arms)),
        assigned=study.assigned,
        waves=waves,
    )


def outcome_waves(planned: PlanFile) -> tuple[str, ...]:
    """The waves by whose answers a plan is judged, in their order; those it only starts from are none of them."""
    named = {contrast.wave for contrast in planned.plan.contrasts}
    return tuple(wave for wave in planned.waves if wave in named)


def _scales(questionnaires: Iterable[Questionnaire]) -> dict[str, PlannedScale]:
    found: dict[str, PlannedScale] = {}
    for questionnaire in questionnaires:
        questions = {question.name: question for question in questionnaire.questions()}
        for scale in questionnaire.scales:
            found.setdefault(scale.name, _planned(scale, questionnaire, questions))
    return found


def _planned(scale: Scale, questionnaire: Questionnaire, questions: Mapping[str, Question]) -> PlannedScale:
    items = [questions[name] for name in scale.items if name in questions]
    ranges = {item_range(item, questionnaire.choices.get(item.list_name, ())) for item in items}
    common = next(iter(ranges)) if len(ranges) == 1 else None
    return PlannedScale(
        name=scale.name,
        items=scale.items,
        minimum_answered=scale.minimum_answered,
        score_range=scale.score_range,
        reverse=scale.reverse,
        range=(float(common[0]), float(common[1])) if common else None,
    )
