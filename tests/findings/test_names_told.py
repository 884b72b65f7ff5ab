"""Every fixed name that the library gives to a reader has its text in every language."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from house.source_tree import ROOT

import analysis
from analysis.comparison.wording import AS_EFFECT
from analysis.results import REASONS, Estimate, Finding
from survey.config import LANGUAGES
from survey.findings.telling.caution_texts import CAUTION_TEXTS
from survey.findings.telling.fixed_texts import TEXTS, fixed_text
from survey.findings.telling.message_texts import MESSAGE_TEXTS
from survey.findings.telling.messages import message_told
from survey.findings.telling.sentences import SENTENCES
from survey.findings.telling.tongue import Tongue

KINDS = {
    "estimand": "estimand",
    "method": "method",
    "missing_policy": "policy",
    "unit": "unit",
    "assumptions": "assumption",
    "cautions": "caution",
}
ROOMS = [ROOT / "analysis", ROOT / "survey" / "findings" / "planned"]
SOLVERS = {"method:bfgs", "method:highs", "method:ml"}
"""What the libraries beneath are told, and no reader is."""
COLUMNS_OF_EXAMPLES = {"w"}
"""Weights are named by their method, or by the column they were given in."""


@cache
def given_by_the_examples() -> frozenset[str]:
    """The keys of all names in the Estimates that the examples of the library make."""
    found: set[str] = set()
    checked = Estimate.__post_init__

    def note(estimate: Estimate) -> None:
        checked(estimate)
        for field, kind in KINDS.items():
            held = getattr(estimate, field)
            found.update(f"{kind}:{name}" for name in ([held] if isinstance(held, str) else held) if name)
        if estimate.weights not in COLUMNS_OF_EXAMPLES:
            found.add(f"weights:{estimate.weights}")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Estimate, "__post_init__", note)
        for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
            doctest.testmod(importlib.import_module(module.name))
    return frozenset(found)


def calls(name: str = "") -> Iterator[tuple[str, ast.expr]]:
    """Every word given by name in the source of these rooms, and what is given; only to calls of ``name``."""
    for room in ROOMS:
        for path in room.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and (not name or getattr(node.func, "id", "") == name):
                    yield from ((keyword.arg or "", keyword.value) for keyword in node.keywords)
                    yield from (("", argument) for argument in node.args)


def written_in_the_source() -> set[str]:
    """The keys of names that are written where an Estimate is made."""
    found = set()
    for word, value in calls():
        if word not in KINDS or any(isinstance(node, ast.JoinedStr) for node in ast.walk(value)):
            continue  # put together: the examples give these
        for node in ast.walk(value):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                found.add(f"{KINDS[word]}:{node.value}")
    return found


def test_names_were_found() -> None:
    assert {"estimand:mean_change", "caution:few_clusters", "method:wilson"} <= given_by_the_examples()
    assert {"estimand:mean_change", "policy:listwise", "assumption:independent_people"} <= (
        written_in_the_source() | given_by_the_examples()
    )


def test_every_name_has_a_text() -> None:
    effects = {f"estimand:{name}" for name in (*AS_EFFECT, *AS_EFFECT.values())}
    reasons = {f"reason:{name}" for name in REASONS}
    asked = given_by_the_examples() | written_in_the_source() | effects | reasons
    assert sorted(asked - SOLVERS - TEXTS.keys()) == []


def findings() -> set[str]:
    """The keys of all Findings that the library makes outside its charts."""
    keys = set()
    for path in (path for path in ROOMS[0].rglob("*.py") if path.parent.name != "charts"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding" and node.args:
                first = node.args[0]
                keys |= {first.value} if isinstance(first, ast.Constant) else set()
    return keys


COMPOSED: Mapping[str, tuple[str, ...]] = {
    "change": ("change_up", "change_down", "change_unclear", "change_without_interval", "change_unknown"),
    "ends": ("floor_crowded", "ceiling_crowded"),
    "no_model": tuple(f"no_model_{reason}" for reason in REASONS),
}
"""Keys that are put together where a Finding is made."""


@pytest.mark.parametrize("key", sorted(findings() | {key for keys in COMPOSED.values() for key in keys}))
def test_every_finding_of_the_library_is_told_in_every_language(key: str) -> None:
    values = {"change": 1.5, "share": 0.2, "lost": 3, "tipping_point": -5.5, "rows": 2, "people": 10.0}
    values |= {"other_people": 12.0}
    texts = {"margin": "site", "other": "age", "category": "north", "reason": "too_few"}
    told = [message_told(Tongue(language), Finding(key, values | texts)) for language in LANGUAGES]
    assert all("%(" not in sentence and sentence for sentence in told) and len(set(told)) == len(LANGUAGES)


def test_a_finding_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError, match="finding:miracle"):
        message_told(Tongue("en"), Finding("miracle"))


@pytest.mark.parametrize("key", sorted(CAUTION_TEXTS))
def test_a_caution_is_one_short_sentence_that_says_what_to_do(key: str) -> None:
    for language in LANGUAGES:
        sentence = fixed_text(Tongue(language), key)
        assert sentence and sentence.endswith(".") and len(sentence) < 180


def test_findings_of_charts_and_of_the_library_do_not_share_a_key() -> None:
    assert {key.removeprefix("finding:") for key in MESSAGE_TEXTS}.isdisjoint(SENTENCES)
