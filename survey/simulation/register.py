"""Fictional registers, as the studies that come with Jalon map them: people, households, workers, days of support."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from survey.simulation.chance import chance
from survey.simulation.names import family_name, first_name, plain

Row = Mapping[str, str]

LANGUAGES = {"fr": 0.72, "ar": 0.13, "es": 0.08, "en": 0.07}
AGES = {"18-29": 0.22, "30-39": 0.27, "40-49": 0.24, "50-59": 0.15, "60+": 0.12}
EVENTS = {"impayé de loyer": 0.42, "séparation": 0.36, "décès": 0.22}
HOUSEHOLDS: Mapping[str, Mapping[str, float]] = {
    "impayé de loyer": {"seul": 0.34, "seul avec enfants": 0.26, "couple": 0.14, "couple avec enfants": 0.26},
    "séparation": {"seul": 0.28, "seul avec enfants": 0.72},
    "décès": {"seul": 0.40, "seul avec enfants": 0.34, "couple": 0.10, "couple avec enfants": 0.16},
}
SUPPORTED = {"impayé de loyer": 0.62, "séparation": 0.70, "décès": 0.76}
"""The share of each event that is accompanied; the others are advised."""
WORKERS = {
    "nord": ("TS-01", "TS-02", "TS-07", "TS-08", "TS-09", "TS-10", "TS-11", "TS-12", "TS-13"),
    "centre": ("TS-03", "TS-04", "TS-14", "TS-15", "TS-16", "TS-17", "TS-18", "TS-19"),
    "sud": ("TS-05", "TS-06", "TS-20", "TS-21", "TS-22", "TS-23", "TS-24", "TS-25"),
}
STREETS = (
    "rue des Lilas",
    "rue des Tanneurs",
    "rue du Moulin",
    "rue Haute",
    "avenue de la Gare",
    "chemin du Lavoir",
    "allée des Saules",
    "place du Marché",
    "quai des Mariniers",
    "impasse du Puits",
    "boulevard des Arquebusiers",
    "rue de la Vieille-Poste",
)
BOTH_SHARE = 0.45
"""Of the couples, so many are in the register with both partners."""
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs between the registers: the letter of their ids, and the days of entry and of the extract."""

    letter: str
    first_entry: datetime.date
    last_entry: datetime.date
    extracted: datetime.date
    seed: int


KINDS: Mapping[str, Kind] = {
    "post_only": Kind("V", datetime.date(2025, 1, 6), datetime.date(2026, 3, 27), datetime.date(2026, 10, 1), 1),
    "before_after": Kind("B", datetime.date(2026, 1, 5), datetime.date(2026, 8, 28), datetime.date(2026, 11, 13), 2),
}


def read_rows(text: str) -> list[Row]:
    """The rows of a register file."""
    return list(csv.DictReader(io.StringIO(text)))


def as_text(rows: Sequence[Row]) -> str:
    """A register file of these rows."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def grown(name: str, kept: Sequence[Row], people: int) -> list[Row]:
    """The register of the study ``name`` with ``people`` people: those kept first, as they are, then new ones."""
    kind = KINDS[name]
    luck = chance(kind.seed, "register", name)
    rows = list(kept)
    taken = {row["matricule"] for row in rows}
    home = len({row["foyer"] for row in rows})
    while len(rows) < people:
        home += 1
        for row in _household(kind, home, luck)[: people - len(rows)]:
            number = _number(taken, kind, people, luck)
            rows.append({"matricule": number, **row})
    return rows


def _number(taken: set[str], kind: Kind, people: int, luck: Random) -> str:
    while True:
        number = f"{kind.letter}{luck.randrange(1000, max(10_000, 5 * people))}"
        if number not in taken:
            taken.add(number)
            return number


def _household(kind: Kind, home: int, luck: Random) -> list[Row]:
    """One or two people who live together and were supported together."""
    event = _drawn(EVENTS, luck)
    composition, language = _drawn(HOUSEHOLDS[event], luck), _drawn(LANGUAGES, luck)
    name, address = family_name(language, luck), f"{luck.randint(1, 89)} {luck.choice(STREETS)}, Valmont"
    site = luck.choice(list(WORKERS))
    both = composition.startswith("couple") and luck.random() < BOTH_SHARE
    shared = {
        "langue": language,
        "composition": composition,
        "foyer": f"{kind.letter}F{home:03}",
        "evenement": event,
        "mesure": "accompagnement" if luck.random() < SUPPORTED[event] else "conseil",
        "antenne": site,
        "travailleur_social": luck.choice(WORKERS[site]),
    }
    days = _days(kind, shared["mesure"], luck)
    return [_person(name, address, shared, days, luck) for _one in range(1 + both)]


def _person(name: str, address: str, shared: Row, days: Row, luck: Random) -> Row:
    first = first_name(shared["langue"], luck)
    reached = luck.random()
    return {
        "nom": name,
        "prenom": first,
        "telephone": "" if reached < 0.08 else _telephone(luck),
        "courriel": f"{plain(first)}.{plain(name)}@example.org" if not 0.08 <= reached < 0.30 else "",
        "adresse": address,
        "langue": shared["langue"],
        "tranche_age": _drawn(AGES, luck),
        **{column: shared[column] for column in ("composition", "foyer", "evenement", "mesure", "antenne")},
        "travailleur_social": shared["travailleur_social"],
        **days,
    }


def _telephone(luck: Random) -> str:
    """A number of the ranges that are kept for fiction in France."""
    beginning = luck.choice(("01 99 00", "06 39 98"))
    return f"{beginning} {luck.randint(10, 99)} {luck.randint(10, 99)}"


def _days(kind: Kind, measure: str, luck: Random) -> Row:
    """Advice takes weeks, accompaniment months; an end after the day of the extract is not known yet."""
    entry = kind.first_entry + luck.randint(0, (kind.last_entry - kind.first_entry).days) * DAY
    start = entry + luck.randint(3, 20) * DAY
    end = start + (luck.randint(14, 35) if measure == "conseil" else luck.randint(70, 190)) * DAY
    return {
        "date_entree": entry.isoformat(),
        "debut": start.isoformat(),
        "fin": end.isoformat() if end <= kind.extracted else "",
    }


def _drawn(shares: Mapping[str, float], luck: Random) -> str:
    return luck.choices(list(shares), list(shares.values()))[0]
