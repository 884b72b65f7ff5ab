"""What is measured of expressions is worked out."""

from benchmarks import expressions
from survey.instrument.model import Model


def test_the_measured_page_fails_nowhere() -> None:
    state = expressions._page(Model.of(expressions._questionnaire(3)))
    assert state.failures() == ()
    assert len(expressions.CONDITIONS + expressions.CONSTRAINTS) == 25  # the page that the promise of speed names
