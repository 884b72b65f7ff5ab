"""The field of a file: what is kept of it already, and a place to choose another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from survey.forms.answer_field import AnswerField
from survey.instrument.definition import Question
from survey.instrument.question_type import Mistake

FILE_SUFFIX = ".file"
REMOVE_SUFFIX = ".remove"
"""A dot stands in no question name, so these never meet another question."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of the file of a question: the name it is kept under, '' when there is none, or what was wrong."""

    name: str = ""
    mistake: Mistake | None = None


class SentFileField(AnswerField):
    """A file; the browser sends the name of the one that is kept, which is believed only where files are received."""

    template = "sent_file"
    accept: ClassVar[str]
    """What the browser offers to choose."""

    def sent(self, formdata: Any) -> list[str]:
        """The name the file is kept under."""
        received = self.meta.received.get(self.name, Received())
        return [received.name] if received.name else []

    def joined(self, typed: tuple[str, ...]) -> tuple[str, ...]:
        """The name, unless something was wrong with the file just sent; the one before is then still there."""
        mistake = self.meta.received.get(self.name, Received()).mistake
        if mistake is not None:
            raise mistake
        return typed

    @classmethod
    def capture(cls, question: Question) -> str:
        """Which camera opens where a new picture or recording is asked for, '' where one may be chosen, too."""
        if "new-front" in question.appearance:
            return "user"
        return "environment" if "new" in question.appearance else ""
