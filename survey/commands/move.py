"""``jalon move``: give an interview to the person whose it is."""

from __future__ import annotations

import dataclasses

import click

from survey.application_context import as_json_option, in_application, report
from survey.store import audit, interview_moves, studies, transcripts
from survey.store.interview_moves import MoveError
from survey.store.transcripts import QUOTES
from survey.voices import later_names


@click.command("move")
@click.argument("study")
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@click.option("--participant", metavar="ID", help="Whose interview it is; blank: nobody's.")
@click.option("--wave", help="The wave it belongs to; blank: none.")
@click.option("--link/--no-link", default=None, help="Whether it may stand beside the answers of that person.")
@click.option("--quote", type=click.Choice(QUOTES), help="Who may read excerpts.")
@as_json_option
@in_application
def command(
    study: str,
    number: int,
    participant: str | None,
    wave: str | None,
    link: bool | None,
    quote: str | None,
    as_json: bool,
) -> None:
    """Give interview NUMBER of STUDY to another person; its text and its codings stay. What is not said stays, too.

    Whoever gets it did not agree to anything yet: with --participant, say --link again where they did.
    """
    record = studies.study_named(study)
    interview = transcripts.interview(record.id, number)
    if interview is None:
        raise click.ClickException(f"The study {study} has no interview {number}.")
    before = interview_moves.whose(interview)
    person = before.participant_id if participant is None else participant or None
    to = dataclasses.replace(
        before,
        participant_id=person,
        wave=before.wave if wave is None else wave or None,
        link=(before.link and person == before.participant_id) if link is None else link,
        quote=quote or before.quote,
    )
    try:
        moved = interview_moves.move(record, interview, to, audit.command_line())
    except MoveError as error:
        raise click.ClickException(f"Nothing was changed: {error}") from None
    known = later_names.outlook(record, among={number}).known.times
    lines = [f"Interview {number} {'was moved' if moved else 'is there already'}."]
    if known:
        lines.append(f"{known} names that are known now stand in it: look at `jalon names replace {study} --dry-run`.")
    report({"interview": number, "moved": moved, "names": known, **dataclasses.asdict(to)}, lines, as_json)
