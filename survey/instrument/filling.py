"""The nodes of one filling, and what expressions can ask of it: texts, instances, lists, the clock; nothing else."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from survey.instrument import worked_out
from survey.instrument.definition import Answers, Repeat
from survey.instrument.evaluation import evaluated
from survey.instrument.expressions.items import Column
from survey.instrument.expressions.values import Node, NodeSet, number_of, truth_of
from survey.instrument.form_node import Document, FormNode
from survey.instrument.model import Model
from survey.instrument.offers import choice_label
from survey.instrument.standing import Standing
from survey.instrument.steps import CircleError, Failure, Steps

MOST_INSTANCES = 1000


class Filling:
    """Answers under a model's rules; everything is decided once, and only when it is asked for."""

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
        self.kept_texts = kept or {}
        self.blanks = blanks
        self.seed = seed
        self.steps = Steps()
        self.spend = self.steps.spend
        self.failures: dict[Failure, None] = {}
        self.root = FormNode(self, model.root, ())
        self.document = Document(self.root)
        self.nodes: dict[tuple[str, tuple[int, ...]], FormNode] = {}
        self._alone: dict[str, NodeSet] = {}
        self._sets: dict[tuple[str, tuple[int, ...]], NodeSet] = {}
        self._truths: dict[str, bool] = {}
        self._counts: dict[tuple[str, tuple[int, ...]], int] = {}

    def node(self, standing: Standing, indices: tuple[int, ...] = ()) -> FormNode:
        """The node that stands there."""
        found = self.nodes.get((standing.name, indices))
        if found is None:
            found = FormNode(self, standing, indices) if standing.name else self.root
            self.nodes[(standing.name, indices)] = found
        return found

    def named(self, name: str, own: Node | None) -> NodeSet:
        """The nodes that ``${name}`` means in an expression of ``own``."""
        alone = self._alone.get(name)
        if alone is not None:
            return alone
        standing = self.model.standings.get(name)
        if standing is None:
            return NodeSet((Column(name, "", None),))  # what this questionnaire does not ask is blank
        if not standing.instance_repeats:
            found = self._alone[name] = NodeSet((self.node(standing),))
            return found
        fixed = self._shared(standing, own)
        known = self._sets.get((name, fixed))
        if known is None:
            known = self._sets[(name, fixed)] = NodeSet(self.instances(standing, fixed))
        return known

    def _shared(self, standing: Standing, own: Node | None) -> tuple[int, ...]:
        """The instances that a node and the expression's own node both stand in."""
        if not isinstance(own, FormNode):
            return ()
        shared = 0
        for ours, theirs in zip(own.standing.repeats, standing.repeats, strict=False):
            if ours != theirs:
                break
            shared += 1
        return own.indices[:shared]

    def instances(self, standing: Standing, fixed: tuple[int, ...] = ()) -> list[FormNode]:
        """The nodes of a standing in all instances of the repeats that are not fixed."""
        found = [fixed]
        for name in standing.instance_repeats[len(fixed) :]:
            repeat = self.model.standings[name]
            found = [(*outer, number) for outer in found for number in range(1, self.count(repeat, outer) + 1)]
            self.spend(len(found))
        return [self.node(standing, indices) for indices in found]

    def within(self, standing: Standing, indices: tuple[int, ...]) -> Sequence[FormNode]:
        """The nodes of a standing directly in the node of these indices."""
        if not standing.is_repeat:
            return (self.node(standing, indices),)
        numbers = range(1, self.count(standing, indices) + 1)
        self.spend(len(numbers))
        return [self.node(standing, (*indices, number)) for number in numbers]

    def count(self, standing: Standing, outer: tuple[int, ...]) -> int:
        """How many instances a repeat has: as ``repeat_count`` says, else as many as the person made, at first one."""
        key = (standing.name, outer)
        known = self._counts.get(key)
        if known is None:
            node = standing.node
            whole = FormNode(self, standing, outer)
            if isinstance(node, Repeat) and node.repeat_count:
                value = evaluated(self, whole, "repeat_count", node.repeat_count)
                number = 0.0 if value is None else number_of(value)
            else:
                number = number_of(str(self.answers.get(whole.key, 1)))
            known = self._counts[key] = int(min(max(number, 0), MOST_INSTANCES)) if number == number else 0
        return known

    def is_relevant(self, node: FormNode) -> bool:
        """Whether a node is asked: its own condition and those of the groups it stands in hold."""
        known = node.relevant
        if known is None:
            if node.standing.is_always_relevant:
                node.relevant = True
                return True
            if node.working:
                raise CircleError
            node.working = True
            try:
                known = node.relevant = self._decided(node)
            finally:
                node.working = False
        return known

    def _decided(self, node: FormNode) -> bool:
        standing = node.standing
        if standing.above:
            parent = self.model.standings[standing.parent]
            if not self.is_relevant(self.node(parent, node.indices[: len(parent.instance_repeats)])):
                return False
        text = standing.node.relevant
        if not text:
            return True
        is_common = standing.shares_its_condition
        known = self._truths.get(text) if is_common else None
        if known is None:
            value = evaluated(self, node, "relevant", text)
            known = value is None or truth_of(value)
            if is_common and value is not None:
                self._truths[text] = known
        return known

    def read(self, node: FormNode) -> str:
        """What expressions read of a node."""
        if node.standing.is_plain and not node.working:
            value = self.answers.get(node.key)
            if value is None or not self.is_relevant(node):
                return ""
            return worked_out.stored_text(node.standing.node.type, value)  # type: ignore[union-attr]  # a question
        if node.working:
            if self.steps.own is node:  # its own expression asks for what it holds so far
                return worked_out.typed(self, node) or self.kept(node)
            raise CircleError
        return self.value(node) if self.is_relevant(node) else ""

    def value(self, node: FormNode) -> str:
        """What a node holds, relevant or not."""
        if node.value is None:
            node.working = True
            try:
                node.value = worked_out.value_of(self, node)
            finally:
                node.working = False
        return node.value

    def needs(self, node: FormNode) -> Iterator[FormNode]:
        """The nodes that decide on a node, as far as they are not known: what it stands in, and what it may read."""
        standing = node.standing
        if standing.above:
            parent = self.model.standings[standing.parent]
            yield self.node(parent, node.indices[: len(parent.instance_repeats)])
        for name in standing.reads:
            nodes = self.named(name, None).nodes if name in self.model.standings else ()
            for need in reversed(nodes):  # of several instances this one and those before it, back to the last known
                if isinstance(need, FormNode) and need is not node and self._comes_first(need, node):
                    if need.is_known:
                        break
                    self.spend(1)
                    yield need

    def _comes_first(self, need: FormNode, node: FormNode) -> bool:
        """Whether a node in an instance can be needed by another: those of later instances wait for their turn."""
        return not need.indices or not node.indices or need.indices <= node.indices

    def instance(self, name: str) -> Node | None:
        """The root of a list of choices or of a file's rows."""
        return self.model.instance(name, self.language)

    def kept(self, own: Node | None) -> str:
        """The text that a node holds already, before it is calculated anew."""
        return self.kept_texts.get(own.key, "") if isinstance(own, FormNode) else ""

    def random(self, own: Node | None) -> float:
        """A number from 0 up to 1: always the same for this filling, node, column and draw."""
        self.steps.drawn += 1
        key = own.key if isinstance(own, FormNode) else ""
        drawn = hashlib.sha256(f"{self.seed} {key} {self.steps.kind} {self.steps.drawn}".encode()).digest()
        return int.from_bytes(drawn[:6], "big") / 2**48

    def choice_label(self, question: str, name: str, own: Node | None) -> str:
        """The label of a choice that a question offers, '' when it offers none of that name."""
        return choice_label(self, question, name, own)
