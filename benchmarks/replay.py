"""Plays real people through the pages of a running server, eight at once, and compares the export with the file."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.browser import Browser
from benchmarks.dashboard_proof import Figures, compare_figures
from benchmarks.installation import ROOT, Installation, as_json, installation
from benchmarks.journey import Journey, travel
from benchmarks.proof import Cells, Ledger, audit, compare_cells
from benchmarks.real_answers import WAVES, Person, read_people
from benchmarks.server import HOST, Server

STUDY = ROOT / "benchmarks" / "mood"
LANGUAGES = ("fr", "ar", "es", "en")
AT_ONCE = 8
Links = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Replay:
    """What was played, and what came out."""

    database: str
    people: int
    submissions: int
    pages: int
    requests: int
    sent_again: int
    lost_on_the_way: int
    kills: int
    seconds: float
    cells: Cells
    ledger: Ledger
    dashboard: Figures

    @property
    def is_exact(self) -> bool:
        """Nothing is different, lost or doubled, in answers and figures."""
        ledger = self.ledger
        faults = ledger.pages_lost + ledger.pages_doubled + ledger.pages_different + ledger.receipts_different
        different = len(self.cells.different) + len(self.dashboard.different)
        return not different and faults == 0 and ledger.submissions == self.people * len(WAVES)

    def figures(self) -> dict[str, object]:
        """The figures of the summary line."""
        left_out = ("cells", "ledger", "dashboard")
        figures = {name: value for name, value in asdict(self).items() if name not in left_out}
        figures["seconds"] = round(self.seconds, 1)
        compared = {"cells": self.cells.compared, "different": len(self.cells.different)}
        compared |= {"figures": self.dashboard.compared, "figures_different": len(self.dashboard.different)}
        return figures | compared | asdict(self.ledger) | {"exact": self.is_exact}


class Killer:
    """Kills the server and starts it again, at random moments: counted in acknowledged pages, so that all come."""

    def __init__(self, server: Server, times: int, pages: int, seed: int) -> None:
        """``pages`` is how many will be acknowledged in all."""
        chance = random.Random(seed)
        self._server = server
        self._moments = sorted(chance.sample(range(pages // 50, pages * 19 // 20), times)) if times else []
        self._chance = chance
        self._acknowledged = 0
        self._lock, self._due = threading.Lock(), threading.Condition()
        self._over = False
        self.kills = 0
        self._thread = threading.Thread(target=self._watch, name="killer")

    def __enter__(self) -> Killer:
        """Begin to watch."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop watching."""
        with self._due:
            self._over = True
            self._due.notify()
        self._thread.join()

    def acknowledged(self) -> None:
        """One more page was acknowledged."""
        with self._due:
            self._acknowledged += 1
            self._due.notify()

    def _watch(self) -> None:
        for moment in self._moments:
            with self._due:
                self._due.wait_for(lambda moment=moment: self._over or self._acknowledged >= moment)  # type: ignore[misc]  # bound at once
                if self._over:
                    return
            time.sleep(self._chance.random() * 0.03)  # into the midst of the requests that follow
            self._server.kill()
            self.kills += 1
            self._server.start()


def replay(
    people: Sequence[Person], folder: Path, *, database: str = "sqlite", kills: int = 0, seed: int = 1
) -> Replay:
    """Play ``people`` on an installation in ``folder``, both waves, and compare what comes out."""
    with installation(folder, database) as made:
        links = _set_up(made, people)
        server = made.server()
        server.start()
        try:
            began = time.monotonic()
            journeys, killed = _play(people, links, server, kills, seed)
            seconds = time.monotonic() - began
            dashboard = compare_figures(people, made, server)
        finally:
            server.stop()
        export = folder / "mood.csv"
        made.jalon("export", "mood", "--format", "csv", "--reasons", "--output", str(export))
        return Replay(
            database=database.partition(":")[0],
            people=len(people),
            submissions=len(journeys),
            pages=sum(len(journey.pages) for journey in journeys),
            requests=sum(journey.requests for journey in journeys),
            sent_again=sum(journey.sent_again for journey in journeys),
            lost_on_the_way=sum(journey.lost_on_the_way for journey in journeys),
            kills=killed,
            seconds=seconds,
            cells=compare_cells(people, export),
            ledger=audit(made, journeys),
            dashboard=dashboard,
        )


def _set_up(made: Installation, people: Sequence[Person]) -> Links:
    made.publish(STUDY, WAVES)
    rows = ((person.code, person.arm, person.session) for person in people)
    made.import_register("mood", ("code", "arm", "session"), rows)
    return {wave: made.links("mood", wave) for wave in WAVES}


def _play(people: Sequence[Person], links: Links, server: Server, kills: int, seed: int) -> tuple[list[Journey], int]:
    pages = len(people) * len(WAVES) * 11
    with Killer(server, kills, pages, seed) as killer, ThreadPoolExecutor(AT_ONCE) as pool:
        turns = pool.map(lambda turn: _person(turn[1], turn[0], links, server, killer), enumerate(people))
        journeys = [journey for both in turns for journey in both]
    return journeys, killer.kills


def _person(person: Person, turn: int, links: Links, server: Server, killer: Killer) -> list[Journey]:
    journeys = []
    for place, wave in enumerate(WAVES):
        browser = Browser(HOST, server.port)
        journeys.append(
            travel(
                browser,
                links[wave][person.code],
                person.waves[wave],
                who=(person.code, wave),
                language=LANGUAGES[(turn + place) % len(LANGUAGES)],
                acknowledged=killer.acknowledged,
            )
        )
        browser.close()
    return journeys


def main(words: Sequence[str] | None = None) -> int:
    """Play, print one line of figures; 0 when nothing is different, lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replay", description=__doc__)
    parser.add_argument("--people", type=int, default=None, help="how many of the 766 people; all by default")
    parser.add_argument("--database", default="sqlite", help="sqlite, or the URL of a PostgreSQL server")
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="kill the server N times on the way")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins")
    options = parser.parse_args(words)
    real = os.environ.get("JALON_REAL_DATA", "")
    if not Path(real, "mood", "answers.csv").is_file():
        print("JALON_REAL_DATA names no folder with mood/answers.csv: nothing can be replayed.", file=sys.stderr)
        return 2
    people = read_people(Path(real), options.people)
    with tempfile.TemporaryDirectory(prefix="jalon-replay-") as folder:
        played = replay(people, Path(folder), database=options.database, kills=options.kill, seed=options.seed)
    print(as_json(played.figures()))
    for fault in (*played.cells.different[:20], *played.dashboard.different[:20]):
        print("different:", *fault, file=sys.stderr)
    return 0 if played.is_exact else 1


if __name__ == "__main__":
    sys.exit(main())
