"""``jalon notices``: every information notice that somebody agreed to, word for word."""

from __future__ import annotations

import click

from survey.application_context import as_json_option, in_application, report
from survey.store import notices, studies
from survey.store.notices import KeptNotice


@click.command("notices")
@click.argument("study")
@click.argument("digest", default="")
@as_json_option
@in_application
def command(study: str, digest: str, as_json: bool) -> None:
    """Show the notices of STUDY as people read them, the oldest first; one alone by the start of its DIGEST.

    The digest stands with each answer: it tells which notice somebody agreed to.
    """
    found = [each for each in notices.of_study(studies.study_named(study)) if each.digest.startswith(digest)]
    if digest and not found:
        raise click.ClickException(f"No notice of {study} has a digest that begins with {digest!r}.")
    told = [
        {
            "digest": each.digest,
            "language": each.language,
            "first_agreed_at": each.first_agreed_at.isoformat(),
            "text": each.text,
        }
        for each in found
    ]
    report(told, [_shown(each) for each in found] or ["Nobody has agreed to a notice yet."], as_json)


def _shown(kept: KeptNotice) -> str:
    return f"{kept.digest[:12]}  {kept.language}  since {kept.first_agreed_at:%Y-%m-%d}\n\n{kept.text}\n"
