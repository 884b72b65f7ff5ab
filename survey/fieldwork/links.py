"""The file of personal links of one wave: one line per participant of the register, for its owner's eyes alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from survey import private_files
from survey.extensions import keyring
from survey.store import audit, contacts, invitations, register_imports
from survey.store.studies import StudyRecord, WaveRecord

LETTERS_TOGETHER = 5


class LinksError(RuntimeError):
    """The links cannot be written; the message says why and what to do."""


def personal_link(base_url: str, token: str) -> str:
    """The address of one participant's questionnaire."""
    return f"{base_url}/r/{token}"


def open_link(base_url: str, study: StudyRecord, wave: WaveRecord) -> str:
    """The address at which anyone may take part in this wave."""
    return f"{base_url}/o/{keyring.open_token(study.name, wave.name, study.open_link_serial)}"


def kiosk_link(base_url: str, study: StudyRecord, wave: WaveRecord) -> str:
    """The address at which people take part in this wave on a device that they share, one after another."""
    return f"{base_url}/o/{keyring.kiosk_token(study.name, wave.name, study.open_link_serial)}"


def typed_code(token: str) -> str:
    """The token in groups, as it can be printed in a letter and typed."""
    return " ".join(token[place : place + LETTERS_TOGETHER] for place in range(0, len(token), LETTERS_TOGETHER))


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes links, what they begin with, and what makes a text safe in a spreadsheet's cell."""

    actor: str
    base_url: str
    as_cell: Callable[[str], str]


def write_links_file(path: Path, study: StudyRecord, wave: WaveRecord, writing: Writing) -> int:
    """Write the links of ``wave`` to a new file that its owner alone can read; how many there are."""
    with _new_private_file(path) as file:
        return write_links(file, study, wave, writing)


def write_links(file: TextIO, study: StudyRecord, wave: WaveRecord, writing: Writing) -> int:
    """Write the links of ``wave`` as CSV; the act is logged before the first line leaves."""
    started = register_imports.unfinished_import(study)
    if started is not None:
        raise LinksError(
            f"The register import started on {started:%Y-%m-%d at %H:%M} (UTC) has not reached its end. "
            "Wait for it, or run `jalon import register` again; then write the links."
        )
    links = invitations.living_links(study, wave)
    people = contacts.contact_fields(study.name, [link.participant_id for link in links])
    audit.record_act(writing.actor, "links written", study.name, {"wave": wave.name, "count": len(links)})
    columns = list(study.study.register.contact)
    writer = csv.writer(file)
    writer.writerow([writing.as_cell(name) for name in ("participant_id", *columns, "language", "link", "code")])
    for link in links:
        known = people.get(link.participant_id, {})
        language = link.language or study.study.default_language
        told = (link.participant_id, *(known.get(name, "") for name in columns), language)
        writer.writerow(
            [*map(writing.as_cell, told), personal_link(writing.base_url, link.token), typed_code(link.token)]
        )
    return len(links)


@contextmanager
def _new_private_file(path: Path) -> Iterator[TextIO]:
    """A new file of texts that its owner alone can read."""
    try:
        # The mark tells spreadsheets that names are in UTF-8.
        with private_files.new_file(path) as file, io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
            yield text
    except FileExistsError:
        raise LinksError(f"{path} exists already. Name another file with --output, or delete it first.") from None
    except OSError as error:
        raise LinksError(f"{path} cannot be written: {error.strerror}.") from None
