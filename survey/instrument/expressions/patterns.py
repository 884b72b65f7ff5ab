"""Patterns in linear time: what ``regex()`` may search for."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2

MAXIMUM_PATTERN_MEMORY = 1 << 20


class PatternError(ValueError):
    """A pattern that the linear-time engine does not take, such as one with look-ahead."""


@lru_cache(maxsize=512)
def compiled_pattern(pattern: str) -> Any:
    """A pattern compiled by re2, whose time is linear in the text; raises PatternError."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAXIMUM_PATTERN_MEMORY
    try:
        return re2.compile(pattern, options)
    except (re2.error, UnicodeEncodeError) as error:
        reason = error.args[0] if error.args else ""
        told = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise PatternError(told) from None
