"""What stands around the questions: who asks, whom to call, where to return the paper, how to answer online."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from survey.fieldwork.paper.gaps import parts_of_text
from survey.fieldwork.paper.words import Words
from survey.instrument.definition import Text, text_in
from survey.instrument.notice import months_in_words, notice_paragraphs
from survey.instrument.study import Study


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
        notice=_notice(study, wishes, words),
        consent=words.shown(text(study.consent)),
        telephone=study.help.telephone,
        place=words.shown(text(study.help.place)),
        has_number=not wishes.is_open or bool(wishes.participant),
        participant=wishes.participant,
        link=wishes.link,
        return_to=words.shown(wishes.return_to or text(study.help.place)),
    )


def _notice(study: Study, wishes: Wishes, words: Words) -> tuple[Markup, ...]:
    """The notice; on paper, too, its periods are those of the study."""
    periods = {kind: months_in_words(study.retention.months(kind), words.language) for kind in ("answers", "contacts")}
    keeping = words.gettext(
        "Your answers are kept for %(answers)s after the survey. Names and addresses, where we have any, are kept "
        "apart, for %(contacts)s. Then everything is erased.",
        **periods,
    )
    said = notice_paragraphs(study, words.language, of_register=not wishes.is_open, keeping=str(keeping))
    return parts_of_text("\n\n".join(said), words)
