"""The results page: outcomes in the order of the plan, exact for researchers, as released and protected for staff."""

from __future__ import annotations

import base64
import gzip
import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import babel.dates
import pytest
from babel.messages.pofile import read_po
from flask import Flask
from house.source_tree import ROOT

from survey.config import LANGUAGES
from survey.findings.answering import QUESTIONS
from survey.findings.results_page.keeping import page_of, plain_page
from survey.findings.results_page.sections import ResultsPage
from survey.findings.telling.forbidden import forbidden_in
from survey.instrument.plan import Contrast, Plan, Weights
from survey.instrument.study import Arm
from survey.store import clock, plan_locks
from survey.store.studies import StudyRecord

from .answered import answered, published
from .test_waves import SITES, at_both, once

PAIRS = list(itertools.product("123", "123")) + [("3", "2"), ("3", "1"), ("2", "1")]
"""12 people: 6 of them rise, 3 stay, 3 fall; «3» is the lowest score, as the item is turned."""
SPEAKS_OF_EFFECTS = {
    "Effect",
    "Average effect",
    "Standardised effect",
    "Effect as an odds ratio",
    "Chance decided who came into which group: a difference between the groups can be called an effect of the "
    "support, within its interval.",
}
"""The only texts of ours that hold such a word: each stands behind the design."""


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def study(**changes: Any) -> StudyRecord:
    told = {"design": "before_after", "plan": Plan(primary=("wellbeing",)), **changes}
    return published(waves=("entry", "exit"), **told)


def page(record: StudyRecord, audience: str = "researcher", language: str = "en") -> Any:
    return QUESTIONS["results"]({"study": record.name, "audience": audience, "language": language})


def release(record: StudyRecord) -> None:
    assert QUESTIONS["release"]({"study": record.name, "actor": "ana"})["released"]


def parts(found: Any) -> dict[str, Any]:
    return {part["name"]: part for outcome in found["outcomes"] for part in outcome["parts"]}


def test_an_outcome_has_its_sentence_pictures_tables_and_its_place_in_the_plan() -> None:
    record = study()
    at_both(record, "a", PAIRS)
    found = page(record)
    assert found["title"] == "What changed" and "comparison group" in found["claim"]
    assert found["plan"].startswith("The plan is not locked")
    (outcome,) = found["outcomes"]
    assert outcome["part"] == "in the plan: primary outcome"
    assert list(parts(found))[:3] == ["forest.wellbeing", "paired_change.wellbeing", "individual_change.wellbeing"]
    # By hand: (-100 + 2 x -50 + 3 x 0 + 4 x 50 + 2 x 100) / 12.
    assert "+16.7 points on average" in outcome["sentence"] and "12 people" in outcome["sentence"]
    assert "6 scored higher (50%), 3 the same and 3 lower (25%)" in parts(found)["paired_change.wellbeing"]["sentence"]


def test_every_part_says_n_missing_and_method_where_it_counts_people() -> None:
    record = study()
    at_both(record, "a", PAIRS)
    once(record, "lost", "entry", "2")
    for name in ("forest.wellbeing", "paired_change.wellbeing", "individual_change.wellbeing"):
        part = parts(page(record))[name]
        assert (part["n"], part["missing"]) == (12, 1) and part["method"] and part["table"]["rows"]


def test_those_who_were_lost_stand_beside_the_result() -> None:
    record = study()
    at_both(record, "a", PAIRS)
    for number in range(6):
        once(record, f"lost-{number}", "entry", "2")
    (outcome,) = page(record)["outcomes"]
    assert any("did not answer again" in caution and "33%" in caution for caution in outcome["cautions"])
    names = set(parts(page(record)))
    assert {"lost.wellbeing", "kept.wellbeing"} <= names


def test_an_outcome_outside_the_plan_says_so() -> None:
    record = study(plan=Plan())
    at_both(record, "a", PAIRS)
    found = page(record)
    assert found["outcomes"][0]["part"] == "not in the plan: exploratory"
    assert any("has no plan" in caution for caution in found["cautions"])


