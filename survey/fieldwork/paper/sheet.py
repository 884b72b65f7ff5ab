"""What stands on paper, row by row: headings and questions with their conditions, choices and ways on."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from survey.instrument.definition import Question


@dataclass(frozen=True, slots=True)
class Told:
    """A condition as it is printed: a sentence, the lines below it, and what to do in doubt."""

    sentence: Markup
    lines: tuple[Markup, ...] = ()
    doubt: Markup = Markup()


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as it is printed; ``way_on`` is the number of the question one goes to from it, else ''."""

    label: Markup
    picture: str = ""
    way_on: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """Choices under the condition that they share, '' where everybody may take them."""

    condition: Markup
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A group, a repeat, or one of its instances; ``span`` are its questions, ``otherwise`` the way past them."""

    level: int
    label: Markup = Markup()
    lines: tuple[Markup, ...] = ()
    told: Told | None = None
    span: Markup = Markup()
    otherwise: Markup = Markup()
    begins_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question or a note; ``number`` is None for a note, ``way`` names how it is answered."""

    question: Question
    number: int | None
    way: str
    paragraphs: tuple[Markup, ...]
    hints: tuple[Markup, ...] = ()
    told: Told | None = None
    choices: tuple[Options, ...] = ()
    points: tuple[str, ...] = ()
    picture: str = ""
    ways_on: tuple[Markup, ...] = ()


Row = Heading | Asked


@dataclass(frozen=True, slots=True)
class Unsaid:
    """An expression for which paper has no words: of which row, in which column."""

    name: str
    number: int | None
    column: str
    expression: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole questionnaire on paper, with what an author should know of it.

    ``borrowed`` are the names of rows with a text in another language, where that of the paper has none.
    """

    title: Markup
    rows: tuple[Row, ...]
    numbers: dict[str, int]
    unsaid: tuple[Unsaid, ...]
    left_out: tuple[str, ...]
    borrowed: tuple[str, ...]

    @property
    def has_conditions(self) -> bool:
        """Whether any question is not for everyone."""
        return any(row.told or (isinstance(row, Asked) and row.ways_on) for row in self.rows)

    @property
    def blocks(self) -> list[list[Row]]:
        """The rows with the headings above each question beside it, so that no heading stands alone on a page."""
        blocks: list[list[Row]] = [[]]
        for row in self.rows:
            blocks[-1].append(row)
            if isinstance(row, Asked):
                blocks.append([])
        return [block for block in blocks if block]
