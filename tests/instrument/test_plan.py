"""A plan: what it compares unless it says otherwise, and the one text and digest it has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny_study import STUDY

from survey.instrument.canonical import (
    digest,
    plan_file_from_json,
    plan_from_json,
    plan_to_json,
    study_from_json,
    study_to_json,
)
from survey.instrument.plan import (
    Adjustment,
    Contrast,
    Plan,
    PlanColumns,
    PlanFile,
    PlannedScale,
    Weights,
    contrasts_of,
    default_contrasts,
)

WAVES = ("entry", "exit", "follow_up")
ARMS = ("advice", "support")
CHANGES = (Contrast("exit", "entry"), Contrast("follow_up", "entry"))
AT_EXIT = Contrast("exit", "entry", "support", "advice")
AT_FOLLOW_UP = Contrast("follow_up", "entry", "support", "advice")

EVERYTHING = Plan(
    primary=("wellbeing",),
    secondary=("confidence",),
    exploratory=("capability",),
    contrasts=(Contrast("exit", "entry"), Contrast("exit", "entry", "support")),
    subgroups=("event",),
    covariates=("age_band",),
    cluster="worker",
    weights=Weights("raking", ("age_band", "site"), (0.3, 3.0)),
    adjustment=Adjustment("none", "none"),
    level=0.9,
    important_change={"wellbeing": 10.0},
    deltas=(0.0, -5.0),
)


@pytest.mark.parametrize(
    ("design", "waves", "arms", "expected"),
    [
        ("post_only", ("post",), ARMS, (Contrast("post"),)),
        ("before_after", WAVES, ARMS, CHANGES),
        ("randomised", WAVES, ARMS, (*CHANGES, AT_EXIT, AT_FOLLOW_UP)),
        ("by_need", WAVES, ARMS, (*CHANGES, AT_EXIT, AT_FOLLOW_UP)),
        ("waiting_list", WAVES, ARMS, (*CHANGES, AT_EXIT)),
        ("randomised", ("post",), ARMS, (Contrast("post", None, "support", "advice"),)),
        ("randomised", ("entry", "exit"), ("advice",), (Contrast("exit", "entry"),)),
        ("randomised", ("post",), (), (Contrast("post"),)),
        ("randomised", (), ARMS, ()),
        (
            "by_need",
            ("entry", "exit"),
            ("none", "advice", "support"),
            (
                Contrast("exit", "entry"),
                Contrast("exit", "entry", "advice", "none"),
                Contrast("exit", "entry", "support", "none"),
            ),
        ),
    ],
)
def test_a_design_says_what_is_compared(
    design: str, waves: tuple[str, ...], arms: tuple[str, ...], expected: tuple[Contrast, ...]
) -> None:
    assert default_contrasts(design, waves, arms) == expected
    assert contrasts_of(Plan(), design, waves, arms) == expected


def test_a_plan_says_what_is_compared_and_the_first_arm_is_the_reference() -> None:
    assert contrasts_of(EVERYTHING, "randomised", WAVES, ARMS) == (Contrast("exit", "entry"), AT_EXIT)


@pytest.mark.parametrize(
    ("contrast", "name"),
    [
        (Contrast("exit", "entry"), "exit - entry"),
        (AT_EXIT, "support - advice"),
        (Contrast("exit", "entry", "support"), "support"),
        (Contrast("post"), "post"),
    ],
)
def test_a_contrast_has_a_name(contrast: Contrast, name: str) -> None:
    assert contrast.name == name
    assert contrast.is_comparison is (contrast.arm is not None)


def test_outcomes_come_with_their_part() -> None:
    assert list(EVERYTHING.outcomes()) == [
        ("primary", "wellbeing"),
        ("secondary", "confidence"),
        ("exploratory", "capability"),
    ]


@pytest.mark.parametrize("plan", [Plan(), EVERYTHING, Plan(level=0.9)])
def test_a_plan_comes_back_from_its_text(plan: Plan) -> None:
    assert plan_from_json(plan_to_json(plan)) == plan


def test_a_plan_of_a_file_comes_back_from_its_text() -> None:
    scale = PlannedScale("wellbeing", ("w1", "w2"), 1, (0.0, 100.0), ("w2",), (1.0, 5.0), {"und": "Calme"}, "ours")
    columns = PlanColumns("person", "wave", arm="arm", weight="w")
    found = PlanFile("waiting_list", columns, (scale,), EVERYTHING, "random", ("entry", "exit"))
    assert plan_file_from_json(plan_to_json(found)) == found


def test_what_is_left_out_is_the_same_as_what_is_written_out() -> None:
    assert plan_to_json(Plan()) == "{}"
    assert plan_to_json(Plan(primary=("a",), adjustment=Adjustment("holm", "benjamini_hochberg"), level=0.95)) == (
        '{"primary":["a"]}'
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(EVERYTHING, primary=("confidence",)),
        replace(EVERYTHING, level=0.95),
        replace(EVERYTHING, contrasts=EVERYTHING.contrasts[:1]),
        replace(EVERYTHING, weights=Weights("raking", ("site", "age_band"), (0.3, 3.0))),
        replace(EVERYTHING, important_change={"wellbeing": 5.0}),
    ],
)
def test_another_plan_has_another_digest(other: Plan) -> None:
    assert digest(plan_to_json(other)) != digest(plan_to_json(EVERYTHING))


def test_a_study_keeps_its_plan() -> None:
    kept = replace(STUDY, design="waiting_list", assigned="random", plan=EVERYTHING)
    assert study_from_json(study_to_json(kept)) == kept


def test_a_study_published_with_parts_alone_is_still_read() -> None:
    """As it was kept when a plan was no more than the names of scales."""
    text = study_to_json(STUDY).replace('"plan":{}', '"plan":{"primary":["calm"],"exploratory":[]}')
    assert study_from_json(text).plan == Plan(primary=("calm",))
