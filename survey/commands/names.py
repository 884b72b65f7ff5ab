"""``jalon names``: lists of names, words that may be names, and their replacement in interviews."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from survey.application_context import as_json_option, in_application, report
from survey.csv_table import read_bytes
from survey.store import audit, listed_names, studies
from survey.store.listed_names import KINDS
from survey.voices import later_names, name_queue
from survey.voices.later_names import Done, Outlook
from survey.voices.name_lists import LARGEST, read_list

REFUSED = {
    "too-large": f"It holds more than {LARGEST // 1000} kB.",
    "no-text": "It is no text.",
    "broken-table": "Its table is broken.",
    "too-many-names": f"A study lists at most {listed_names.MOST_NAMES} names.",
    "no-names": "It holds no name.",
}
MOST_TOLD = 50


@click.group("names")
def command() -> None:
    """Names in interviews beside those of participants: lists of them, and what may be one.

    No name is ever printed; `queue` alone prints words of interviews, as they stand there.
    """


@command.command("queue")
@click.argument("study")
@as_json_option
@in_application
def queue(study: str, as_json: bool) -> None:
    """Print the words in the interviews of STUDY that may be names, the most suspicious first."""
    record = studies.study_named(study)
    found = [
        {"word": each.written, "why": each.sign, "times": each.times, "interviews": each.interviews}
        for each in name_queue.queue(record)
    ]
    lines = [f"{each['word']}  ({each['why']}, {each['times']} times in {each['interviews']})" for each in found]
    report({"words": found}, [*lines, f"{len(found)} words may be names."], as_json)


@command.command("add")
@click.argument("study")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), default="other", help="What the names are that do not say it.")
@click.option("--replace", is_flag=True, help="List them and replace them; without it only what would change is told.")
@as_json_option
@in_application
def add(study: str, file: Path, kind: str, replace: bool, as_json: bool) -> None:
    """Tell what the names of FILE would replace in the interviews of STUDY; with --replace, list and replace them."""
    record = studies.study_named(study)
    found = read_list(read_bytes(file), kind)
    left_out = [{"line": each.line, "rule": each.rule} for each in found.problems if each.line]
    if found.is_refused:
        refused = next(each.rule for each in found.problems if not each.line)
        raise click.ClickException(f"Nothing was listed: {REFUSED[refused]}")
    lines = [f"line {each['line']}: left out ({each['rule']})" for each in left_out[:MOST_TOLD]]
    if not replace:
        seen = later_names.outlook(record, found.names)
        lines += [*_seen(seen), "Nothing was changed: add --replace to list and replace them."]
        report({"names": len(found.names), "left_out": left_out, **_counts(seen)}, lines, as_json)
        return
    try:
        added = listed_names.add(record.name, found.names, audit.command_line())
    except listed_names.TooManyNamesError as error:
        raise click.ClickException(f"Nothing was listed: {error}") from None
    done = later_names.replace_known(record, audit.command_line())
    lines += [f"{added} names were listed.", *_done(done)]
    report({"listed": added, "left_out": left_out, **_replaced(done)}, lines, as_json)


@command.command("replace")
@click.argument("study")
@click.option("--dry-run", is_flag=True, help="Tell what would be replaced, and replace nothing.")
@as_json_option
@in_application
def replace(study: str, dry_run: bool, as_json: bool) -> None:
    """Replace names that became known later in all interviews of STUDY; after an interruption, run it again."""
    record = studies.study_named(study)
    if dry_run:
        seen = later_names.outlook(record)
        report(_counts(seen), _seen(seen), as_json)
        return
    done = later_names.replace_known(record, audit.command_line())
    report(_replaced(done), _done(done), as_json)


def _counts(seen: Outlook) -> dict[str, int]:
    met = set().union(seen.known.interviews, *(each.interviews for each in seen.proposed))
    return {"times": seen.times, "interviews": len(met), "never": sum(not each.times for each in seen.proposed)}


def _seen(seen: Outlook) -> list[str]:
    counts = _counts(seen)
    return [f"{counts['times']} places in {counts['interviews']} interviews would be replaced."]


def _replaced(done: tuple[Done, ...]) -> dict[str, object]:
    return {"interviews": [dataclasses.asdict(each) for each in done]}


def _done(done: tuple[Done, ...]) -> list[str]:
    lines = [f"interview {each.interview}: {each.replaced} replaced, version {each.version}" for each in done]
    return [*lines, f"{sum(each.replaced for each in done)} places in {len(done)} interviews were replaced."]
