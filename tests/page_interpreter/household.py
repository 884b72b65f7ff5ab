"""A questionnaire with a condition of every kind, and random answers to it."""

from __future__ import annotations

import random
from typing import Any

from survey.instrument.definition import Choice, Group, Node, Question, Questionnaire, Repeat


def question(kind: str, name: str, **expressions: Any) -> Question:
    return Question(kind, name, {}, **expressions)


TOWNS = {"lyon": "69", "bron": "69", "nice": "06", "cannes": "06", "paris": "75"}
SURVEY: tuple[Node, ...] = (
    question("integer", "adults", constraint=". >= 0 and . < 20", required="true()"),
    question("select_multiple", "trip", list_name="means", constraint="not(selected(., 'none') and contains(., ' '))"),
    question("text", "other_means", relevant="selected(${trip}, 'other')", required="${adults} > 2"),
    question("calculate", "load", calculation="if(${adults} = '', 0, ${adults}) * 2.5"),
    question("integer", "rounded", calculation="${load} + 0.7"),
    question("decimal", "exact", calculation="${rounded} div 3", columns={"bind::type": "decimal"}),
    Group("place", {}, (
        question("select_one", "district", list_name="districts", relevant="${rounded} != 3"),
        question("select_one", "town", list_name="towns", choice_filter="district = ${district} or ${district} = ''"),
        question("calculate", "town_label", calculation="jr:choice-name(${town}, '${town}')"),
        question("note", "note", relevant="string-length(${town_label}) > 4 and ${town} != ''"),
        question("text", "postcode", constraint=r"regex(., '^[0-9]{5}$') and starts-with(., ${district})"),
    ), relevant="${adults} != 1"),
    Repeat("member", {}, (
        question("text", "first"),
        question("date", "born", constraint=". <= today()"),
        question("calculate", "age", calculation="int((today() - ${born}) div 365.25)"),
        question("text", "school", relevant="${age} < 18 or ${born} = ''", required="position(..) = 1"),
        Repeat("pet", {}, (
            question("text", "pet_name", relevant="${age} >= 10", constraint=". != ${first}"),
            question("calculate", "pet_number", calculation="concat(position(../..), '.', position(..))"),
        ), repeat_count="count-non-empty(${first}) + 1"),
    ), repeat_count=""),
    question("calculate", "children", calculation="count(${member}[age < 18])"),
    question("calculate", "names", calculation="join(', ', ${first}[. != ''])"),
    question("text", "second_name", relevant="indexed-repeat(${first}, ${member}, 2) != ''", required="${age} > 1"),
    question("text", "same", relevant="${member}[last()]/first = ${names}"),
    question("text", "constructor", relevant="${lacking} = '' and ${__proto__} != 'x'"),
    question("text", "__proto__", relevant="${adults} != 2"),
    question("calculate", "round", calculation="${turn} + 1"),
    question("calculate", "turn", calculation="${round} + 1"),
    question("text", "broken", relevant="count(5) = 5", constraint="position(${first}) = 1", required="count(5) = 5"),
)  # fmt: skip
HOUSEHOLD = Questionnaire(
    "household",
    {},
    "1",
    "en",
    (),
    SURVEY,
    {
        "means": tuple(Choice(name, {"en": name}) for name in ("bus", "car", "other", "none")),
        "districts": tuple(Choice(name, {"en": name}) for name in ("69", "06", "75")),
        "towns": tuple(Choice(name, {"en": name.title()}, {"district": number}) for name, number in TOWNS.items()),
    },
)


def random_answers(chance: random.Random) -> dict[str, Any]:
    """Answers by key; some blank, some to questions that are not asked, some that break their rules."""
    answers: dict[str, Any] = {"member": chance.randint(0, 3)}
    blank = chance.choice((0.0, 0.2, 0.7))

    def give(key: str, *values: Any) -> None:
        if chance.random() >= blank:
            answers[key] = chance.choice(values)

    give("adults", 0, 1, 2, 3, 25)
    give("trip", ("bus",), ("bus", "other"), ("none",), ("car", "none"), ("other",))
    give("other_means", "bike")
    give("district", "69", "06")
    give("town", *TOWNS)
    give("postcode", "69001", "06000", "6900", "x")
    for number in range(1, answers["member"] + 1):
        give(f"first[{number}]", "Ana", "Bob", "Ana, Bob", " ")
        give(f"born[{number}]", "2000-02-29", "2020-01-01", "2015-06-30", "2031-01-01")
        give(f"school[{number}]", "x")
        for other in range(1, 4):
            give(f"pet_name[{number}][{other}]", "Ana", "Rex")
    for name in ("second_name", "same", "broken", "constructor", "__proto__"):
        give(name, "x", "Ana")
    return answers
