"""Trees of expressions as the page can work them out; None where only the server can."""

from __future__ import annotations

from survey.forms.page_patterns import page_pattern
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import branches

SERVER_FUNCTIONS = frozenset(
    {"random", "uuid", "randomize", "digest", "base64-decode", "pulldata", "distance", "area", "jr:itext", "translate"}
    | {"weighted-checklist", "sqrt", "exp", "exp10", "log", "log10", "pi"}
    | {"sin", "cos", "tan", "asin", "acos", "atan", "atan2"}
)
"""What ``interpreter.mjs`` leaves out: functions that give another value each time, or that weigh much and are rare."""
_NAMES_OF_DAYS = ("%a", "%b")
"""Formats that need the names of days and months in the language of the form."""


def for_page(tree: Tree) -> Tree | None:
    """The tree with patterns rewritten for the page; None when a part of it is for the server alone."""
    if tree[0] == "call":
        name, *arguments = tree[1:]
        if name in SERVER_FUNCTIONS:
            return None
        if name == "regex":
            return _matched(arguments)
        if name == "jr:choice-name" and arguments[1][0] != "string":
            return None
        if name.startswith("format-date") and not _is_plain(arguments[1]):
            return None
    if tree[0] == "|" or tree[:2] == ("child", "*"):
        return None
    parts = tuple(for_page(part) if isinstance(part, tuple) else part for part in tree)
    return None if None in parts else parts


def _is_plain(pattern: Tree) -> bool:
    """Whether a format is known beforehand and made of numbers alone."""
    return pattern[0] == "string" and not any(letter in pattern[1] for letter in _NAMES_OF_DAYS)


def _matched(arguments: list[Tree]) -> Tree | None:
    text, pattern = arguments
    rewritten = page_pattern(pattern[1]) if pattern[0] == "string" else None
    tried = for_page(text)
    return None if rewritten is None or tried is None else ("call", "regex", tried, ("string", rewritten))


def lists_in(tree: Tree) -> frozenset[str]:
    """Every list of choices or file that a tree reads."""
    return frozenset(branch[1] for branch in branches(tree) if branch[0] == "instance")


def labelled_in(tree: Tree) -> frozenset[str]:
    """Every question of which a tree asks the label of a choice."""
    return frozenset(branch[-1][1] for branch in branches(tree) if branch[:2] == ("call", "jr:choice-name"))
