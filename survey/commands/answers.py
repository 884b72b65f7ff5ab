"""``jalon answers``: open answers as sources to be coded."""

from __future__ import annotations

import click

from survey.application_context import as_json_option, in_application, report
from survey.store import audit, studies
from survey.voices.answer_sources import Brought, as_plain, bring_in


@click.command("answers")
@click.argument("study")
@as_json_option
@in_application
def command(study: str, as_json: bool) -> None:
    """Bring the open answers of STUDY in to be coded: those that are new, corrected or taken back since the last time.

    No word of an answer is printed.
    """
    record = studies.study_named(study)
    done = bring_in(record, audit.command_line())
    plain = {"sources": [as_plain(each) for each in done]}
    report(plain, [_line(each) for each in done] or [f"Nobody answered an open question of {study} yet."], as_json)


def _line(each: Brought) -> str:
    kept = each.kept
    told = f"{-kept.number}: {each.question} ({each.wave}): {kept.turns} answers"
    changes = {
        "new": kept.added,
        "corrected": kept.corrected,
        "taken out": kept.taken_out,
        "marks moved along": kept.moved,
        "marks dropped": kept.dropped,
    }
    changed = ", ".join(f"{count} {what}" for what, count in changes.items() if count)
    return f"{told}; {changed}" if changed else told
