"""The choices that a question offers: of its list, its file or a repeat, filtered and in their order."""

from __future__ import annotations

import hashlib

from survey.instrument.definition import Choice, Question, text_in
from survey.instrument.evaluation import evaluated, run
from survey.instrument.expressions.items import Item
from survey.instrument.expressions.shuffle import seed_of, shuffled
from survey.instrument.expressions.values import Node
from survey.instrument.form_node import FormNode, Surroundings

_REFERENCE = "${"


def offered(filling: Surroundings, node: FormNode) -> tuple[Choice, ...]:
    """The choices; a filter that fails leaves all of them."""
    question = node.standing.node
    if not isinstance(question, Question):
        return ()
    choices = _filtered(filling, node, question)
    if question.parameters.get("randomize") == "true":
        return tuple(shuffled(choices, _seed(filling, node, question)))
    return choices


def _filtered(filling: Surroundings, node: FormNode, question: Question) -> tuple[Choice, ...]:
    if question.list_name.startswith(_REFERENCE):
        return _from_answers(filling, node, question)
    choices = filling.model.choices(question)
    text = question.choice_filter
    if not text:
        return choices
    items = filling.model.items(question, filling.language).items
    kept = run(filling, node, "choice_filter", text, lambda asked, context: asked.keeps(context, items))
    if kept is None:
        return choices
    return tuple(choices[item.number - 1] for item in kept if isinstance(item, Item))


def _from_answers(filling: Surroundings, node: FormNode, question: Question) -> tuple[Choice, ...]:
    """The answers of a question in a repeat, as choices: ``select_one ${child_name}``."""
    name = question.list_name.removeprefix(_REFERENCE).removesuffix("}").strip()
    nodes = [answer for answer in filling.named(name, node).nodes if answer.text]
    text = question.choice_filter
    if text:
        instances = [parent for answer in nodes if (parent := answer.parent) is not None]
        kept = run(filling, node, "choice_filter", text, lambda asked, context: asked.keeps(context, instances))
        if kept is not None:
            nodes = [answer for answer in nodes if answer.parent in kept]
    language = filling.model.questionnaire.default_language
    return tuple(Choice(answer.text, {language: answer.text}) for answer in nodes)


def _seed(filling: Surroundings, node: FormNode, question: Question) -> int:
    """The seed that the parameter names, else one that the filling has for this place."""
    text = question.parameters.get("seed", "")
    value = evaluated(filling, node, "parameters", text) if text else None
    if value is not None:
        return seed_of(value)
    drawn = hashlib.sha256(f"{filling.seed} {node.key}".encode()).digest()
    return int.from_bytes(drawn[:4], "big")


def choice_label(filling: Surroundings, name: str, chosen: str, own: Node | None) -> str:
    """The label of a choice that the question of that name offers, '' when it offers none such."""
    nodes = filling.named(name, own).nodes
    if not nodes or not isinstance(nodes[0], FormNode):
        raise LookupError(name)
    fallback = filling.model.questionnaire.default_language
    for choice in offered(filling, nodes[0]):
        if choice.name == chosen:
            return text_in(choice.label, filling.language, fallback)
    return ""
