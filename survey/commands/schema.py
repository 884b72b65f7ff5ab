"""``jalon schema``: a JSON Schema with which an editor completes and validates instruments, studies and plans."""

from __future__ import annotations

import json

import click

from survey.instrument.editing import instrument_rules
from survey.instrument.editing_plan import plan_file_rules
from survey.instrument.editing_study import study_rules

_OF = {"instrument": instrument_rules, "study": study_rules, "plan": plan_file_rules}


@click.command("schema")
@click.argument("kind", type=click.Choice(list(_OF)), default="instrument")
def command(kind: str) -> None:
    """Print the JSON Schema of an instrument, of a study, or of the plan for a CSV file.

    Editors of YAML complete keys and types with it and mark what is wrong. It is never stricter than `jalon check`,
    which sees far more.
    """
    click.echo(json.dumps(_OF[kind](), ensure_ascii=False, indent=2))
