"""XLSForm expressions: compile a text once, then ask whether it holds."""

from survey.instrument.expressions.compiled import (
    Expression,
    ExpressionFailure,
    compile_expression,
    holds,
)
from survey.instrument.expressions.grammar import ExpressionError

__all__ = ["Expression", "ExpressionError", "ExpressionFailure", "compile_expression", "holds"]
