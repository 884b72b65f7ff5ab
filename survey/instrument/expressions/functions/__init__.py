"""The functions an expression may call: one table from name to what it does."""

from __future__ import annotations

from collections.abc import Mapping

from survey.instrument.expressions.context import Function
from survey.instrument.expressions.functions import choices, days, geography, nodes, numbers, texts, truth

FUNCTIONS: Mapping[str, Function] = {
    function.name: function
    for room in (truth, numbers, texts, days, nodes, choices, geography)
    for function in room.FUNCTIONS
}
