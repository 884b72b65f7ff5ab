"""The frozen shape of a study: instruments, waves, arms, register, help, consent, retention, plan."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.instrument.candidates import Candidates
from survey.instrument.definition import Recordings, Text
from survey.instrument.guide import GuideQuestion
from survey.instrument.plan import Plan

ARABIC_DIGITS = "arab"
"""The word for ٠١٢٣٤٥٦٧٨٩, which CLDR has, too."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Between the first day of one and the last day of the other every zone and every database has a midnight."""


@dataclass(frozen=True, slots=True)
class Wave:
    """A time of measurement. Open from the start of ``opens`` to the end of ``closes``, in the study's zone.

    ``expected_minutes``: None where the wave takes as long as the study says.
    """

    name: str
    label: Text
    opens: datetime.date | None = None
    closes: datetime.date | None = None
    then_test: bool = False
    expected_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Arm:
    """A group that is compared, assigned or not."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class ProfileVariable:
    """A fact the register holds about everyone: its column and the label of each of its values."""

    name: str
    column: str
    label: Text
    values: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """How the columns of the register file are read. '' is a column the register does not have.

    ``values``: by attribute (arm, site, event, language), what a cell says and the name it stands for.
    """

    participant_id: str
    arm: str = ""
    site: str = ""
    event: str = ""
    language: str = ""
    household: str = ""
    worker: str = ""
    entry_date: str = ""
    support_start: str = ""
    support_end: str = ""
    profile: tuple[ProfileVariable, ...] = ()
    contact: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Help:
    """Whom a respondent can turn to; shown on every page."""

    telephone: str
    place: Text


@dataclass(frozen=True, slots=True)
class Retention:
    """How many months each kind of record is kept after the last wave closes; entries of the log, after their day.

    ``originals_months``: None where the files of interviews are kept as long as contacts.
    """

    contacts_months: int
    answers_months: int
    originals_months: int | None = None
    logs_months: int = 12

    def months(self, kind: str) -> int:
        """How many months ``contacts``, ``answers``, ``originals`` or ``logs`` are kept."""
        if kind == "originals" and self.originals_months is None:
            return self.contacts_months
        return int(getattr(self, f"{kind}_months"))


@dataclass(frozen=True, slots=True)
class Study:
    """Everything ``study.yaml`` says. ``assigned``: ``random`` where chance drew who waits, else ''.

    ``feedback``: whether people see their own scores after sending. ``practice``: whether they try out how one answers
    before the first scale. ``digits``: those of numbers on pages in Arabic, '' for Western ones. ``recordings``: what
    of its own texts is read aloud, found when it is published. ``sensitive_sources``: the sensitive open questions
    whose answers researchers may code all the same. ``guide``: what is asked in interviews. ``candidates``: who
    may be asked for one.
    """

    name: str
    title: Text
    default_language: str
    languages: tuple[str, ...]
    time_zone: str
    design: str
    instruments: tuple[str, ...]
    waves: tuple[Wave, ...]
    arms: tuple[Arm, ...]
    events: tuple[Arm, ...]
    sites: tuple[Arm, ...]
    register: Register
    filters: tuple[str, ...]
    minimum_cell: int
    help: Help
    notice: Text
    consent: Text
    expected_minutes: int
    retention: Retention
    plan: Plan
    open_link: bool = False
    fictional: bool = False
    open_link_notice: Text = field(default_factory=dict)
    assigned: str = ""
    feedback: bool = True
    practice: bool = True
    digits: str = ""
    recordings: Recordings = field(default_factory=Recordings)
    sensitive_sources: tuple[str, ...] = ()
    guide: tuple[GuideQuestion, ...] = ()
    candidates: Candidates | None = None


def notice_of(study: Study, *, of_register: bool) -> Text:
    """The notice for somebody of the register, or for somebody who came by the open link."""
    return study.notice if of_register or not study.open_link_notice else study.open_link_notice


def filter_values(study: Study, name: str) -> tuple[str, ...]:
    """The values that a declared filter can take."""
    groups = {"arm": study.arms, "site": study.sites, "event": study.events}
    return study.languages if name == "language" else tuple(group.name for group in groups.get(name, ()))


def minutes_of(study: Study, wave_name: str) -> int:
    """How many minutes a wave is expected to take: what it says itself, or what the study says of all."""
    own = next((wave.expected_minutes for wave in study.waves if wave.name == wave_name), None)
    return study.expected_minutes if own is None else own
