"""The tables, one file per aggregate; importing this package declares them all."""

from survey.store.tables import (
    accounts,
    attachments,
    audit,
    codings,
    contacts,
    failures,
    figure_releases,
    listed_names,
    originals,
    participants,
    plan_locks,
    releases,
    rights,
    studies,
    submissions,
    transcripts,
    tries,
)
from survey.store.tables.base import AnswersBase, ContactsBase

__all__ = [
    "AnswersBase",
    "ContactsBase",
    "accounts",
    "attachments",
    "audit",
    "codings",
    "contacts",
    "failures",
    "figure_releases",
    "listed_names",
    "originals",
    "participants",
    "plan_locks",
    "releases",
    "rights",
    "studies",
    "submissions",
    "transcripts",
    "tries",
]