def test_a_plan_locked_before_the_answers_says_when() -> None:
    record = study()
    plan_locks.lock(record, "Ana", "ana")
    at_both(record, "a", PAIRS)
    day = babel.dates.format_date(clock.now().astimezone(ZoneInfo("Europe/Paris")).date(), "long", locale="en")
    found = page(record)
    assert found["plan"] == f"The plan was locked on {day}, before the first answers."
    assert found["outcomes"][0]["part"] == f"as planned on {day}: primary outcome"


def test_a_plan_locked_after_the_first_answers_says_so_everywhere() -> None:
    record = study()
    at_both(record, "a", PAIRS)
    release(record)
    plan_locks.lock(record, "Ana", "ana")
    at_both(record, "b", PAIRS)
    release(record)
    for audience in ("researcher", "staff"):
        found = page(record, audience)
        assert "after the first answers" in found["plan"] and "after the first answers" in found["outcomes"][0]["part"]
        assert any("treat its results as exploratory" in caution for caution in found["cautions"])


def test_without_answers_there_is_a_sentence() -> None:
    found = page(study())
    assert found["outcomes"] == [] and found["why_not"] == "Nobody has sent answers yet."


def test_staff_see_nothing_before_a_release_and_no_line_of_a_person_after_it() -> None:
    record = study()
    at_both(record, "a", PAIRS)
    assert page(record, "staff")["why_not"].startswith("No figures have been released")
    release(record)
    found = page(record, "staff")
    assert found["why_not"] == "" and found["data_version"] == ""
    paired = parts(found)["paired_change.wellbeing"]
    assert paired["plotly"] is None and paired["sentence"].startswith("Each line would be one person")
    assert paired["table"]["rows"] == []


def test_staff_see_what_was_released_and_no_later_answer() -> None:
    record = study()
    at_both(record, "a", PAIRS)
    release(record)
    before = page(record, "staff")
    at_both(record, "b", PAIRS)
    assert page(record, "staff") == before
    assert page(record)["outcomes"] != before["outcomes"]


def test_ways_of_a_few_people_are_told_to_researchers_alone() -> None:
    record = study()  # 3 stayed and 3 fell, fewer than 5
    at_both(record, "a", PAIRS)
    release(record)
    told = parts(page(record, "staff"))["individual_change.wellbeing"]
    assert told["plotly"] is None and told["n"] is None
    assert parts(page(record))["individual_change.wellbeing"]["n"] == 12


def test_staff_see_the_ways_where_each_has_enough_people() -> None:
    record = study()
    at_both(record, "a", PAIRS * 2)
    release(record)
    told = parts(page(record, "staff"))["individual_change.wellbeing"]
    assert told["sentence"].startswith("Of 24 people with both scores, 12 scored higher, 6 the same and 6 lower")


def test_a_subgroup_of_a_few_is_closed_to_staff() -> None:
    plan = Plan(primary=("wellbeing",), subgroups=("site",))
    record = study(plan=plan, sites=SITES, filters=("site",))
    at_both(record, "a", PAIRS, site="north")
    at_both(record, "b", PAIRS[:3], site="south")
    release(record)
    table = parts(page(record, "staff"))["subgroups.wellbeing"]["table"]
    assert table["rows"] == [], "what is left of everyone would tell of the three"
    assert [row[1] for row in parts(page(record))["subgroups.wellbeing"]["table"]["rows"]] == ["North", "South"]


def test_weights_over_a_category_of_a_few_are_for_researchers_and_the_figure_without_them_leads() -> None:
    plan = Plan(primary=("wellbeing",), weights=Weights("raking", ("site",)))
    record = study(plan=plan, sites=SITES)
    at_both(record, "a", PAIRS * 2, site="north")
    at_both(record, "b", PAIRS[:3], site="south")
    release(record)
    weights = {
        audience: [row[4] for row in parts(page(record, audience))["forest.wellbeing"]["table"]["rows"]]
        for audience in ("researcher", "staff")
    }
    assert "weighted to the register" in weights["researcher"] and set(weights["staff"]) == {"without weights"}
    (outcome,) = page(record, "staff")["outcomes"]
    assert "27 people" in outcome["sentence"]
    assert any("only researchers see it" in caution for caution in outcome["cautions"])


