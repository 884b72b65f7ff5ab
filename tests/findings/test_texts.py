"""Whatever a chart asks for has its text, its sentence, and its way into a release and back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from analysis.charts.texts import OWN_TEXTS
from analysis.disclosure.closing import REASONS
from survey.findings.current import charts
from survey.findings.frozen import Withheld, from_text, to_text
from survey.findings.telling.fixed_texts import TEXTS, fixed_text
from survey.findings.telling.sentences import SENTENCES
from survey.findings.telling.tongue import Tongue
from survey.findings.telling.why import SENTENCES as WHY

from .answered import answered, published

ROOT = Path(__file__).parent.parent.parent
FINDING = re.compile(r'Finding\(\s*"(\w+)"')


def test_every_text_that_charts_ask_for_is_there_as_they_have_it() -> None:
    assert {key: TEXTS.get(key) for key in OWN_TEXTS} == OWN_TEXTS


def test_every_finding_of_a_chart_has_its_sentence() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "analysis" / "charts").glob("*.py"))
    keys = set(FINDING.findall(source)) | {"changes_looking_back", "changes_between_waves"}
    keys |= {f"forest_{way}" for way in ("higher", "lower", "unclear", "without_interval")}
    keys |= {f"felt_individual_{figure}" for figure in ("reliable", "ways")}
    assert len(keys) > 8 and keys == set(SENTENCES)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_of_disclosure_has_a_sentence_and_a_short_text(reason: str) -> None:
    assert reason in WHY and fixed_text(Tongue("en"), reason)


@pytest.mark.parametrize(
    ("language", "value", "told"),
    [("fr", 3.25, "+3,2"), ("fr", -3.25, "\u22123,2"), ("en", 0.04, "0.0"), ("ar", 2.0, "\u2066+2.0\u2069")],
)
def test_a_change_is_told_with_its_sign(language: str, value: float, told: str) -> None:
    assert Tongue(language).signed(value) == told


def test_charts_come_out_of_a_release_as_they_went_in(app: Flask) -> None:
    record = published()
    chosen = [{"calm": str(1 + number % 3), "calm_then": str(1 + number // 3 % 3)} for number in range(30)]
    answered(record, "a", chosen, arm="advice")
    drawn = (*charts(record, ()).charts, Withheld("items.other", "too_few"))
    assert len(drawn) > 4 and from_text(to_text(drawn)) == drawn


def test_a_number_that_is_none_is_never_released() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_text([Withheld("change", float("nan"))])  # type: ignore[arg-type]  # on purpose
