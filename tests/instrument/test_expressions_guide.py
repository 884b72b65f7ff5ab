"""The guide of expressions shows what the language gives, and leaves no function out."""

import re
from pathlib import Path

import pytest
from instrument.examples import worked_out

from survey.instrument.expressions.functions import FUNCTIONS

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "expressions.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (`[^|]+`) \| (`[^|]+`) \|", re.MULTILINE)


def shown() -> list[tuple[str, str]]:
    """Every expression shown with its value."""
    pairs = ((re.findall("`([^`]+)`", left), re.findall("`([^`]+)`", right)) for left, right in ROW.findall(GUIDE))
    return [pair for left, right in pairs for pair in zip(left, right, strict=True)]


@pytest.mark.parametrize(("expression", "value"), shown())
def test_the_guide_shows_what_comes_out(expression: str, value: str) -> None:
    assert worked_out(expression) == value


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_shown_with_an_example(name: str) -> None:
    assert any(f"{name}(" in expression for expression, _ in shown())
