"""``jalon erase``: delete what one participant answered, with their name and address."""

from __future__ import annotations

from dataclasses import asdict

import click

from survey.application_context import as_json_option, in_application, report
from survey.findings import client
from survey.instrument.numerals import plain_code
from survey.keys import ALPHABET, CODE_LENGTH
from survey.store import audit, erasure, studies
from survey.store.erasure import Rows
from survey.store.studies import StudyRecord

KINDS = {
    "submissions": "submissions",
    "revisions": "pages as they were sent",
    "refusals": "refusals",
    "links": "links ended",
    "participants": "participants of the open link",
    "contacts": "contact fields",
    "transcripts": "interviews",
    "originals": "files of interviews",
    "pseudonyms": "pseudonyms",
    "files": "files sent as answers",
}


@click.command("erase")
@click.argument("study")
@click.argument("participant", required=False)
@click.option("--code", help="Find the participant by the code of their receipt.")
@click.option("--wave", help="Erase this wave alone; all of them without it.")
@click.option("--keep-contacts", is_flag=True, help="Keep name and address.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json_option
@in_application
def command(
    study: str,
    participant: str | None,
    code: str | None,
    wave: str | None,
    keep_contacts: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Delete what PARTICIPANT of STUDY answered and end their links; the act is logged, the answers are not.

    Someone of the register stays in it, without answers. After an interruption run it again: it is finished.
    """
    if (participant is None) == (code is None):
        raise click.UsageError("Give PARTICIPANT or --code, one of both.")
    record = studies.study_named(study)
    waves = record.waves if wave is None else (record.wave(wave),)
    who = participant if participant is not None else _with_code(record, code or "")
    held = erasure.rows_of(record, who, waves, keep_contacts=keep_contacts)
    told = {"study": record.name, "participant": who, "waves": [each.name for each in waves]}
    if held.total and not yes:
        click.echo(f"{who}, {', '.join(each.name for each in waves)}: {described(held)}", err=True)
        click.confirm("Erase this? It cannot be undone.", abort=True, err=True)
    erased = erasure.erase_participant(record, who, waves, keep_contacts=keep_contacts, actor=audit.command_line())
    client.purge(record.name)
    report(told | asdict(erased), [f"Erased of {who}: {described(erased)}."], as_json)


def described(rows: Rows) -> str:
    """Counts for a person to read: only of what there is."""
    present = [f"{count} {KINDS[name]}" for name, count in asdict(rows).items() if count]
    return ", ".join(present) or "nothing, there was nothing left"


def _with_code(record: StudyRecord, typed: str) -> str:
    code = plain_code(typed, ALPHABET, CODE_LENGTH)
    found = erasure.participant_with_code(record, code) if code else None
    if found is None:
        raise click.ClickException(
            f"No receipt of {record.name} has this code. It has {CODE_LENGTH} letters and figures; "
            "only a questionnaire that was sent has one."
        )
    return found
