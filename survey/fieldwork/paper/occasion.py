"""What stands around the questions: who asks, whom to call, where to return the paper, how to answer online."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from survey.fieldwork.paper.gaps import parts_of_text
from survey.fieldwork.paper.words import Words
from survey.instrument.definition import Text, text_in
from survey.instrument.study import Study, notice_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What is known of the occasion; '' and () where nothing is."""

    notice: Sequence[Markup] = ()
    consent: Markup = Markup()
    telephone: str = ""
    place: Markup = Markup()
    has_number: bool = False
    participant: str = ""
    link: str = ""
    return_to: Markup = Markup()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What whoever prints asks for; ``is_open`` for people who are in no register."""

    participant: str = ""
    link: str = ""
    return_to: str = ""
    is_open: bool = False


def occasion_of(study: Study | None, wishes: Wishes, words: Words) -> Occasion:
    """The occasion of a study, or of a questionnaire alone."""
    if study is None:
        return Occasion(
            has_number=bool(wishes.participant),
            participant=wishes.participant,
            link=wishes.link,
            return_to=words.shown(wishes.return_to),
        )

    def text(of: Text) -> str:
        return text_in(of, words.language, study.default_language)

    return Occasion(
        notice=parts_of_text(text(notice_of(study, of_register=not wishes.is_open)), words),
        consent=words.shown(text(study.consent)),
        telephone=study.help.telephone,
        place=words.shown(text(study.help.place)),
        has_number=not wishes.is_open or bool(wishes.participant),
        participant=wishes.participant,
        link=wishes.link,
        return_to=words.shown(wishes.return_to or text(study.help.place)),
    )