def test_the_numbers_of_cautions_are_for_researchers() -> None:
    record = study()
    at_both(record, "a", PAIRS * 2)
    release(record)
    for_staff = page(record, "staff")["outcomes"][0]["cautions"]
    assert for_staff and not any("correlate at" in caution for caution in for_staff)
    assert any("correlate at" in caution for caution in page(record)["outcomes"][0]["cautions"])


ARMS = (Arm("advice", {"en": "Advice"}), Arm("support", {"en": "Support"}))


@pytest.mark.parametrize(
    ("design", "assigned", "title"),
    [
        ("randomised", "", "Effect"),
        ("waiting_list", "random", "Effect"),
        ("waiting_list", "", "What changed"),
        ("by_need", "", "What changed"),
        ("before_after", "", "What changed"),
    ],
)
def test_only_lots_may_be_called_an_effect(design: str, assigned: str, title: str) -> None:
    contrasts = () if design == "before_after" else (Contrast("exit", "entry", "support", "advice"),)
    plan = Plan(primary=("wellbeing",), contrasts=contrasts)
    record = study(design=design, assigned=assigned, plan=plan, arms=ARMS)
    at_both(record, "a", PAIRS, arm="advice")
    at_both(record, "b", PAIRS[3:] + PAIRS[:2], arm="support")
    found = page(record)
    assert found["title"] == title
    told = [bool(forbidden_in(text, "en")) for text in texts_of(found)]
    assert any(told) is (title == "Effect")


def texts_of(told: Any) -> Iterator[str]:
    """Every text that people see, whatever it stands in; keys, names and addresses are not seen."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        unseen = ("name", "kind", "finding", "estimates", "study", "audience", "scale", "type", "marker", "line")
        for name, content in told.items():
            yield from texts_of(content) if name not in unseen else ()
    elif isinstance(told, list):
        for content in told:
            yield from texts_of(content)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("design", ["before_after", "by_need"])
def test_no_page_chart_or_export_of_another_design_holds_a_forbidden_word(design: str, language: str) -> None:
    record = study(design=design, arms=ARMS, title={"en": "Small study"})
    at_both(record, "a", PAIRS, arm="advice")
    at_both(record, "b", PAIRS[3:] + PAIRS[:2], arm="support")
    release(record)
    for audience in ("researcher", "staff"):
        words = {"study": record.name, "audience": audience, "language": language}
        packed = base64.b64decode(QUESTIONS["results figures"](words)["gzip"])
        everything = [json.loads(gzip.decompress(packed)), QUESTIONS["dashboard"]({**words, "filters": {}})]
        charts = [each["name"] for each in everything[0]["charts"]]
        for name in charts:
            everything.append(QUESTIONS["results chart"]({**words, "chart": name, "form": "svg"}))
        assert len(charts) > 1
        held = [(word, text) for text in texts_of(everything) for word in forbidden_in(text, language)]
        assert held == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_interface_holds_a_forbidden_word_but_those_behind_the_design(language: str) -> None:
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalog = read_po(file)
    for message in catalog:
        english = message.id if isinstance(message.id, str) else message.id[0]
        told = [message.string] if isinstance(message.string, str) else list(message.string)
        if english and english not in SPEAKS_OF_EFFECTS:
            assert [word for text in told for word in forbidden_in(text, language)] == [], english


def test_a_page_comes_out_of_a_release_as_it_went_in() -> None:
    empty = ResultsPage(design="before_after", assigned="", outcomes=())
    assert page_of(json.loads(json.dumps(plain_page(empty)))) == empty


def test_one_wave_tells_how_people_are_and_what_they_feel() -> None:
    record = published(plan=Plan(primary=("wellbeing",)))
    answered(record, "a", [{"calm": str(1 + n % 3), "calm_then": str(1 + n // 3 % 3)} for n in range(30)])
    found = page(record)
    assert found["title"] == "What changed" and "asked once" in found["claim"]
    assert "Looking back" in found["outcomes"][0]["sentence"]
    drawn = parts(found)["forest.wellbeing"]
    assert [row[2] for row in drawn["table"]["rows"]] == ["Felt change, looking back", "Mean"]
    assert drawn["n"] == 30
