"""Verifies a report: computes its numbers again, and tells a wrong number from answers that changed since."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from importlib.metadata import version

from survey.findings import kept
from survey.findings.material import material
from survey.findings.protection import protection
from survey.findings.releasing import earlier_releases
from survey.findings.report.basis import (
    Basis,
    basis_of_release,
    exact_basis,
    file_of,
    is_of_flow,
    version_of_release,
)
from survey.findings.report.comparing import Difference, differences
from survey.findings.report.file import EXACT, WITHOUT_WORDS, ReportError, ReportFile, ReportRead
from survey.findings.report.numbers import Numbers
from survey.findings.report.quotes import QuoteDifference, reread
from survey.findings.report.words import of_words
from survey.findings.results_page.keeping import page_of
from survey.findings.results_page.released import released_page
from survey.store import audit, figure_releases, simulated
from survey.store.data_versions import ERASING
from survey.store.figure_releases import FigureRelease
from survey.store.studies import StudyRecord

MADE = "report made"
"""The act of the log; its detail holds the seal of the report."""
CHANGING = (*ERASING, "study published", "register imported", "invitations added", simulated.ACT)
"""Acts after which what was counted for a release is no longer what it was."""
MATCHES, CHANGED, WRONG = "matches", "answers changed since", "does not match"
MOST_ENTRIES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What came out. ``wrong``: numbers that differ although their answers are the same; ``changed``: others.

    ``altered``: why the file is not the one that was made here, '' when it is. ``quotes``: what became of those
    that are not what the source says now. ``notes``: what else a reader must know.
    """

    report: ReportFile
    compared: int
    same_answers: bool
    wrong: tuple[Difference, ...]
    changed: tuple[Difference, ...]
    altered: str = ""
    quotes: tuple[QuoteDifference, ...] = ()
    quotes_read: int = 0
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """Whether the report matches, its answers have changed since, or it is wrong."""
        if self.wrong or self.altered or any(each.is_wrong for each in self.quotes):
            return WRONG
        return MATCHES if self.same_answers and not self.changed and not self.quotes else CHANGED


def logged(record: StudyRecord, file: ReportFile, detail: audit.Detail, actor: str) -> None:
    """Log that a report was made: its seal is what a file is held against later."""
    told = {**detail, "kind": file.kind, "data_version": file.data_version, "seal": file.seal}
    audit.record_act(actor, MADE, record.name, told)


def verified(record: StudyRecord, read: ReportRead) -> Verification:
    """The numbers of a report against what its study gives now."""
    told = read.report
    again, same = _again(record, told)
    now = file_of(again) if again else None
    computed: Numbers = now.numbers if now else {}
    same_flow = now is not None and now.flow_version == told.flow_version
    same_words = now is not None and now.words_version == told.words_version
    found = [
        each for each in differences(told.numbers, computed) if told.version != WITHOUT_WORDS or not of_words(each.key)
    ]
    excused = [
        each
        for each in found
        if not (same_words if of_words(each.key) else same_flow if is_of_flow(each.key) else same)
    ]
    return Verification(
        report=told,
        compared=len(computed.keys() & told.numbers.keys()),
        same_answers=same and same_flow,
        wrong=tuple(each for each in found if each not in excused),
        changed=tuple(excused),
        altered=_altered(record, read),
        quotes=reread(record, told),
        quotes_read=len(told.quotes),
        notes=tuple(_notes(told, now, same=same, same_flow=same_flow)),
    )


def _again(record: StudyRecord, told: ReportFile) -> tuple[Basis | None, bool]:
    """What the report would be made from now, and whether the answers behind it are the same."""
    if told.kind == EXACT:
        try:
            found = exact_basis(record, mixed=told.mixed)
        except ReportError:  # every answer was erased
            return None, False
        return found, found.data_version == told.data_version
    release = _release_of(record, told)
    if release is None:
        return None, False
    return _counted_again(record, release), not _changed_since(record, release)


def _release_of(record: StudyRecord, told: ReportFile) -> FigureRelease | None:
    """The release that a report was made of; where its version is none that there is, the one of its moment."""
    every = figure_releases.releases(record.id)
    moment = datetime.datetime.fromisoformat(told.counted_before)
    named = [each for each in every if version_of_release(each) == told.data_version]
    return next(iter([*named, *(each for each in every if each.counted_before == moment)]), None)


def _counted_again(record: StudyRecord, release: FigureRelease) -> Basis | None:
    """The page of a release, made anew from the answers that were counted for it."""
    made = material(kept.columns(record), kept.register(record), release.counted_before)
    seen = tuple(each for each in figure_releases.releases(record.id) if each.id < release.id)
    allowed = protection(made, {name: earlier_releases(made, name, seen) for name in made.populations})
    told = released_page(made, allowed)
    return None if told is None else basis_of_release(record, release, page_of(told))


def _changed_since(record: StudyRecord, release: FigureRelease) -> bool:
    return any(
        entry.at > release.released_at
        for action in CHANGING
        for entry in audit.entries(study=record.name, action=action, limit=1)
    )


def _altered(record: StudyRecord, read: ReportRead) -> str:
    if read.report.seal != read.seal:
        return "The file was altered after it was made: its seal does not fit what it says."
    made = audit.entries(study=record.name, action=MADE, limit=MOST_ENTRIES)
    if read.seal not in {entry.detail.get("seal") for entry in made}:
        return "No report with this seal was made here: the file was altered, or comes from elsewhere."
    return ""


def _notes(told: ReportFile, now: ReportFile | None, *, same: bool, same_flow: bool) -> list[str]:
    if now is None:
        return ["What this report was made from is no longer there: none of its numbers can be computed again."]
    found = []
    if not same:
        found.append("The answers, the register or the study changed since; another number is no error.")
    if not same_flow:
        found.append("Who was asked and came how far has changed since; these numbers are no error.")
    if told.words_version and told.words_version != now.words_version:
        found.append("What is coded, or may be quoted, has changed since: other counts of people are no error.")
    if told.plan_digest != now.plan_digest:
        found.append("The plan of the study is another one since.")
    if dict(told.lock) != dict(now.lock):
        found.append("The plan was locked, or locked anew, since these figures were computed.")
    if told.jalon != version("jalon"):
        found.append(f"Jalon {told.jalon} made this report; this is Jalon {version('jalon')}.")
    return found
