"""The texts of one page in one language: chosen once and kept, unless they hang on answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from survey.forms import media
from survey.forms.fields import field_class
from survey.instrument.appearances import COLUMNS, changes
from survey.instrument.definition import Choice, Node, Question, Text
from survey.instrument.flow import Flow, Stop
from survey.instrument.given import chooses_anew
from survey.instrument.isolation import isolated
from survey.instrument.places import Place
from survey.instrument.plain_words import words_in
from survey.instrument.spoken import said
from survey.instrument.state import State

_REFERENCE = "${"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice as it is shown; ``picture`` is drawn for scales, ``image`` and ``sound`` are files of its own."""

    name: str
    label: str
    picture: str
    image: str = ""
    sound: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One question as it is shown in one language; compared by identity, so that it can be a key."""

    question: Question
    label: str
    hint: str
    guidance: str
    """Advice for whoever reads the question aloud, and for who wants to know more; '' where there is none."""
    options: tuple[Option, ...]
    offered: frozenset[str]
    """The values there are to choose from; empty where one types."""
    lasts: bool = True
    """Whether it is the same for everybody."""
    image: str = ""
    sound: str = ""

    @property
    def is_list(self) -> bool:
        """Whether its options stand in a list that opens, not in cards."""
        return "minimal" in self.question.appearance

    @property
    def list_sounds(self) -> str:
        """The recordings of its options where they can have no buttons of their own; '' unless each has one."""
        sounds = [option.sound for option in self.options] if self.is_list else []
        return " ".join(sounds) if all(sounds) else ""

    @property
    def layout(self) -> str:
        """The classes of the box around its options, '' where one stands below the other."""
        words = [word for word in self.question.appearance if changes(word, ("columns", "columns-pack", COLUMNS))]
        return f"columns {words[0]}" if words and words[0] != "columns" else "".join(words[:1])

    @property
    def paragraphs(self) -> list[str]:
        """The label in paragraphs, as a note shows it."""
        return [part.strip() for part in self.label.split("\n\n") if part.strip()]


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The heading of a page and its questions, notes included, by the keys of their places."""

    heading: str
    hint: str
    sound: str
    asked: dict[str, Asked]

    @property
    def is_recorded(self) -> bool:
        """Whether anything on the page can be heard."""
        return bool(self.sound) or any(each.sound for each in self.asked.values())


def page_texts(flow: Flow, stop: Stop, places: Iterable[Place], state: State, language: str) -> PageTexts:
    """What a page says in ``language``."""
    group, fallback = stop.page.group, flow.questionnaire.default_language
    words = [words_in(text, language, fallback) for text in (group.label, group.hint)] if group else ["", ""]
    heading, hint = (state.label(isolated(each, language), stop.place) for each in words)
    return PageTexts(
        heading=heading,
        hint=hint,
        sound=_sound(flow, group, said(*words), language) if group else "",
        asked={place.key: asked(flow, place, state, language) for place in places},
    )


def asked(flow: Flow, place: Place, state: State, language: str) -> Asked:
    """A question as it is shown at its place."""
    if _lasts(flow, place.name):
        return _lasting(flow, place.name, language)
    question, fallback = flow.question(place.name), flow.questionnaire.default_language

    def text(of: Text) -> str:
        return state.label(isolated(words_in(of, language, fallback), language), place)

    choices = state.choices(place)
    labelled = [(choice, state.label(words_in(choice.label, language, fallback), place)) for choice in choices]
    words = said(*(words_in(of, language, fallback) for of in (question.label, question.hint)))
    return Asked(
        question=question,
        label=text(question.label),
        hint=text(question.hint),
        guidance=text(question.guidance_hint),
        options=_options(flow, question, labelled, language),
        offered=_offered(question, choices),
        lasts=False,
        image=media.image(flow.questionnaire, question.media, language),
        sound=_sound(flow, question, words, language),
    )


@lru_cache(maxsize=8192)
def _lasts(flow: Flow, name: str) -> bool:
    """Whether nothing of a question hangs on answers: no reference in a text, no choice of its own order."""
    question = flow.question(name)
    if chooses_anew(question) or question.parameters.get("randomize") == "true":
        return False
    labels = [choice.label for choice in flow.model.choices(question)]
    texts = (question.label, question.hint, question.guidance_hint, *labels)
    return not any(_REFERENCE in text for each in texts for text in each.values())


@lru_cache(maxsize=8192)
def _lasting(flow: Flow, name: str, language: str) -> Asked:
    question, fallback = flow.question(name), flow.questionnaire.default_language
    choices = flow.model.choices(question)
    label, hint = words_in(question.label, language, fallback), words_in(question.hint, language, fallback)
    labelled = [(choice, words_in(choice.label, language, fallback)) for choice in choices]
    return Asked(
        question=question,
        label=isolated(label, language),
        hint=isolated(hint, language),
        guidance=isolated(words_in(question.guidance_hint, language, fallback), language),
        options=_options(flow, question, labelled, language),
        offered=_offered(question, choices),
        image=media.image(flow.questionnaire, question.media, language),
        sound=_sound(flow, question, said(label, hint), language),
    )


def _sound(flow: Flow, node: Node | Choice, words: str, language: str) -> str:
    return media.sound(flow.questionnaire, words, node.label, node.media.get("audio", {}), language)


def _options(flow: Flow, question: Question, labelled: list[tuple[Choice, str]], language: str) -> tuple[Option, ...]:
    return tuple(
        Option(
            name=choice.name,
            label=isolated(label, language),
            picture=_picture(question, place, len(labelled)),
            image=media.image(flow.questionnaire, choice.media, language),
            sound=_sound(flow, choice, label, language),
        )
        for place, (choice, label) in enumerate(labelled)
    )


def _picture(question: Question, place: int, choices: int) -> str:
    """What is drawn beside a choice of a scale: a circle that fills, or a face that brightens or darkens."""
    if not 3 <= choices <= 5:
        return ""
    percent = round(100 * place / (choices - 1))
    for word, picture in (
        ("smileys", f"face-{percent}"),
        ("smileys-falling", f"face-{100 - percent}"),
        ("likert", f"level-{percent}"),
    ):
        if word in question.appearance:
            return picture
    return ""


def _offered(question: Question, choices: Iterable[Choice]) -> frozenset[str]:
    field = field_class(question.type)
    points = field.points(question) if field is not None else []
    return frozenset([*(choice.name for choice in choices), *points])
