"""What a page needs so as to show, hide and filter while someone types: trees, and the texts of other pages.

The server alone decides; with JavaScript off, or where a part is missing here, the page asks it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from survey.forms.page_trees import for_page, labelled_in, lists_in
from survey.instrument.definition import Node, Question, Repeat
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import names_read
from survey.instrument.isolation import AS_IT_BEGINS, END, isolated, reads_from_the_right
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.plain_words import in_plain_words, words_in
from survey.instrument.standing import Standing, expression_or_none
from survey.instrument.state import State
from survey.instrument.worked_out import stored_text

_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
MOST_CHOICES = 250
"""A longer list does not travel with each page: the server filters it."""

_COLUMNS = {
    "relevant": "relevant",
    "required": "required",
    "constraint": "constraint",
    "calculation": "calculation",
    "filter": "choice_filter",
    "count": "repeat_count",
}
_LEFT = ("constraint", "required")
"""What the page does not show: the server tells it when the page is sent."""
_CASTS = {"integer": "int", "int": "int", "decimal": "decimal"}
_FILTERED = ("select_one", "select_multiple")
"""The types of which the page hides choices; of a rank, every place would have to be chosen anew."""
_UNCAST = frozenset({"calculate", "hidden", "text", "string", "note", "select_one", "select_multiple"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What never changes of a page: the trees of the nodes it reads, by node and kind, and the nodes it can move."""

    trees: Mapping[str, Mapping[str, Tree]]
    moving: frozenset[str]
    lists: frozenset[str]


def page_tree(
    state: State, names: tuple[str, ...], *, moment: datetime.datetime, language: str
) -> dict[str, Any] | None:
    """What the page that asks ``names`` needs, as JSON holds it; None when nothing depends on what it asks.

    ``moment`` and ``language`` are those of the state.
    """
    plan = _plan(state.model, names)
    if plan is None:
        return None
    return {
        "nodes": {name: _node(state.model, plan, name) for name in plan.trees},
        "lists": {name: _rows(state.model, name, language) for name in sorted(plan.lists)},
        "answers": dict(_texts(state, plan)),
        "hidden": sorted(_hidden(state, plan)),
        "labels": dict(_labels(state, plan, names, language)),
        "now": moment.isoformat(timespec="milliseconds"),
        "zone": getattr(moment.tzinfo, "key", None),
    }


@lru_cache(maxsize=2048)
def _plan(model: Model, names: tuple[str, ...]) -> Plan | None:
    known: dict[str, Mapping[str, Tree]] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in known or name not in model.standings:
            continue
        known[name] = _trees(model.standings[name])
        waiting += [*model.standings[name].above, *_read(known[name]), *_shown(model, name)]
    moving = _moving(model, known, frozenset(names))
    moved = [_read(known[name], but=_LEFT) for name in moving] + [_shown(model, name) for name in names]
    if not any(read & moving for read in moved):
        return None
    nodes = {name: model.standings[name].node for name in known}
    kept = {name: _sent(model, nodes[name], trees) if name in moving else {} for name, trees in known.items()}
    needed = set(moving).union(*(_read(trees) for trees in kept.values()), *(_shown(model, name) for name in names))
    needed |= {above for name in needed & known.keys() for above in model.standings[name].above}
    shown = {name: kept[name] for name in model.standings if name in needed}
    lists = frozenset(chosen for trees in shown.values() for tree in trees.values() for chosen in lists_in(tree))
    return Plan(shown, moving, lists | _own_lists(model, shown))


def _trees(standing: Standing) -> Mapping[str, Tree]:
    """The trees of a node's expressions; what is worked out at one moment and kept is a text here, like an answer."""
    node = standing.node
    texts = {kind: getattr(node, column, "") for kind, column in _COLUMNS.items()}
    if isinstance(node, Question) and (node.trigger or (standing.lasts and not standing.reads)):
        del texts["calculation"]
    read = {kind: expression_or_none(text) for kind, text in texts.items()}
    return {kind: expression.tree for kind, expression in read.items() if expression is not None}


def _read(trees: Mapping[str, Tree], but: Collection[str] = ()) -> frozenset[str]:
    return frozenset().union(*(names_read(tree) for kind, tree in trees.items() if kind not in but))


def _shown(model: Model, name: str) -> frozenset[str]:
    """The names whose values stand in the label of a question of the page, in whichever language."""
    label = model.standings[name].node.label if name in model.standings else {}
    return frozenset(found for text in label.values() for found in _REFERENCE.findall(text)) & model.standings.keys()


def _moving(model: Model, known: Mapping[str, Mapping[str, Tree]], own: frozenset[str]) -> frozenset[str]:
    """The page's own questions and all that hangs on them."""
    moving = own & known.keys()
    while True:
        more = {
            name
            for name, trees in known.items()
            if name not in moving
            if _read(trees) & moving or moving.intersection(model.standings[name].above)
        }
        if not more:
            return moving
        moving |= more


