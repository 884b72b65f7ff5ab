"""The rules that look at a study as a whole, together with its instruments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from survey.instrument.assembly import assemble, row_names
from survey.instrument.candidates import candidates_problems
from survey.instrument.definition import Questionnaire
from survey.instrument.guide import guide_problems
from survey.instrument.notice_rules import notice_problems
from survey.instrument.placed import Placed
from survey.instrument.plan import CLUSTERS, DESIGNS
from survey.instrument.plan_ground import Ground
from survey.instrument.plan_rules import plan_problems
from survey.instrument.problems import Problem
from survey.instrument.report import Place, meant
from survey.instrument.study import Arm, Study
from survey.instrument.types import question_type

FILTERS = ("arm", "site", "event", "language")
LEAST_CELL = 5
MOST_QUESTIONS = 60
UNTOLD = "und"
"""BCP 47: the language of texts that do not say theirs, as of a workbook whose headers name none."""


@dataclass(frozen=True, slots=True)
class StudySource:
    """A study as read, where each of its keys stands, and the instruments that could be read."""

    file: str
    study: Study
    places: Mapping[str, Place]
    instruments: tuple[Questionnaire, ...]

    def problem(self, key: str, rule: str, what: str, remedy: str, *, warning: bool = False) -> Problem:
        """One problem at a key such as ``register.arm``."""
        return Placed(self.file, self.places).problem(key, rule, what, remedy, warning=warning)


def study_problems(source: StudySource) -> Iterator[Problem]:
    """Every problem and warning of a study as a whole."""
    rules = (
        _frame,
        _design,
        _filters,
        _register,
        _instruments,
        _names,
        _sources,
        _guide,
        _candidates,
        _plan,
        _length,
        _notice,
    )
    for rule in rules:
        yield from rule(source)


def _frame(source: StudySource) -> Iterator[Problem]:
    study = source.study
    if study.default_language and study.languages and study.default_language not in study.languages:
        told = f"The default language `{study.default_language}` is not among `languages`."
        yield source.problem("default_language", "unknown-language", told, "Add it there.")
    if "time_zone" in source.places and not _is_zone(study.time_zone):
        told = f"`{study.time_zone}` is not a time zone."
        yield source.problem("time_zone", "unknown-time-zone", told, "Write for instance Europe/Paris.")
    if "minimum_cell" in source.places and study.minimum_cell < LEAST_CELL:
        told = f"`minimum_cell` must be {LEAST_CELL} or more."
        yield source.problem("minimum_cell", "wrong-minimum-cell", told, "Write 10: no figure about fewer people.")
    for key in ("instruments", "waves", "languages"):
        if key in source.places and not getattr(study, key):
            yield source.problem(key, "empty-list", f"`{key}` is empty.", "List at least one.")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _design(source: StudySource) -> Iterator[Problem]:
    study = source.study
    if study.design and study.design not in DESIGNS:
        told = f"`{study.design}` is not a design."
        yield source.problem("design", "unknown-design", told, meant(study.design, DESIGNS))
    if study.design == "post_only" and len(study.waves) > 1:
        told = "The design post_only has exactly one wave."
        yield source.problem("waves", "wrong-design", told, "Keep one wave, or write design: before_after.")
    if study.design == "before_after" and study.waves:
        if len(study.waves) < 2:
            told = "The design before_after has at least two waves."
            yield source.problem("waves", "wrong-design", told, "Add a wave, or write design: post_only.")
        if study.waves[0].then_test:
            told = f"The first wave `{study.waves[0].name}` cannot look back."
            yield source.problem("waves", "wrong-design", told, "Write `then_test: false` there.")


def _filters(source: StudySource) -> Iterator[Problem]:
    listed = _listed(source.study)
    for name in source.study.filters:
        if name not in FILTERS:
            yield source.problem("filters", "unknown-filter", f"`{name}` is not a filter.", meant(name, FILTERS))
        elif not listed[name]:
            told = f"The filter `{name}` has nothing to choose from."
            yield source.problem("filters", "unknown-filter", told, f"List `{name}s:` in this file, or remove it.")


def _sources(source: StudySource) -> Iterator[Problem]:
    asked = {each.name: each for questionnaire in source.instruments for each in questionnaire.questions()}
    sensitive = tuple(name for name, each in asked.items() if each.sensitive and each.type == "text")
    for name in source.study.sensitive_sources:
        if name not in sensitive and source.instruments:
            told = f"`{name}` is no open question that is marked as sensitive."
            remedy = "Answers to all other open questions are sources anyway: remove it, or name one that is."
            yield source.problem("sensitive_sources", "unknown-source", told, remedy)


def _listed(study: Study) -> dict[str, tuple[str, ...]]:
    def names(arms: tuple[Arm, ...]) -> tuple[str, ...]:
        return tuple(arm.name for arm in arms)

    return {
        "arm": names(study.arms),
        "site": names(study.sites),
        "event": names(study.events),
        "language": study.languages,
    }


def _register(source: StudySource) -> Iterator[Problem]:
    listed = _listed(source.study)
    for attribute, values in source.study.register.values.items():
        for cell, name in values.items():
            if name and name not in listed[attribute]:
                told = f"`{cell}` stands for `{name}`, which is not listed in `{attribute}s`."
                yield source.problem(f"register.{attribute}", "unknown-value", told, meant(name, listed[attribute]))
    register = source.study.register
    profile = [(f"profile {variable.name}", variable.column) for variable in register.profile]
    contact = [(f"contact {name}", column) for name, column in register.contact.items()]
    private = {column for _, column in contact}
    for name, column in [("participant_id", register.participant_id), *profile]:
        if column and column in private:
            told = f"The column `{column}` is a contact column and cannot be read as {name} too."
            remedy = "Contacts are kept apart from answers: name another column."
            yield source.problem("register.contact", "contact-column", told, remedy)


def _instruments(source: StudySource) -> Iterator[Problem]:
    for instrument in source.instruments:
        codes = {language.code for language in instrument.languages}
        missing = [code for code in source.study.languages if code not in codes]
        is_untold = instrument.default_language == UNTOLD
        if is_untold and len(source.study.languages) > 1:
            told = f"The instrument `{instrument.form_id}` does not say in which language its texts are."
            remedy = f"Write it there: `default_language: {source.study.default_language}` under `settings`."
            yield source.problem("languages", "missing-language", told, remedy)
        elif missing and not is_untold:
            told = f"The instrument `{instrument.form_id}` has no {', '.join(missing)}."
            yield source.problem("languages", "missing-language", told, "Translate it, or remove the language here.")


def _names(source: StudySource) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for instrument in source.instruments:
        scales = {scale.name for scale in instrument.scales}
        rows = set(row_names(instrument.survey))
        for name in sorted(scales | rows):
            if name in seen:
                told = f"`{name}` stands in `{seen[name]}` and in `{instrument.form_id}`."
                remedy = "Begin the names of each instrument with its own word."
                yield source.problem("instruments", "duplicate-name", told, remedy)
            seen.setdefault(name, instrument.form_id)


def _guide(source: StudySource) -> Iterator[Problem]:
    yield from guide_problems(source.study.guide, source.instruments, Placed(source.file, source.places))


def _candidates(source: StudySource) -> Iterator[Problem]:
    yield from candidates_problems(source.study.candidates, source.instruments, Placed(source.file, source.places))


def _plan(source: StudySource) -> Iterator[Problem]:
    study = source.study
    register = study.register
    known = [name for name in FILTERS if getattr(register, name)] + [each.name for each in register.profile]
    ground = Ground(
        placed=Placed(source.file, source.places),
        design=study.design,
        assigned=study.assigned,
        plan=study.plan,
        scales={scale.name: scale.score_range for each in source.instruments for scale in each.scales},
        of_scales="the instruments",
        waves=tuple(wave.name for wave in study.waves),
        arms=tuple(arm.name for arm in study.arms),
        variables=tuple(known),
        elsewhere={
            each.column: f"Write `{each.name}`, its name." for each in register.profile if each.column not in known
        },
        arm="arm",
        clusters=tuple(name for name in CLUSTERS if getattr(register, name)),
        columns="register",
        has_weight=False,
        arms_remedy="List them under `arms`, or write design: before_after.",
        weight_remedy="A study has no such column: write raking, say.",
    )
    yield from plan_problems(ground)


def _notice(source: StudySource) -> Iterator[Problem]:
    yield from notice_problems(source.study, Placed(source.file, source.places))


def _length(source: StudySource) -> Iterator[Problem]:
    for wave in source.study.waves:
        questions = assemble(source.study, wave, source.instruments).questions()
        count = sum(question_type(question.type).is_question for question in questions)
        if count > MOST_QUESTIONS:
            told = f"The wave `{wave.name}` asks {count} questions."
            remedy = f"Ask at most {MOST_QUESTIONS}: people stop answering."
            yield source.problem("instruments", "long-questionnaire", told, remedy, warning=True)
