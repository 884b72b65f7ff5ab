"""An order of all choices: a place for each, to be chosen without dragging."""

from __future__ import annotations

from typing import Any

from survey.forms.answer_field import REFUSED_CHOICE, AnswerField

LONGEST_PLACE = 8


class RankField(AnswerField):
    """A list of places beside each choice; each text is a choice with its place."""

    template = "rank"

    def sent(self, formdata: Any) -> list[str]:
        """``CHOICE PLACE`` for each choice that has one; a program may send the choices alone, in their order."""
        whole = formdata.getlist(self.name)
        if whole:
            return list(whole)
        places = ((choice.name, formdata.get(f"{self.name}.{choice.name}", "").strip()) for choice in self.choices)
        return [f"{name} {place}" for name, place in places if place]

    @property
    def draft(self) -> tuple[str, ...]:
        """The places that were chosen, for choices that are offered."""
        offered = {choice.name for choice in self.choices}
        typed = tuple(text for text in self.typed if _choice(text) in offered)
        return (*typed, REFUSED_CHOICE) if self.refused else typed


def _choice(text: str) -> str:
    name, _, place = text.rpartition(" ")
    return name if len(place) <= LONGEST_PLACE else ""


FIELD = RankField
