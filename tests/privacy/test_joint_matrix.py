"""The matrix of what is measured, asked and coded: what speaks to what, and what lacks its counterpart."""

from __future__ import annotations

from survey.instrument.guide import GuideQuestion
from survey.privacy import joint_matrix
from survey.privacy.joint_matrix import Gap
from survey.privacy.measures import Measure
from survey.store.codes import Code

MOOD = Measure("mood", "Mood", (("calm", "Calm"), ("sad", "Sad")))
MONEY = Measure("money", "Money")
TOWN = Measure("town", "Town")
NIGHTS = GuideQuestion("nights", {"en": "How do you sleep?"}, ("calm",), ("Sleep", "work / SHAME", "work", "nowhere"))
FAMILY = GuideQuestion("family", {"en": "And the family?"})


def code(key: int, name: str, *links: str, parent: int | None = None, is_category: bool = False) -> Code:
    return Code(key, f"guid-{key}", parent, key, name, links=links, is_category=is_category)


SLEEP = code(1, "sleep", "mood", "rent")
WORK = code(2, "work", "town", is_category=True)
SHAME = code(3, "shame", "money", parent=2)
ALSO_SHAME = code(4, "shame")
BOOK = (SLEEP, WORK, SHAME, ALSO_SHAME)
FOUND = joint_matrix.matrix((MOOD, MONEY, TOWN), (NIGHTS, FAMILY), BOOK)


def test_a_row_holds_the_questions_and_codes_that_speak_to_a_scale_or_one_of_its_items() -> None:
    assert [(row.measure, row.questions, row.codes) for row in FOUND.rows] == [
        (MOOD, (NIGHTS,), (SLEEP,)),
        (MONEY, (), (SHAME,)),
        (TOWN, (), ()),
    ]


def test_codes_that_only_hold_others_are_no_columns() -> None:
    assert FOUND.codes == (SLEEP, SHAME, ALSO_SHAME)


def test_everything_that_lacks_its_counterpart_is_named() -> None:
    assert FOUND.gaps == (
        Gap(joint_matrix.NEVER_ASKED, measure=MONEY),
        Gap(joint_matrix.NEVER_ASKED, measure=TOWN),
        Gap(joint_matrix.NEVER_CODED, measure=TOWN),
        Gap(joint_matrix.UNKNOWN_CODE, question=NIGHTS, name="nowhere"),
        Gap(joint_matrix.NOT_MEASURED, question=FAMILY),
        Gap(joint_matrix.UNKNOWN_LINK, code=SLEEP, name="rent"),
        Gap(joint_matrix.UNMAPPED, code=ALSO_SHAME),
    )
    assert FOUND.unmapped == (ALSO_SHAME,)


def test_a_code_of_the_guide_is_found_by_name_path_or_key_and_never_guessed() -> None:
    assert joint_matrix.coded(NIGHTS, BOOK) == ((SLEEP, SHAME, WORK), ("nowhere",))
    by_name = GuideQuestion("shame", {}, codes=("shame", "guid-4"))
    assert joint_matrix.coded(by_name, BOOK) == ((ALSO_SHAME,), ("shame",))
