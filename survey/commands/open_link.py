"""``jalon open-link``: print the open link of a study, switch it on or off."""

from __future__ import annotations

import click
from flask import current_app

from survey.application_context import as_json_option, in_application, report
from survey.fieldwork.links import kiosk_link, open_link
from survey.store import audit, studies


@click.command("open-link")
@click.argument("study")
@click.option("--on/--off", "wanted", default=None, help="Let people take part through the open link, or no longer.")
@click.option("--kiosk", is_flag=True, help="Print the link for a device that people share, such as in a waiting room.")
@as_json_option
@in_application
def command(study: str, wanted: bool | None, kiosk: bool, as_json: bool) -> None:
    """Print the open link of STUDY, one per wave, after switching it on or off when asked."""
    record = studies.study_named(study)
    if wanted is not None and wanted != record.open_link:
        studies.switch_open_link(record, wanted, audit.command_line())
        record = studies.study_named(study)
    base_url = current_app.config["JALON"].base_url
    link_to = kiosk_link if kiosk else open_link
    links = {wave.name: link_to(base_url, record, wave) for wave in record.waves}
    lines = [f"The open link of {record.name} is {'on' if record.open_link else 'off'}."]
    lines += [f"{name}: {link}" for name, link in links.items()]
    report({"study": record.name, "on": record.open_link, "links": links}, lines, as_json)
