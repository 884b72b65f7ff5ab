"""One filling of a questionnaire at one moment: what is relevant, required and valid, decided when asked."""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from survey.instrument.definition import Answers, Choice, Group, Node, Question, Value
from survey.instrument.expressions import ExpressionError, ExpressionFailure, compile_expression, holds
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.types import question_type

_log = logging.getLogger(__name__)
_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """An expression that could not be evaluated: whose, and in which column (``relevant``, ``required``, …)."""

    name: str
    kind: str


class State:
    """Answers under a model's rules; everything is decided once, and only when it is asked for.

    ``kept`` are the texts that earlier states calculated and that must stay; ``blanks`` the keys of questions that
    were asked and left without an answer, so that no default comes back.
    """

    def __init__(
        self,
        model: Model,
        answers: Answers,
        *,
        moment: datetime.datetime,
        language: str = "",
        kept: Mapping[str, str] | None = None,
        blanks: Collection[str] = (),
        seed: int = 0,
    ) -> None:
        """Decide nothing yet."""
        self.model = model
        self.answers = answers
        self.moment = moment
        self.language = language or model.questionnaire.default_language
        self.seed = seed
        self._kept = kept or {}
        self._blanks = blanks
        self._relevant: dict[Place, bool] = {}
        self._failures: dict[Failure, None] = {}

    def places(self, name: str) -> tuple[Place, ...]:
        """Where a node stands now: once, or in each instance of the repeats above it."""
        return (Place(name),)

    def count(self, place: Place) -> int:
        """How many instances a repeat has."""
        return 0

    def is_relevant(self, place: Place) -> bool:
        """Whether a node is asked: its own condition and those of the groups it stands in hold."""
        known = self._relevant.get(place)
        if known is None:
            standing = self.model.standings[place.name]
            self._relevant[place] = True  # what waits for itself is shown
            known = not standing.parent or self.is_relevant(Place(standing.parent))
            if known and standing.node.relevant:
                known = self._holds(standing.node, "relevant", standing.node.relevant, failed=True)
            self._relevant[place] = known
        return known

    def is_required(self, place: Place) -> bool:
        """Whether an answer is required; an expression that fails lets the person go on."""
        question = self._question(place)
        if question.required in ("", "false()"):
            return False
        return question.required == "true()" or self._holds(question, "required", question.required, failed=False)

    def is_read_only(self, place: Place) -> bool:
        """Whether an answer can only be looked at."""
        question = self._question(place)
        return bool(question.read_only) and self._holds(question, "read_only", question.read_only, failed=False)

    def constraint_holds(self, place: Place, value: Value | None) -> bool:
        """Whether a value keeps the constraint; a blank does, and so does one that cannot be told."""
        question = self._question(place)
        if not question.constraint or value is None:
            return True
        text = question_type(question.type).expression_text(value)
        return self._holds(question, "constraint", question.constraint, failed=True, tried=text)

    def choices(self, place: Place) -> tuple[Choice, ...]:
        """The choices that are offered."""
        return self.model.questionnaire.choices.get(self._question(place).list_name, ())

    def text(self, place: Place) -> str:
        """What expressions read: '' when blank or not relevant."""
        value = self.answers.get(place.key)
        node = self.model.standings[place.name].node
        if value is None or isinstance(node, Group) or not self.is_relevant(place):
            return ""
        return question_type(node.type).expression_text(value)

    def calculated(self) -> Mapping[str, str]:
        """The texts worked out by the questionnaire itself, by key: what a document keeps."""
        return dict(self._kept)

    def label(self, text: str, place: Place, language: str = "") -> str:
        """A text with each ``${x}`` replaced by its value."""
        return _REFERENCE.sub(lambda found: self.text(Place(found[1])), text) if "${" in text else text

    def failures(self) -> tuple[Failure, ...]:
        """The expressions that have failed so far."""
        return tuple(self._failures)

    def _question(self, place: Place) -> Question:
        node = self.model.standings[place.name].node
        if isinstance(node, Group):
            raise KeyError(place.name)
        return node

    def _holds(self, node: Node, kind: str, text: str, *, failed: bool, tried: str | None = None) -> bool:
        texts = _Texts(self) if tried is None else _Texts(self, {node.name: tried})
        try:
            return holds(compile_expression(text), texts, tried or "", self.moment.date())
        except (ExpressionError, ExpressionFailure):
            self._failures[Failure(node.name, kind)] = None
            _log.warning("expression failed: %s %s", node.name, kind)  # never the values: they are answers
            return failed


class _Texts(dict[str, str]):
    """Texts by name, read from the state as they are asked for."""

    def __init__(self, state: State, tried: Mapping[str, str] | None = None) -> None:
        super().__init__(tried or {})
        self._state = state

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        if name in self:
            return self[name]
        return self._state.text(Place(name)) if name in self._state.model.standings else default
