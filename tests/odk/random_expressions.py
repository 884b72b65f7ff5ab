"""Random expressions on the form of the examples, always the same for a seed."""

from __future__ import annotations

import random

ONCE = (
    "age", "zero", "blank", "half", "word", "code", "nothing", "several", "one", "born", "day", "moment", "clock",
    "hidden", "rooms",
)  # fmt: skip
TEXTS = ("", "fr", "en", "a", "Abc", "7", "-2.5", " 12 ", "2026-01-10", "2026-01-10T08:30", "08:30", "fr en", "é")
BEYOND = (*TEXTS, "é😀")
"""With a letter that UTF-16 counts twice."""
WITHIN = (
    "years > 5", "first != 'Bob'", "years = ''", "position() = 2", "last()", "2", "years = ${years}",
    "position() < ${age}", "count(pet) > 1",
)  # fmt: skip
NUMBERS = ("0", "1", "2", "3", "18", "2.5", "0.1", "1000000", "20463")
FORMATS = ("%Y-%m-%d", "%d/%n/%y", "%b %e, %a", "%H:%M:%S.%3", "%h %")
PATTERNS = ("^[A-Z][a-z]+$", "[0-9]{2}", "^$", "b")


class Maker:
    """Random expressions; each method gives the text of one of a kind."""

    def __init__(self, seed: int, texts: tuple[str, ...] = TEXTS) -> None:
        self.chance = random.Random(seed)
        self.texts = texts

    def expression(self, depth: int = 3) -> str:
        """Any expression."""
        kinds = (self.truth, self.number, self.text, self.date)
        return self.chance.choice(kinds)(depth)

    def nodes(self, depth: int) -> str:
        """A set of nodes: of one question, of all instances, some of them."""
        pick = self.chance.choice
        if self.chance.random() < 0.55 or depth <= 0:
            return f"${{{pick(ONCE)}}}"
        within, member = pick(WITHIN), pick(("first", "years"))
        return pick(
            (
                f"${{{pick(('first', 'years', 'pet_name'))}}}",
                f"${{member}}[{within}]/{member}",
                f"/data/house/member[{within}]/{member}",
                f"/data/house/member[{within}]/pet/pet_name",
                f"/data/house/rooms/../member/{member}",
                f"${{years}}[. {pick(('>', '<', '=', '!='))} {self.number(0)}]",
                f"indexed-repeat(${{{member}}}, ${{member}}, {self.number(depth - 1)})",
                f"indexed-repeat(${{pet_name}}, ${{member}}, {pick('123')}, ${{pet}}, {pick('12')})",
                f"instance('language')/root/item[name {pick(('=', '!='))} {self.text(0)}]/{pick(('name', 'label'))}",
                f"instance('language')/root/item[{pick(NUMBERS)}]/label",
                f"instance('language')/root/item[script = 'latin'][position() = {pick('123')}]/label",
            )
        )

    def truth(self, depth: int) -> str:
        """What is mostly true or false."""
        pick, down = self.chance.choice, depth - 1
        if depth <= 0:
            return pick(("true()", "false()", "1 = 1", "${age} > 5"))
        compare = pick(("=", "!=", "<", "<=", ">", ">="))
        return pick(
            (
                lambda: f"{self.any(down)} {compare} {self.any(down)}",
                lambda: f"({self.truth(down)} {pick(('and', 'or'))} {self.truth(down)})",
                lambda: f"not({self.any(down)})",
                lambda: f"boolean({self.any(down)})",
                lambda: f"selected({self.text(down)}, {self.text(down)})",
                lambda: f"{pick(('contains', 'starts-with', 'ends-with'))}({self.text(down)}, {self.text(down)})",
                lambda: f"regex({self.text(down)}, '{pick(PATTERNS)}')",
                lambda: f"checklist({pick(NUMBERS)}, {pick((*NUMBERS, '-1'))}, {self.any(down)}, {self.truth(down)})",
                lambda: f"weighted-checklist(1, 4, {self.truth(down)}, 2, {self.truth(down)}, {pick(NUMBERS)})",
                lambda: f"boolean-from-string({self.text(down)})",
            )
        )()

    def number(self, depth: int) -> str:
        """What is mostly a number."""
        pick, down = self.chance.choice, depth - 1
        if depth <= 0:
            return pick(NUMBERS)

        def one() -> str:
            return self.any(down)

        return pick(
            (
                lambda: f"({one()} {pick(('+', '-', '*', 'div', 'mod'))} {one()})",
                lambda: f"{pick(('floor', 'ceiling', 'round', 'int', 'abs', 'number'))}({one()})",
                lambda: f"{pick(('sum', 'max', 'min', 'count', 'count-non-empty'))}({self.nodes(down)})",
                lambda: f"{pick(('max', 'min'))}({one()}, {one()}, {self.nodes(down)})",
                lambda: f"round({one()}, {pick(('0', '1', '2', '-1'))})",
                lambda: f"pow({self.number(0)}, {pick(('2', '3', '0'))})",
                lambda: f"{pick(('string-length', 'count-selected'))}({self.text(down)})",
                lambda: f"{pick(('decimal-date-time', 'number'))}({self.date(down)})",
                lambda: f"decimal-time({pick(('${clock}', self.text(0)))})",
                lambda: f"-{self.nodes(0)}",
            )
        )()

    def text(self, depth: int) -> str:
        """What is mostly a text."""
        pick, down = self.chance.choice, depth - 1
        if depth <= 0:
            return f"'{pick(self.texts)}'"

        def one() -> str:
            return self.any(down)

        return pick(
            (
                lambda: self.nodes(down),
                lambda: f"'{pick(self.texts)}'",
                lambda: f"string({one()})",
                lambda: f"concat({one()}, {one()}, {self.nodes(down)})",
                lambda: f"join({self.text(0)}, {self.nodes(down)}, {one()})",
                lambda: f"coalesce({one()}, {one()})",
                lambda: f"if({self.any(down)}, {one()}, {one()})",
                lambda: f"selected-at({self.text(down)}, {self.number(0)})",
                lambda: f"substr({one()}, {pick(('0', '1', '-2'))}, {pick(NUMBERS)})",
                lambda: f"substring({one()}, {pick(('0', '1', '2', '-1'))}, {pick(NUMBERS)})",
                lambda: f"{pick(('substring-before', 'substring-after'))}({one()}, {self.text(0)})",
                lambda: f"translate({one()}, {self.text(0)}, {self.text(0)})",
                lambda: f"normalize-space({one()})",
                lambda: f"jr:choice-name({self.text(down)}, '${{{pick(('one', 'several'))}}}')",
                lambda: f"pulldata('language', 'label', 'name', {self.text(down)})",
            )
        )()

    def date(self, depth: int) -> str:
        """What is mostly a date."""
        pick, down = self.chance.choice, depth - 1
        if depth <= 0:
            return pick(("today()", "now()", "${born}", "${day}", "${moment}", "${nothing}"))
        return pick(
            (
                lambda: self.date(0),
                lambda: f"date({self.date(0)} {pick(('+', '-'))} {pick(NUMBERS[:6])})",
                lambda: f"{pick(('date', 'date-time'))}({pick((self.text(0), self.number(0), self.date(0)))})",
                lambda: f"{pick(('format-date', 'format-date-time'))}({self.date(down)}, '{pick(FORMATS)}')",
            )
        )()

    def any(self, depth: int) -> str:
        """Anything, nodes most often."""
        pick = self.chance.choice
        return pick((self.nodes, self.nodes, self.truth, self.number, self.text, self.date))(depth)
