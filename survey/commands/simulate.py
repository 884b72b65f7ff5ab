"""``jalon simulate``: fill a fictional study with the answers of people who do not exist."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click
from flask import current_app

from survey.application_context import as_json_option, in_application, report
from survey.simulation.participation import HIDDEN, SEEN
from survey.simulation.running import Simulation, SimulationRefusedError, simulate
from survey.simulation.truth import truth_path
from survey.simulation.visits import Choices
from survey.simulation.walk import NoWayError
from survey.store import audit, studies
from survey.store.simulated import RealAnswersError


@click.command("simulate")
@click.argument("study")
@click.option("-n", "people", required=True, type=click.IntRange(min=1), help="How many answer at the first wave.")
@click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(min=0), help="The same seed, the same answers."
)
@click.option(
    "--loss",
    default=SEEN,
    show_default=True,
    type=click.Choice([SEEN, HIDDEN]),
    help="Whether staying away depends on what is known, or on the answers that nobody sees.",
)
@click.option("--truth", type=click.Path(path_type=Path), help="Where the true values are written.")
@click.option("--again", is_flag=True, help="Put this run in the place of an earlier one.")
@as_json_option
@in_application
def command(study: str, people: int, seed: int, loss: str, truth: Path | None, again: bool, as_json: bool) -> None:
    """Fill the fictional STUDY with the answers of people who do not exist.

    They are drawn from its register by an item response model, and marked as simulated everywhere. The true value of
    every estimand in the plan is written to truth.json. A real study, or one that people have answered, is refused.
    """
    record, path = studies.study_named(study), truth or truth_path(current_app.config["JALON"].instance, study)
    try:
        made = simulate(record, Choices(people, seed, loss), path, audit.command_line(), again=again)
    except (SimulationRefusedError, RealAnswersError, NoWayError) as error:
        raise click.ClickException(str(error)) from None
    report(dataclasses.asdict(made) | {"truth": str(path)}, _lines(made, path), as_json)


def _lines(made: Simulation, path: Path) -> list[str]:
    if made.already:
        return [f"The study {made.study} holds these simulated answers already. Nothing was changed.", str(path)]
    sent = ", ".join(f"{count} at the wave {wave}" for wave, count in made.submitted.items())
    return [f"Simulated: {sent}.", f"The true values: {path}"]
