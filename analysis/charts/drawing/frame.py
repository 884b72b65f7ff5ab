"""The measures of one picture of rows: what stands beside the plot, how large letters are, how narrow it is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from analysis.charts.drawing import palette
from analysis.charts.drawing.blocks import Style
from analysis.charts.drawing.lettering import lines_of, width_of
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Row, Rows, Text

NARROW_BELOW = 480
LETTERS, SMALL_LETTERS, LINE_HEIGHT = 14.0, 13.0, 18.0
ARABIC, ARABIC_LINES = 1.08, 1.22
"""Arabic letters are smaller at the same size, and their signs reach higher; the pages enlarge them too."""
MOST_FOR_LABELS = 0.36
"""The share of a wide picture that labels take at most; longer ones are broken into lines."""
EDGE_OF_PLOT = 14.0
INSET = 3.0
"""Letters and outlines reach a little beyond their place; at the edge of the picture they would be cut."""
BEFORE_SIDES = 8.0
SIDE_GAP = 14.0
WIDEST_SIDE_TITLE = 66.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One picture's measures, in pixels. sides: the width of each column of numbers, () where rows hold them."""

    rendering: Rendering
    width: float
    narrow: bool
    letters: float
    small: float
    line: float
    before: float
    after: float
    sides: tuple[float, ...]

    @property
    def plot(self) -> float:
        """The width of the plot."""
        return self.width - self.before - self.after

    @property
    def start(self) -> float:
        """Where texts begin that use the whole width, in pixels from the start of the plot."""
        return INSET - self.before

    @property
    def end(self) -> float:
        """Where such texts end, in pixels from the end of the plot."""
        return self.after - INSET

    @property
    def room(self) -> float:
        """How wide such texts may be."""
        return self.width - 2 * INSET

    @property
    def side_ends(self) -> tuple[float, ...]:
        """Where each column of numbers ends, in pixels from the end of the plot."""
        return tuple(accumulate(self.sides, initial=BEFORE_SIDES))[1:]

    @property
    def label_style(self) -> Style:
        """How the labels of rows are written."""
        return Style(size=self.letters, line=self.line)

    @property
    def number_style(self) -> Style:
        """How the numbers at the end of rows are written."""
        return Style(size=self.small, line=self.line)

    @property
    def quiet_style(self) -> Style:
        """How what explains is written."""
        return Style(size=self.small, line=self.line, colour=palette.QUIET)

    def words(self, key: str, most: float, size: float) -> tuple[str, ...]:
        """The text of a key in lines, each in the order of its language; () for no key."""
        lines = lines_of(self.rendering.text(key), size, most) if key else ()
        return tuple(self.rendering.isolated(line) for line in lines)

    def told(self, text: Text | None) -> str:
        """A text with its numbers, in the order of its language; '' for none."""
        return self.rendering.isolated(self.rendering.told(text)) if text else ""

    def told_lines(self, text: Text, most: float) -> tuple[str, ...]:
        """A text with its numbers in lines of small letters."""
        return tuple(self.rendering.isolated(line) for line in lines_of(self.rendering.told(text), self.small, most))

    def width_of(self, text: str) -> float:
        """How wide a text in small letters is."""
        return width_of(text, self.small)


def frame_of(rows: Rows, rendering: Rendering, width: float) -> Frame:
    """The measures of a picture so wide."""
    larger = ARABIC if rendering.mirrored else 1.0
    letters, narrow = LETTERS * larger, width < NARROW_BELOW
    sides = () if narrow else _sides(rows, rendering, SMALL_LETTERS * larger)
    return Frame(
        rendering=rendering,
        width=width,
        narrow=narrow,
        letters=letters,
        small=SMALL_LETTERS * larger,
        line=LINE_HEIGHT * (ARABIC_LINES if rendering.mirrored else 1.0),
        before=EDGE_OF_PLOT if narrow else _labels(rows, rendering, letters, width) + EDGE_OF_PLOT,
        after=BEFORE_SIDES + sum(sides) if sides else EDGE_OF_PLOT,
        sides=sides,
    )


def rows_of(rows: Rows) -> tuple[Row, ...]:
    """The lines that are rows."""
    return tuple(line for line in rows.lines if isinstance(line, Row))


def _labels(rows: Rows, rendering: Rendering, letters: float, width: float) -> float:
    most = MOST_FOR_LABELS * width
    broken = (lines_of(rendering.text(row.label), letters, most) for row in rows_of(rows))
    widest = max((width_of(line, letters) for lines in broken for line in lines), default=0.0)
    return min(widest, most)


def _sides(rows: Rows, rendering: Rendering, small: float) -> tuple[float, ...]:
    widths = []
    for number, title in enumerate(rows.sides):
        cells = [row.sides[number] for row in rows_of(rows) if number < len(row.sides)]
        told = [rendering.told(cell) for cell in cells if cell]
        heads = lines_of(rendering.text(title), small, WIDEST_SIDE_TITLE) if title else ()
        widths.append(max((width_of(line, small) for line in (*told, *heads)), default=0.0) + SIDE_GAP)
    return tuple(widths)
