"""XLSForm expressions: compile a text once, then evaluate it on the nodes of a form."""

from survey.instrument.expressions.compiled import Expression, compile_expression
from survey.instrument.expressions.refusals import ExpressionError

__all__ = ["Expression", "ExpressionError", "compile_expression"]