def _sent(model: Model, node: Node, trees: Mapping[str, Tree]) -> Mapping[str, Tree]:
    """The trees that the page can work out."""
    rewritten = {kind: for_page(tree) for kind, tree in trees.items()}
    if isinstance(node, Question) and not (node.type in _FILTERED and _is_small(model, node.list_name)):
        rewritten.pop("filter", None)
    if isinstance(node, Question) and _kind(node) not in _CASTS.keys() | _UNCAST:
        rewritten.pop("calculation", None)
    return {
        kind: tree
        for kind, tree in rewritten.items()
        if tree is not None and all(_is_small(model, name) for name in lists_in(tree))
        if all(_is_offered_there(model, name) for name in labelled_in(tree))
    }


def _is_small(model: Model, name: str) -> bool:
    """Whether a list of choices can travel with the page; a file never does."""
    return 0 < len(model.questionnaire.choices.get(name, ())) <= MOST_CHOICES


def _is_offered_there(model: Model, name: str) -> bool:
    """Whether the page knows the choices of a question, so that it can give the label of one."""
    question = model.standings[name].node if name in model.standings else None
    if not isinstance(question, Question) or not _is_small(model, question.list_name):
        return False
    chosen = expression_or_none(question.choice_filter)
    return chosen is None or for_page(chosen.tree) is not None


def _kind(question: Question) -> str:
    """What the value of a question is stored as."""
    return question.columns.get("bind::type", question.type)


def _own_lists(model: Model, trees: Mapping[str, Mapping[str, Tree]]) -> frozenset[str]:
    """The lists of the questions that the page filters or takes the name of a choice from."""
    named = frozenset().union(*(_read(one) for one in trees.values()))
    nodes = [(model.standings[name].node, one) for name, one in trees.items()]
    return frozenset(
        node.list_name
        for node, one in nodes
        if isinstance(node, Question) and ("filter" in one or node.name in named) and _is_small(model, node.list_name)
    )


def _node(model: Model, plan: Plan, name: str) -> dict[str, Any]:
    standing = model.standings[name]
    told: dict[str, Any] = dict(plan.trees[name])
    if standing.parent:
        told["parent"] = standing.parent
    if isinstance(standing.node, Repeat):
        told["repeat"] = True
    if isinstance(standing.node, Question):
        if "calculation" in told and (cast := _CASTS.get(_kind(standing.node))):
            told["cast"] = cast
        if standing.node.list_name in plan.lists:
            told["list"] = standing.node.list_name
    return told


def _rows(model: Model, name: str, language: str) -> list[Mapping[str, str]]:
    listed = model.instance(name, language)
    rows = [item.row for item in listed.items] if listed is not None else []
    return [_row(row, language) for row in rows]


def _row(row: Mapping[str, str], language: str) -> Mapping[str, str]:
    """A choice as the page reads it; under '' what it shows, where that is not its label as it is."""
    told = {column: text for column, text in row.items() if column != "itextId"}
    words = isolated(in_plain_words(told.get("label", "")), language)
    return told if words == told.get("label", "") else {**told, "": words}


def _texts(state: State, plan: Plan) -> Iterator[tuple[str, str]]:
    """What the page starts from: the answers it can change, what others say now, how often repeats are asked."""
    for name, trees in plan.trees.items():
        standing = state.model.standings[name]
        if isinstance(standing.node, Repeat):
            outer = state.places(standing.parent) if standing.parent else (Place(""),)
            places = [Place(name, place.indices) for place in outer]
            yield from ((place.key, str(state.count(place))) for place in places)
        elif isinstance(standing.node, Question):
            is_filtered = bool(standing.node.choice_filter) and "filter" not in trees
            moves = name in plan.moving and "calculation" not in trees and not is_filtered
            texts = {place: _typed(state, standing.node, place) if moves else "" for place in state.places(name)}
            yield from ((place.key, shown) for place, text in texts.items() if (shown := text or state.text(place)))


def _typed(state: State, question: Question, place: Place) -> str:
    """What was answered, also where it is not asked now; '' when nothing was."""
    value = state.answers.get(place.key)
    return "" if value is None else stored_text(question.type, value)


def _labels(
    state: State, plan: Plan, names: tuple[str, ...], language: str
) -> Iterator[tuple[str, list[str | list[str]]]]:
    """The labels in which something moves: their parts, a text or in a list the name whose value stands there."""
    for name in names:
        if _shown(state.model, name) & plan.moving:
            label = state.model.standings[name].node.label
            words = isolated(words_in(label, language, state.model.questionnaire.default_language), language)
            told = [[part] if odd % 2 else part for odd, part in enumerate(_REFERENCE.split(_around_values(words)))]
            yield from ((place.key, told) for place in state.places(name))


def _around_values(words: str) -> str:
    """The words with each value isolated, as the server shows them."""
    return _REFERENCE.sub(rf"{AS_IT_BEGINS}\g<0>{END}", words) if reads_from_the_right(words) else words


def _hidden(state: State, plan: Plan) -> Iterator[str]:
    """The nodes that are not asked, and not for a reason the page knows; what their groups say, it learns of these."""
    for name, trees in plan.trees.items():
        if "relevant" not in trees and state.model.standings[name].node.relevant:
            yield from (place.key for place in state.places(name) if not state.is_relevant(place))
