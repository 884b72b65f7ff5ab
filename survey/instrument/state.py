"""One filling of a questionnaire at one moment: what is relevant, required and valid, decided when asked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping

from survey.instrument.definition import Answers, Choice, Group, Question, Value
from survey.instrument.evaluation import evaluated
from survey.instrument.expressions.values import text_of, truth_of
from survey.instrument.filling import Filling
from survey.instrument.form_node import FormNode
from survey.instrument.isolation import AS_IT_BEGINS, END, reads_from_the_right
from survey.instrument.model import Model
from survey.instrument.offers import offered
from survey.instrument.places import Place
from survey.instrument.steady import Decided
from survey.instrument.steps import CircleError, Failure
from survey.instrument.worked_out import stored_text, triggers, value_of

__all__ = ["Failure", "State"]

_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


class State:
    """Answers under a model's rules; everything is decided once, and only when it is asked for.

    ``kept`` are the texts that earlier states worked out and that stay; ``blanks`` the keys of questions that
    were asked and left without an answer, so that no default comes back; ``decided`` is what earlier states found of
    the steady nodes, and which of them are to be decided anew.
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
        decided: Decided | None = None,
    ) -> None:
        """Decide nothing yet."""
        self.model = model
        self.answers = answers
        self.moment = moment
        self._filling = Filling(
            model, answers, moment=moment, language=language, kept=kept, blanks=blanks, seed=seed, decided=decided
        )

    @property
    def hidden(self) -> int:
        """Which steady nodes are not asked, as bits; those about which nothing is known are decided now."""
        steady, decided = self.model.steady, self._filling.decided
        if decided is None:
            decided = Decided(0, steady.every)
        if decided.anew:
            asked = (name for name in steady.named(decided.anew) if self.is_relevant(Place(name)))
            decided = Decided(decided.hidden & ~decided.anew | decided.anew & ~steady.bits(asked))
            self._filling.decided = decided
        return decided.hidden

    def places(self, name: str) -> tuple[Place, ...]:
        """Where a node stands now: once, or in each instance of the repeats above it; a repeat's are its instances."""
        return tuple(node.place for node in self._filling.instances(self.model.standings[name]))

    def count(self, place: Place) -> int:
        """How many instances a repeat has."""
        return self._filling.count(self.model.standings[place.name], place.indices)

    def is_relevant(self, place: Place) -> bool:
        """Whether a node is asked: its own condition and those of the groups it stands in hold."""
        decided = self._filling.decided
        if decided is not None and not place.indices:
            number = self.model.steady.numbers.get(place.name)
            if number is not None and not decided.anew >> number & 1:
                return not decided.hidden >> number & 1
        return self._filling.is_relevant(self._node(place))

    def is_required(self, place: Place) -> bool:
        """Whether an answer is required; an expression that fails lets the person go on."""
        return self._holds(place, "required", self._question(place).required)

    def is_read_only(self, place: Place) -> bool:
        """Whether an answer can only be looked at: so it is said, or it is always worked out."""
        question = self._question(place)
        worked_out = bool(question.calculation) and not question.trigger
        return worked_out or self._holds(place, "read_only", question.read_only)

    def constraint_holds(self, place: Place, value: Value | None) -> bool:
        """Whether a value keeps the constraint; a blank does, and so does one that cannot be told."""
        question = self._question(place)
        if not question.constraint or value is None:
            return True
        if self.answers.get(place.key) != value:
            tried = self.with_answers({**self.answers, place.key: value})
            holds = tried.constraint_holds(place, value)
            self._filling.failures.update(tried._filling.failures)
            return holds
        node = self._node(place)
        if node.text != stored_text(question.type, value):
            return True  # not relevant, or no longer offered: nothing to look at
        found = evaluated(self._filling, node, "constraint", question.constraint)
        return found is None or truth_of(found)

    def with_answers(self, answers: Answers, blanks: Collection[str] = ()) -> State:
        """The same filling with other answers, about which nothing is decided yet; ``blanks`` were left blank, too."""
        filling = self._filling
        return State(
            self.model,
            answers,
            moment=filling.moment,
            language=filling.language,
            kept=filling.kept_texts,
            blanks={*filling.blanks, *blanks} if blanks else filling.blanks,
            seed=filling.seed,
        )

    def choices(self, place: Place) -> tuple[Choice, ...]:
        """The choices that are offered: filtered, in their order or in that of the seed."""
        return offered(self._filling, self._node(place))

    def text(self, place: Place) -> str:
        """What expressions read: '' when blank or not relevant."""
        return self._node(place).text

    def held(self, place: Place) -> str:
        """What a question would hold if it were asked now; '' when that cannot be told."""
        try:
            return value_of(self._filling, self._node(place))
        except CircleError:
            return ""

    def label(self, text: str, place: Place) -> str:
        """A text with each ``${x}`` replaced by its value, seen from a place."""
        if "${" not in text:
            return text
        node = self._node(place)
        before, after = (AS_IT_BEGINS, END) if reads_from_the_right(text) else ("", "")
        return _REFERENCE.sub(lambda found: before + text_of(self._filling.named(found[1], node)) + after, text)

    def calculated(self) -> Mapping[str, str]:
        """The texts that the questionnaire works out itself, by key, where they are relevant and not blank."""
        worked_out = (each for each in self.model.standings.values() if each.works_out)
        nodes = (node for standing in worked_out for node in self._filling.instances(standing))
        return {node.key: node.text for node in nodes if node.text}

    def to_keep(self) -> Mapping[str, str]:
        """What a document keeps for the next state: texts that are worked out once and stay, and marks of triggers."""
        found = dict(self._filling.kept_texts)
        for standing in self.model.lasting:
            for node in self._filling.instances(standing):
                if node.text and node.key not in self.answers:
                    found[node.key] = node.text
                elif node.key in found and self._is_emptied(node):
                    found[node.key] = ""
                if isinstance(standing.node, Question):
                    found.update(triggers(self._filling, node, standing.node))
        return found

    def _is_emptied(self, node: FormNode) -> bool:
        """Whether a trigger has just taken away what stood there from the start."""
        question = self._question(node.place)
        empties = bool(question.trigger) and not question.calculation
        return empties and not node.text and self._filling.is_relevant(node)

    def failures(self) -> tuple[Failure, ...]:
        """The expressions that have failed so far."""
        return tuple(self._filling.failures)

    def all_failures(self) -> tuple[Failure, ...]:
        """The expressions that fail on these answers: of the way, and of what is asked."""
        if self._filling.decided is not None:
            return self.with_answers(self.answers).all_failures()
        for standing in self.model.ruled:
            for node in self._filling.instances(standing):
                if self._filling.is_relevant(node) and isinstance(standing.node, Question):
                    self._try(node, standing.node)
        return self.failures()

    def _try(self, node: FormNode, question: Question) -> None:
        value = self.answers.get(node.key)
        if value is not None and node.text:
            self.constraint_holds(node.place, value)
        else:
            self.is_required(node.place)
        if question.choice_filter:
            offered(self._filling, node)

    def _node(self, place: Place) -> FormNode:
        return self._filling.nodes.get(place) or self._filling.node(self.model.standings[place.name], place.indices)

    def _question(self, place: Place) -> Question:
        node = self.model.standings[place.name].node
        if isinstance(node, Group):
            raise KeyError(place.name)
        return node

    def _holds(self, place: Place, kind: str, text: str) -> bool:
        """Whether an expression holds; no when there is none or it fails."""
        if text in ("", "false()"):
            return False
        if text == "true()":
            return True
        value = evaluated(self._filling, self._node(place), kind, text)
        return value is not None and truth_of(value)
