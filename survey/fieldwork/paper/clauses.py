"""Single conditions in words: what was answered, chosen, ticked, left blank, or is more or less than something."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from survey.fieldwork.paper.amounts import AMOUNTS, BOXES, DAYS, TWO_ANSWERS
from survey.fieldwork.paper.deciding import decided, name_of
from survey.fieldwork.paper.words import Words
from survey.instrument.definition import Question, text_in
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import parts_of
from survey.instrument.model import Model
from survey.instrument.standing import Standing, expression_or_none
from survey.instrument.types import device, question_type

FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
CONTRARY = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "=": "!=", "!=": "="}
FARTHEST = 5
"""How many calculations that only repeat another answer are followed."""
MOST_LABELS = 12
_PARENT: Tree = ("path", ("self",), ("parent",))
NUMBERS = ("integer", "decimal", "range")


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen in a question, one of ``labels``; ``holds`` is False for what was not.

    ``way`` is "answered" where there is one answer, "ticked" for one of several, "only" for one and no other.
    """

    name: str
    labels: tuple[str, ...]
    way: str
    holds: bool

    def is_like(self, other: object) -> bool:
        """Whether the other is about the same question in the same way."""
        mine = (self.name, self.way, self.holds)
        return isinstance(other, Picked) and (other.name, other.way, other.holds) == mine

    def with_more(self, other: Picked) -> Picked:
        """The labels of both."""
        return dataclasses.replace(self, labels=tuple(dict.fromkeys((*self.labels, *other.labels))))


