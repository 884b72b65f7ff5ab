"""Makes the people of docs/examples/plan, who do not exist: run this file to write their two CSV files anew."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent.parent / "docs" / "examples" / "plan"
SEED = 20260901
PEOPLE, ANSWERING, WORKERS = 180, 120, 12
AGES, TYPES = ("18-29", "30-49", "50+"), ("alone", "couple", "family")
LIKELY_TO_ANSWER = {"18-29": 0.7, "30-49": 1.0, "50+": 1.4}
LOADINGS = {"w1": 0.8, "w2": -0.7, "w3": 0.8, "w4": 0.6, "w5": 0.7, "t1": 0.7, "t2": 0.8, "t3": 0.6}
REGISTER = ("person", "arm", "household", "worker", "age_band", "household_type")
ANSWERS = ("person", "wave", *REGISTER[1:], *LOADINGS, "hope")
LEFT_OUT, GAIN_OF_ALL, GAIN_OF_SUPPORT = 0.03, 0.25, 0.45
"""The share of items without an answer; what everybody gained and what support adds, in standard deviations."""


@dataclass(frozen=True)
class Person:
    """Somebody of the register, with how they are at entry."""

    cells: tuple[str, ...]
    place: float

    @property
    def arm(self) -> str:
        """Their arm."""
        return self.cells[1]


def people(luck: Random) -> list[Person]:
    """The register: arms drawn by lot, two people in some households, one worker for each household."""
    arms = ["advice", "support"] * (PEOPLE // 2)
    luck.shuffle(arms)
    of_workers = [luck.gauss(0, 0.3) for _ in range(WORKERS)]
    found: list[Person] = []
    household = 0
    for number, arm in enumerate(arms, 1):
        shared = bool(found) and found[-1].cells[5] != "alone" and household_size(found, household) < 2
        if not (shared and luck.random() < 0.4):
            household += 1
        same = found[-1].cells if found and household_size(found, household) else None
        worker = int(same[3][1:]) if same else luck.randrange(WORKERS) + 1
        kind = same[5] if same else luck.choices(TYPES, (5, 3, 4))[0]
        age = luck.choices(AGES, (3, 4, 3))[0]
        cells = (f"p{number:03}", arm, f"h{household:03}", f"w{worker:02}", age, kind)
        found.append(Person(cells, luck.gauss(-0.3, 0.9) + of_workers[worker - 1]))
    return found


def household_size(found: Sequence[Person], household: int) -> int:
    """How many people are in a household so far."""
    return sum(person.cells[2] == f"h{household:03}" for person in found)


def answers(found: Sequence[Person], luck: Random) -> Iterator[tuple[str, ...]]:
    """Those who answered at entry, and those of them who did again at exit: of the worst off fewer."""
    by_wish = sorted(found, key=lambda person: luck.random() ** (1 / LIKELY_TO_ANSWER[person.cells[4]]), reverse=True)
    for person in sorted(by_wish[:ANSWERING], key=lambda person: person.cells[0]):
        yield row(person, "entry", person.place, luck)
        if luck.random() < (0.82 if person.place < -0.5 else 0.94):
            gain = GAIN_OF_ALL + (GAIN_OF_SUPPORT if person.arm == "support" else 0)
            yield row(person, "exit", person.place * 0.7 + luck.gauss(gain, 0.6), luck)


def row(person: Person, wave: str, place: float, luck: Random) -> tuple[str, ...]:
    """What one person answered at one wave."""
    items = [coded(loading * place + luck.gauss(0, 0.7), luck) for loading in LOADINGS.values()]
    hope = min(10, max(0, round(5 + 1.6 * place + luck.gauss(0, 1.5))))
    return (person.cells[0], wave, *person.cells[1:], *items, str(hope))


def coded(value: float, luck: Random) -> str:
    """An answer from 1 to 5, or none."""
    return "" if luck.random() < LEFT_OUT else str(min(5, max(1, round(3 + 1.1 * value))))


def tables() -> dict[str, str]:
    """Both files by name."""
    luck = Random(SEED)
    found = people(luck)
    return {
        "REGISTER.csv": text(REGISTER, [person.cells for person in found]),
        "DATA.csv": text(ANSWERS, list(answers(found, luck))),
    }


def text(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A CSV file."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows([header, *rows])
    return written.getvalue()


if __name__ == "__main__":
    for name, content in tables().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
