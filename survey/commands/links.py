"""``jalon links``: write the personal links of a wave; withdraw or renew one."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app

from survey.application_context import as_json_option, in_application, report
from survey.exchange.spreadsheet import neutral
from survey.fieldwork.links import Writing, write_links, write_links_file
from survey.store import audit, invitations, studies
from survey.store.studies import StudyRecord, WaveRecord

STANDARD_OUTPUT = "-"


@click.command("links")
@click.argument("study")
@click.option("--wave", required=True, help="The wave the links lead to.")
@click.option("--output", help="A new file, by default links-STUDY-WAVE.csv; `-` prints the links.")
@click.option("--withdraw", metavar="PARTICIPANT", help="Only end the link of this participant.")
@click.option("--renew", metavar="PARTICIPANT", help="Only give this participant another link; the old one ends.")
@click.option("--base-url", help="What links begin with, by default [server] base_url of config.toml.")
@as_json_option
@in_application
def command(
    study: str,
    wave: str,
    output: str | None,
    withdraw: str | None,
    renew: str | None,
    base_url: str | None,
    as_json: bool,
) -> None:
    """Write the personal links of STUDY for one wave, with contacts, to a file that only its owner can read."""
    if withdraw and renew:
        raise click.UsageError("Use --withdraw or --renew, one at a time.")
    record = studies.study_named(study)
    when = record.wave(wave)
    if withdraw or renew:
        _change(record, when, withdraw, renew, as_json)
        return
    if base_url and not base_url.lower().startswith(("http://", "https://")):
        raise click.UsageError("--base-url begins with https:// or http://, such as https://survey.example.org.")
    base = (base_url or current_app.config["JALON"].base_url).rstrip("/")
    writing = Writing(actor=audit.command_line(), base_url=base, as_cell=neutral)
    if output == STANDARD_OUTPUT:
        write_links(sys.stdout, record, when, writing)
        return
    path = Path(output or f"links-{record.name}-{when.name}.csv")
    count = write_links_file(path, record, when, writing)
    lines = [f"{count} links are in {path}, readable by its owner alone.", "Whoever holds a link can answer with it."]
    report({"file": str(path), "wave": when.name, "count": count}, lines, as_json)


def _change(study: StudyRecord, wave: WaveRecord, withdraw: str | None, renew: str | None, as_json: bool) -> None:
    if withdraw:
        invitations.withdraw_invitation(study, withdraw, wave, audit.command_line())
        found, line = {"withdrawn": withdraw}, f"The link of {withdraw} is withdrawn."
    else:
        participant = renew or ""
        invitations.renew_invitation(study, participant, wave, audit.command_line())
        found = {"renewed": participant}
        line = f"{participant} has another link, the old one has ended. Write the links again to have it."
    report({"wave": wave.name, **found}, [line], as_json)