Clause = Markup | Picked
Found = Clause | tuple[Clause, ...] | bool | None
"""A clause, several of which any holds, what is always or never so, or None where there are no words."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """What makes clauses, seen from a row in ``repeats``; ``numbers`` are those of the questions that are printed."""

    model: Model
    words: Words
    numbers: Mapping[str, int]
    repeats: tuple[str, ...] = ()

    def known(self, name: str) -> str | None:
        """What is blank on every paper: a name that nothing has, and what only a device could tell."""
        standing = self.model.standings.get(name)
        if standing is None:
            return ""
        return "" if isinstance(standing.node, Question) and standing.node.type in device.NAMES else None

    def said(self, clause: Clause) -> Markup:
        """A clause as part of a sentence."""
        if not isinstance(clause, Picked):
            return clause
        gettext, number = self.words.gettext, self.number(clause.name)
        answer = self.words.one_of([self.words.quoted(label) for label in clause.labels])
        if clause.way == "only":
            return gettext("you ticked only %(answer)s in question %(number)s", answer=answer, number=number)
        if clause.way == "ticked" and clause.holds:
            return gettext("you ticked %(answer)s in question %(number)s", answer=answer, number=number)
        if clause.way == "ticked":
            return gettext("you did not tick %(answer)s in question %(number)s", answer=answer, number=number)
        if clause.holds:
            return gettext("you answered %(answer)s to question %(number)s", answer=answer, number=number)
        return gettext("you did not answer %(answer)s to question %(number)s", answer=answer, number=number)

    def of(self, tree: Tree, *, holds: bool) -> Found:
        """The clause of a single condition, or of its contrary."""
        if tree[0] in FLIPPED:
            return self._compared(tree[0], tree[1], tree[2], holds=holds)
        if tree[:2] == ("call", "selected") and len(tree) == 4 and tree[3][0] in ("string", "number"):
            asked = self.question(tree[2])
            if asked is not None and question_type(asked.type).has_choices and asked.type != "rank":
                return self._picked(
                    asked, "=", tree[3][1], way="ticked" if asked.type == "select_multiple" else "answered", holds=holds
                )
        return None

    def number(self, name: str) -> Markup:
        """The number of a question as it is said here; of one in another repeat, that of the same part."""
        number = Markup(self.numbers[name])  # noqa: S704 - a number
        if self._is_one(self.model.standings[name]):
            return number
        return self.words.gettext("%(number)s of the part with the same number", number=number)

    def question(self, tree: Tree, *, by_label: bool = False) -> Question | None:
        """The printed question that a tree reads, through calculations that only repeat its answer.

        With ``by_label`` one that is read as people see it will do, too.
        """
        for _ in range(FARTHEST):
            while (inner := _wrapped(tree, by_label=by_label)) is not None:
                tree = inner
            same_part = _same_part(tree)
            name = name_of(same_part or tree)
            standing = self.model.standings.get(name) if name is not None else None
            if standing is None or not isinstance(standing.node, Question):
                return None
            if not (same_part and self.repeats and len(standing.repeats) == 1) and not self._is_one(standing):
                return None
            if standing.name in self.numbers:
                return standing.node
            expression = expression_or_none(standing.node.calculation)
            if expression is None:
                return None
            tree = expression.tree
        return None

    def _is_one(self, standing: Standing) -> bool:
        """Whether there is one such answer, seen from here, and not one in each instance of a repeat."""
        return standing.repeats == self.repeats[: len(standing.repeats)]

    def _compared(self, sign: str, left: Tree, right: Tree, *, holds: bool) -> Found:
        if self.question(left) is None and not _counts(left):
            left, right, sign = right, left, FLIPPED[sign]
        if _counts(left):
            return self._counted(sign, left, right, holds=holds)
        asked = self.question(left)
        if asked is None:
            return None
        other = self.question(right)
        if other is not None:
            return None if not holds else self._two(sign, asked, other)
        constant = _constant(right)
        if constant == "":
            return self._blank(asked, answered=(sign == "!=") is holds) if sign in ("=", "!=") else None
        if asked.type == "date":
            return self._ordered(asked, sign, self._day(right, constant), DAYS, holds=holds)
        if constant is None:
            return None
        if asked.type == "select_one":
            return self._picked(asked, sign, constant, way="answered", holds=holds)
        if asked.type == "select_multiple" and sign == "=" and holds:
            return self._picked(asked, sign, constant, way="only", holds=True)
        if asked.type == "acknowledge":
            return self._ticked(asked, sign, constant, holds=holds)
        if asked.type in NUMBERS:
            number = _number(constant)
            return (
                None if number is None else self._ordered(asked, sign, self.words.number(number), AMOUNTS, holds=holds)
            )
        if asked.type in ("text", "barcode") and sign in ("=", "!="):
            return Picked(asked.name, (str(constant),), "answered", holds is (sign == "="))
        return None

    def _ordered(
        self, asked: Question, sign: str, value: Markup | None, table: Mapping[str, str], *, holds: bool
    ) -> Found:
        if value is None:
            return None
        number = self.number(asked.name)
        if holds:
            return self.words.gettext(table[sign], number=number, value=value)
        contrary = self.words.gettext(table[CONTRARY[sign]], number=number, value=value)
        # The contrary of `more` holds for a blank, too.
        return contrary if sign in ("=", "!=") else (contrary, self._blank(asked, answered=False))

    def _two(self, sign: str, asked: Question, other: Question) -> Found:
        number, second = self.number(asked.name), self.number(other.name)
        return self.words.gettext(TWO_ANSWERS[sign], number=number, other=second)

    def _counted(self, sign: str, left: Tree, right: Tree, *, holds: bool) -> Found:
        constant = _constant(right)
        asked, value = self.question(left[2]), None if constant is None else _number(constant)
        if asked is None or value is None:
            return None
        sign = sign if holds else CONTRARY[sign]  # a count is never blank
        if (sign, value) in ((">", 0), (">=", 1), ("!=", 0)):
            return self._blank(asked, answered=True)
        if (sign, value) in (("=", 0), ("<", 1), ("<=", 0)):
            return self._blank(asked, answered=False)
        if left[1] != "count-selected":
            return None
        return self.words.gettext(BOXES[sign], number=self.number(asked.name), value=self.words.number(value))

    def _blank(self, asked: Question, *, answered: bool) -> Markup:
        number = self.number(asked.name)
        if answered:
            return self.words.gettext("you answered question %(number)s", number=number)
        return self.words.gettext("you left question %(number)s blank", number=number)

    def _ticked(self, asked: Question, sign: str, constant: str | float, *, holds: bool) -> Found:
        if constant != "OK" or sign not in ("=", "!="):
            return None
        number = self.number(asked.name)
        if holds is (sign == "="):
            return self.words.gettext("you ticked the box of question %(number)s", number=number)
        return self.words.gettext("you did not tick the box of question %(number)s", number=number)

    def _picked(self, asked: Question, sign: str, constant: str | float, *, way: str, holds: bool) -> Found:
        """The choices that hold, by their labels; what no choice can be is not said, for it is a slip of the author."""
        test = "=" if sign == "!=" else sign
        fallback = self.model.questionnaire.default_language
        labels = [
            text_in(choice.label, self.words.language, fallback) or choice.name
            for choice in self.model.choices(asked)
            if decided((test, ("string", choice.name), _tree(constant)), self.known)
        ]
        positive = holds is not (sign == "!=")
        if not labels:
            return None if positive else True
        picked = Picked(asked.name, tuple(dict.fromkeys(labels)), way, positive)
        return picked if len(picked.labels) <= MOST_LABELS else None

    def _day(self, right: Tree, constant: str | float | None) -> Markup | None:
        if right == ("call", "today"):
            return self.words.gettext("today")
        if right[:2] == ("call", "date") and len(right) == 3:
            constant = _constant(right[2])
        return self.words.day(constant) if isinstance(constant, str) else None


def _wrapped(tree: Tree, *, by_label: bool) -> Tree | None:
    """What stands inside a function that changes nothing of an answer as it is meant here."""
    if tree[0] != "call" or len(tree) < 3:
        return None
    inner: Tree = tree[2]
    if tree[1] in ("number", "int", "string", "once") and len(tree) == 3:
        return inner
    if tree[1] == "selected-at" and tree[3:] == (("number", 0.0),):
        return inner
    return inner if by_label and tree[1] == "jr:choice-name" else None


def _same_part(tree: Tree) -> Tree | None:
    """What ``indexed-repeat(${x}, ${r}, position(..))`` reads: the answer in the instance of the same number."""
    is_same = tree[:2] == ("call", "indexed-repeat") and tree[4:] == (("call", "position", _PARENT),)
    return tree[2] if is_same else None


def _tree(constant: str | float) -> Tree:
    return ("string" if isinstance(constant, str) else "number", constant)


def _counts(tree: Tree) -> bool:
    return tree[0] == "call" and tree[1] in ("count-selected", "string-length") and len(parts_of(tree)) == 1


def _constant(tree: Tree) -> str | float | None:
    if tree[0] in ("string", "number"):
        value: str | float = tree[1]
        return value
    if tree[0] == "neg" and tree[1][0] == "number":
        return -float(tree[1][1])
    return None


def _number(constant: str | float) -> float | None:
    try:
        return float(constant)
    except ValueError:
        return None
