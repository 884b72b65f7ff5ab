"""What a report is made from: the live page with everything, or the page that was last released to staff."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from zoneinfo import ZoneInfo

from analysis.charts.chart import Chart
from survey.findings.current import current
from survey.findings.figures.flow import flow
from survey.findings.planned.current import results_now
from survey.findings.planned.locked import lock_now
from survey.findings.planned.results import Results
from survey.findings.populations import EVERYONE
from survey.findings.releasing import written
from survey.findings.report.file import EXACT, RELEASED, ReportError, ReportFile, Told
from survey.findings.report.numbers import Numbers, numbers_of
from survey.findings.report.words import ReportWords, exact_words, released_words
from survey.findings.results_page.building import page_of_results
from survey.findings.results_page.keeping import page_of
from survey.findings.results_page.released import RESULTS
from survey.findings.results_page.sections import ResultsPage
from survey.findings.results_page.who import variables_of, who_answered
from survey.store import clock, figure_releases, plan_locks
from survey.store.figure_releases import FigureRelease
from survey.store.studies import StudyRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Everything that a report tells, before it is told in a language.

    ``as_of``: the last day that counts. ``release``: None for an exact report. ``results``: everything that the plan
    gives, None for staff.
    """

    record: StudyRecord
    page: ResultsPage
    flow: Chart
    as_of: datetime.date | None
    data_version: str
    release: FigureRelease | None = None
    results: Results | None = None
    mixed: bool = False
    words: ReportWords = ReportWords()

    @property
    def is_exact(self) -> bool:
        """Whether it holds what only researchers may see."""
        return self.release is None

    def numbers(self) -> Numbers:
        """Every number, by its key."""
        return {**numbers_of(self.page, self.flow, self.results), **dict(self.words.numbers())}


def basis_of(record: StudyRecord, *, exact: bool, mixed: bool = False) -> Basis:
    """What a report of a study is made from now; raises ReportError where there is nothing to report."""
    return exact_basis(record, mixed=mixed) if exact else released_basis(record)


def exact_basis(record: StudyRecord, *, mixed: bool = False) -> Basis:
    """The answers as they are now, all of them."""
    found = current(record)
    answered = found.material.columns.version
    if not answered.submitted:
        raise ReportError(f"Nobody has sent answers to {record.name} yet: there is nothing to report.")
    if not found.material.scales:
        raise ReportError(f"{record.name} has no scale: there is no result to report.")
    results = results_now(record, lock=lock_now(record), mixed=mixed)
    who = who_answered(found.material, found.protection)
    return Basis(
        record=record,
        page=page_of_results(results, who, variables_of(record)),
        flow=_flow(record, exact=True),
        as_of=answered.as_of and answered.as_of.astimezone(ZoneInfo(record.study.time_zone)).date(),
        data_version=answered.token,
        results=results,
        mixed=mixed,
        words=exact_words(record),
    )


def released_basis(record: StudyRecord) -> Basis:
    """The page that was last released, as it was."""
    latest = figure_releases.latest(record.id)
    if latest is None or latest.minimum_cell < record.study.minimum_cell:
        raise ReportError(
            f"No figures of {record.name} have been released that staff may see now. `jalon release {record.name}` "
            "releases them; --exact makes a report for researchers."
        )
    text = figure_releases.charts(latest.id, written(EVERYONE))
    told = {} if text is None else json.loads(text).get(RESULTS)
    if not told:
        raise ReportError(
            f"The figures of {record.name} that were last released hold no results of its plan: too few people, or "
            f"released before results were. `jalon release {record.name}` releases anew what has changed."
        )
    return basis_of_release(record, latest, page_of(told))


def basis_of_release(record: StudyRecord, release: FigureRelease, page: ResultsPage) -> Basis:
    """A page with what belongs to its release."""
    zone = ZoneInfo(record.study.time_zone)
    return Basis(
        record=record,
        page=page,
        flow=_flow(record, exact=False),
        as_of=release.counted_before.astimezone(zone).date() - datetime.timedelta(days=1),
        data_version=version_of_release(release),
        release=release,
        words=released_words(record),
    )


def version_of_release(release: FigureRelease) -> str:
    """The data version of what a release was counted from: it stays as long as the release does."""
    return _digest(["release", release.id, release.released_at.isoformat(), release.counted_before.isoformat()])


def file_of(basis: Basis, *, made_at: datetime.datetime | None = None, override: Told | None = None) -> ReportFile:
    """The file of a report; ``override``: who prints stale inferences, and why."""
    found = basis.page.lock
    return ReportFile(
        jalon=version("jalon"),
        study=basis.record.name,
        kind=EXACT if basis.is_exact else RELEASED,
        made_at=(made_at or clock.now()).isoformat(timespec="seconds"),
        as_of=basis.as_of.isoformat() if basis.as_of else "",
        counted_before=basis.release.counted_before.isoformat() if basis.release else "",
        data_version=basis.data_version,
        flow_version=version_of_flow(basis.numbers(), basis.flow.name),
        plan_digest=plan_locks.digest_of(plan_locks.plan_now(basis.record)),
        lock={} if found is None else {"digest": found.digest, "at": found.at, "by": found.by},
        mixed=basis.mixed,
        numbers=basis.numbers(),
        words_version=basis.words.version,
        quotes=basis.words.quotes(),
        inferences=basis.words.inferred(),
        override=override or {},
    )


def version_of_flow(numbers: Mapping[str, object], name: str) -> str:
    """The version of who was asked and came how far: links are opened while no answer changes."""
    return _digest([[key, value] for key, value in numbers.items() if is_of_flow(key, name)])


def is_of_flow(key: str, name: str = "flow") -> bool:
    """Whether a key belongs to the flow."""
    return key.startswith((f"{name}/", f"{name}#"))


def _flow(record: StudyRecord, *, exact: bool) -> Chart:
    """The flow without the interviewed people, whom a report never lists."""
    return dataclasses.replace(flow(record, exact=exact), marks=())


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
