"""The codebook says what each column holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from staff_study import published, questionnaire, study

from survey.dataset.codebook import HEADERS, Entry, codebook, lines
from survey.dataset.rows import dataset
from survey.instrument.study import ProfileVariable
from survey.store import studies

pytestmark = pytest.mark.usefixtures("app")


def entries(language: str = "en") -> dict[str, Entry]:
    return {entry.name: entry for entry in codebook(dataset(published()), language)}


def test_an_item_tells_its_values_scale_source_and_languages() -> None:
    calm = entries()["calm"]
    assert calm.label == "Calm"
    assert calm.values == (("1", "Never"), ("2", "=Sometimes"), ("3", "Always"))
    assert (calm.type, calm.dtype, calm.instrument) == ("select_one", "Int64", "wellbeing")
    assert (calm.scales, calm.reversed_in) == (("wellbeing",), ("wellbeing",))
    assert calm.sources == ("written for Jalon, not validated",)
    assert calm.languages == (("fr", "reviewed"), ("en", "draft"))
    assert calm.missing_reasons == ("not_asked", "not_reached", "not_answered", "refused")


def test_a_then_item_belongs_to_the_scale_of_its_now_item() -> None:
    then = entries()["calm_then"]
    assert (then.then_test, then.scales, then.reversed_in) == ("calm", ("wellbeing",), ("wellbeing",))


def test_a_sensitive_question_is_marked() -> None:
    assert entries()["words"].sensitive and not entries()["calm"].sensitive


def test_labels_fall_back_to_the_language_of_the_study() -> None:
    assert entries("ar")["calm"].label == "Calme"
    assert entries("fr-x-facile")["calm"].label == "Calme"


def test_arms_and_waves_have_their_labels() -> None:
    assert entries()["arm"].values == (("advice", "Advice"), ("support", "Support"))
    assert entries()["wave"].values == (("post", "Wave post"),)


def test_every_line_has_every_column() -> None:
    assert {len(line) for entry in entries().values() for line in lines(entry)} == {len(HEADERS)}


def test_values_follow_their_column() -> None:
    assert [line[:3] for line in lines(entries()["calm"])] == [
        ("calm", "", "Calm"),
        ("calm", "1", "Never"),
        ("calm", "2", "=Sometimes"),
        ("calm", "3", "Always"),
    ]


def test_the_register_has_its_days_and_the_labels_of_its_profile() -> None:
    band = ProfileVariable("age_band", "AGE", {"en": "Age band"}, {"30+": {"en": "30 or older"}})
    plain = study()
    profiled = replace(plain, register=replace(plain.register, profile=(band,)))
    source = dataset(studies.publish(profiled, {"post": questionnaire()}))
    found = {entry.name: entry for entry in codebook(source, "en")}
    assert (found["register.age_band"].label, found["register.age_band"].values) == (
        "Age band",
        (("30+", "30 or older"),),
    )
    assert {name for name, entry in found.items() if entry.dtype == "datetime64[ns]"} == {
        "entry_date",
        "support_start",
        "support_end",
        "started_on",
        "submitted_on",
    }
