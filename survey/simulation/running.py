"""One simulation from beginning to end: refused where it does not belong, written once, repeatable by its seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from survey.simulation.population import population
from survey.simulation.truth import write_truth
from survey.simulation.visits import Choices, able, visits
from survey.store import simulated
from survey.store.simulated import RealAnswersError, SimulatedVisit
from survey.store.studies import StudyRecord
from survey.store.submissions import SUBMITTED


class SimulationRefusedError(RuntimeError):
    """Nothing was simulated; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What was simulated: how many sent their answers at each wave; ``already`` when nothing had to be done."""

    study: str
    submitted: Mapping[str, int]
    already: bool


def simulate(record: StudyRecord, choices: Choices, truth: Path, actor: str, *, again: bool = False) -> Simulation:
    """Fill a fictional study with the answers of people who do not exist, and write the true values to ``truth``."""
    if _is_there(record, choices, again=again):
        return Simulation(record.name, {}, already=True)
    found = population(record, choices.seed)
    most = able(found)
    if choices.people > most:
        raise SimulationRefusedError(
            f"{choices.people} people cannot answer: of the register of {record.name}, {most} have a living link to a "
            "wave that has begun. Ask for fewer, import a larger register, or open the wave on an earlier day."
        )
    counts = dict.fromkeys((wave.name for wave in record.waves), 0)
    simulated.write(record, _counted(visits(found, choices), counts), choices.as_told(), actor)
    write_truth(truth, found, choices.as_told())
    return Simulation(record.name, counts, already=False)


def _is_there(record: StudyRecord, choices: Choices, *, again: bool) -> bool:
    """Whether this very simulation was made already; refuses a study it may not be made in."""
    if not record.study.fictional:
        raise SimulationRefusedError(
            f"The study {record.name} is real: simulated answers are never put into it. Only a study whose "
            "study.yaml says `fictional: true` can be simulated."
        )
    standing = simulated.standing(record)
    if standing.simulated and standing.choices == choices.as_told():
        return True
    if standing.real:
        raise RealAnswersError(standing.real, record.name)
    if standing.simulated and not again:
        told = ", ".join(f"{name} {value}" for name, value in sorted(standing.choices.items()))
        raise SimulationRefusedError(
            f"The study {record.name} holds the simulated answers of another run ({told}). "
            "Add --again to put this run in their place."
        )
    return False


def _counted(made: Iterator[SimulatedVisit], counts: dict[str, int]) -> Iterator[SimulatedVisit]:
    """The visits as they are, counting on the way through who sent answers."""
    for visit in made:
        counts[visit.wave.name] += visit.step == SUBMITTED
        yield visit
