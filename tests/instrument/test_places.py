"""Places have one text each, and one path in a questionnaire."""

import pytest

from survey.instrument.definition import Group, Question, Questionnaire, Repeat
from survey.instrument.model import Model
from survey.instrument.places import Place

MODEL = Model.of(
    Questionnaire(
        "q",
        {},
        "1",
        "fr",
        (),
        (
            Question("integer", "age", {}),
            Group(
                "household",
                {},
                (
                    Repeat(
                        "member",
                        {},
                        (
                            Question("text", "name", {}),
                            Repeat("child", {}, (Question("text", "child_name", {}),), repeat_count=""),
                        ),
                        repeat_count="",
                    ),
                ),
            ),
        ),
        {},
    )
)


@pytest.mark.parametrize(
    ("place", "key", "path"),
    [
        (Place("age"), "age", "/age"),
        (Place("name", (2,)), "name[2]", "/household/member[2]/name"),
        (Place("child_name", (2, 1)), "child_name[2][1]", "/household/member[2]/child[1]/child_name"),
        (Place("member"), "member", "/household/member"),
        (Place("child", (2,)), "child[2]", "/household/member[2]/child"),
        (Place("child", (2, 3)), "child[2][3]", "/household/member[2]/child[3]"),
    ],
)
def test_a_place_has_a_key_and_a_path(place: Place, key: str, path: str) -> None:
    assert place.key == key
    assert Place.of(key) == place
    assert MODEL.path(place) == path
    assert MODEL.place(path) == place


def test_without_a_number_the_first_instance_is_meant() -> None:
    assert MODEL.place("/household/member/name") == Place("name", (1,))


@pytest.mark.parametrize("path", ["", "/", "/name", "/household[1]/member", "/household/member[0]", "/x", "age[2]"])
def test_what_is_no_path_of_the_questionnaire_is_none(path: str) -> None:
    assert MODEL.place(path) is None


@pytest.mark.parametrize("key", ["", "age[0]", "age[x]", "age[1", "a/b", "age[1]b"])
def test_what_is_no_key_is_none(key: str) -> None:
    assert Place.of(key) is None


def test_a_node_knows_what_stands_above_it() -> None:
    child = MODEL.standings["child"]
    assert (child.above, child.repeats, child.instance_repeats) == (
        ("household", "member"),
        ("member",),
        ("member", "child"),
    )
    assert MODEL.children == {
        "": ("age", "household"),
        "household": ("member",),
        "member": ("name", "child"),
        "child": ("child_name",),
    }
