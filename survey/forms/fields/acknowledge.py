"""A box to tick."""

from __future__ import annotations

from survey.forms.answer_field import AnswerField
from survey.instrument.definition import Question
from survey.instrument.types.acknowledge import TICKED


class AcknowledgeField(AnswerField):
    """One tick box, beside "I prefer not to say"."""

    template = "acknowledge"
    refusal_apart = False

    @classmethod
    def points(cls, question: Question) -> list[str]:
        """The only thing there is to choose."""
        return [TICKED]


FIELD = AcknowledgeField
