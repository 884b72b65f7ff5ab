"""Chance that can be repeated: every draw begins from words, never from a clock or from another draw."""

from __future__ import annotations

from random import Random


def chance(*words: object) -> Random:
    """Random numbers that these words decide, the same in every run and on every machine."""
    return Random(" ".join(map(str, words)))  # noqa: S311 - people are made up with it, no secret is
