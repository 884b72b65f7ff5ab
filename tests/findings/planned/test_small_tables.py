"""Small tables made by hand, carried out under each design, with the figures that R has for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.results import Estimate
from survey.findings.planned.estimate import results_of
from survey.findings.planned.from_csv import from_csv
from survey.findings.planned.results import Results
from survey.instrument.plan_file import read_plan_file

HEADER = "id,wave,arm,w,x\n"
AT_EXIT = HEADER + "".join(
    f"p{place},exit,{arm},{weight},{score}\n"
    for place, (arm, weight, score) in enumerate(
        [("a", 1, 1), ("a", 2, 2), ("a", 1, 3), ("a", 2, 4), ("b", 1, 2), ("b", 1, 4), ("b", 2, 6), ("b", 2, 9)]
    )
)
PLAN = """\
design: {design}
columns: {{participant_id: id, wave: wave, arm: arm{columns}}}
scales: [{{name: x, items: [x], minimum_answered: 1}}]
plan:
  primary: [x]
{more}"""


def carried_out(folder: Path, answers: str, design: str, more: str = "", columns: str = "") -> Results:
    (folder / "plan.yaml").write_text(PLAN.format(design=design, more=more, columns=columns), encoding="utf-8")
    file = read_plan_file(folder / "plan.yaml")
    return results_of(from_csv(file, answers.encode()), file.plan, design=file.design, assigned=file.assigned)


def by_method(results: Results, contrast: str) -> dict[str, Estimate]:
    return {each.estimate.method: each.estimate for each in results.figures if each.contrast == contrast}


def test_one_wave_is_told_by_its_mean(tmp_path: Path) -> None:
    results = carried_out(tmp_path, AT_EXIT, "post_only", "  weights: {method: given}\n", ", weight: w")
    found = by_method(results, "exit")
    # R: t.test(x); svymean(~x, svydesign(~1, weights = ~w, data))
    assert found["t"].value == pytest.approx(3.875)
    assert (found["t"].interval_low, found["t"].interval_high) == pytest.approx((1.71159, 6.03841), abs=1e-5)
    assert found["linearised"].value == pytest.approx(4.3333333333)
    assert found["linearised"].standard_error == pytest.approx(1.0499013139)
    assert [each.estimate.weights for each in results.figures if each.preferred] == ["given"]


def test_lots_may_be_compared_without_an_earlier_wave(tmp_path: Path) -> None:
    more = "  contrasts: [{wave: exit, arm: b}]\n  weights: {method: given}\n"
    found = by_method(carried_out(tmp_path, AT_EXIT, "randomised", more, ", weight: w"), "b - a")
    # R: lm(x ~ g) with vcovHC(type = "HC3"); svyglm(x ~ g, svydesign(~1, weights = ~w, data))
    plain, weighted = found["difference_hc3"], found["difference_linearised"]
    assert (plain.value, plain.standard_error) == pytest.approx((2.75, 1.8782379449))
    assert (plain.interval_low, plain.p_value) == pytest.approx((-1.8458826667, 0.1934939206), rel=1e-7)
    assert (weighted.value, weighted.standard_error) == pytest.approx((3.3333333333, 1.4668590542))
    assert plain.estimand == weighted.estimand == "average_effect"


def three_waves() -> str:
    rows = [HEADER.strip()]
    for place in range(12):
        arm = "ab"[place % 2]
        rows += [
            f"p{place},{wave},{arm},1,{place * 7 % 11 + at * (2 + place % 3) + at * (arm == 'b')}"
            for at, wave in enumerate(("entry", "exit", "later"))
        ]
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("design", "more", "contrasts", "estimand"),
    [
        ("before_after", "", {("exit", "exit - entry"), ("later", "later - entry")}, None),
        (
            "randomised",
            "",
            {("exit", "exit - entry"), ("later", "later - entry"), ("exit", "b - a"), ("later", "b - a")},
            "average_effect",
        ),
        (
            "by_need",
            "  contrasts: [{wave: later, from: exit, arm: a, reference: b}]\n",
            {("later", "a - b")},
            "adjusted",
        ),
        (
            "waiting_list",
            "",
            {("exit", "exit - entry"), ("later", "later - entry"), ("exit", "b - a")},
            "adjusted_difference",
        ),
    ],
)
def test_the_design_decides_what_is_compared_and_in_which_words(
    tmp_path: Path, design: str, more: str, contrasts: set[tuple[str, str]], estimand: str | None
) -> None:
    results = carried_out(tmp_path, three_waves(), design, more)
    assert {(each.wave, each.contrast) for each in results.figures} == contrasts
    named = {each.estimate.estimand for each in results.figures if each.estimate.method == "ancova_hc3"}
    assert named == ({"adjusted_difference" if estimand == "adjusted" else estimand} if estimand else set())
    keys = [each.key for each in results.figures]
    assert len(keys) == len(set(keys))


def test_a_waiting_list_drawn_by_lot_may_speak_of_an_effect(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        "assigned: random\n" + PLAN.format(design="waiting_list", more="", columns=""), encoding="utf-8"
    )
    file = read_plan_file(tmp_path / "plan.yaml")
    results = results_of(from_csv(file, three_waves().encode()), file.plan, design=file.design, assigned=file.assigned)
    found = by_method(results, "b - a")
    assert found["ancova_hc3"].estimand == "average_effect"
    assert found["hedges_g_noncentral_t"].estimand == "standardised_effect"


def test_above_many_people_mixed_models_are_left_out_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("survey.findings.planned.estimate.MANY_PEOPLE", 11)
    (tmp_path / "plan.yaml").write_text(PLAN.format(design="randomised", more="", columns=""), encoding="utf-8")
    file = read_plan_file(tmp_path / "plan.yaml")
    table = from_csv(file, three_waves().encode())
    few, all_of_them = (results_of(table, file.plan, design=file.design, mixed=mixed) for mixed in (False, True))
    mixed = [each for each in all_of_them.figures if each.estimate.method.startswith("mixed_model")]
    assert len(mixed) == 4
    assert [each for each in few.figures if each.estimate.method.startswith("mixed_model")] == []
    assert "mixed_model_on_demand" in {each.key for each in few.cautions}


def test_a_scale_that_the_plan_does_not_name_is_not_planned(tmp_path: Path) -> None:
    plan = PLAN.format(design="before_after", more="", columns="").replace("primary: [x]", "level: 0.9")
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    file = read_plan_file(tmp_path / "plan.yaml")
    results = results_of(from_csv(file, three_waves().encode()), file.plan, design=file.design)
    assert {(each.part, each.planned, each.estimate.level) for each in results.figures} == {("exploratory", False, 0.9)}
    assert "no_plan" in {each.key for each in results.cautions}
