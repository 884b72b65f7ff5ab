"""A tiny published study with people at every step, for the tests of exports and staff pages."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from survey import extensions
from survey.instrument.definition import Choice, Group, Language, Question, Questionnaire, Scale
from survey.instrument.plan import Plan
from survey.instrument.study import Arm, Help, Register, Retention, Study, Wave
from survey.store import studies
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Invitation, Participant, Refusal
from survey.store.tables.submissions import SubmissionRow

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)

OFTEN = (
    Choice("1", {"fr": "Jamais", "en": "Never"}),
    Choice("2", {"fr": "Parfois", "en": "=Sometimes"}),
    Choice("3", {"fr": "Toujours", "en": "Always"}),
)
HELPERS = (Choice("friend", {"fr": "Un ami", "en": "A friend"}), Choice("family", {"fr": "Famille", "en": "Family"}))

CALM = Question("select_one", "calm", {"fr": "Calme", "en": "Calm"}, list_name="often", instrument="wellbeing")
CALM_THEN = Question(
    "select_one",
    "calm_then",
    {"fr": "Avant", "en": "Before"},
    list_name="often",
    then_test="calm",
    instrument="wellbeing",
)
HELPED = Question("select_multiple", "helped", {"fr": "Aide", "en": "Helped"}, list_name="helpers")
AGE = Question("integer", "age", {"fr": "Âge", "en": "Age"})
WORDS = Question("text", "words", {"fr": "Vos mots", "en": "=Your words"}, relevant="${age} > 17", sensitive=True)


def questionnaire(*questions: Question, status: str = "draft") -> Questionnaire:
    """A questionnaire of one page with these questions, or with all five."""
    return Questionnaire(
        form_id="tiny",
        form_title={"fr": "Petit", "en": "Tiny"},
        version="1",
        default_language="fr",
        languages=(Language("fr", "Français (fr)", "reviewed", "Ana", "2026-02-01"), Language("en", "English", status)),
        survey=(Group("page", {}, questions or (CALM, CALM_THEN, HELPED, AGE, WORDS), appearance=("field-list",)),),
        choices={"often": OFTEN, "helpers": HELPERS},
        scales=(
            Scale(
                "wellbeing",
                {"fr": "Bien-être", "en": "Wellbeing"},
                ("calm",),
                1,
                (0, 100),
                "written for Jalon, not validated",
                reverse=("calm",),
                instrument="wellbeing",
            ),
        ),
    )


def study(name: str = "tiny", minimum_cell: int = 5, waves: tuple[str, ...] = ("post",)) -> Study:
    """A study of one wave, or of these."""
    return Study(
        name=name,
        title={"fr": "Petite étude", "en": "Small study"},
        default_language="fr",
        languages=("fr", "en"),
        time_zone="Europe/Paris",
        design="post_only",
        instruments=("wellbeing",),
        waves=tuple(Wave(each, {"fr": each, "en": f"Wave {each}"}, opens=datetime.date(2026, 1, 1)) for each in waves),
        arms=(Arm("advice", {"fr": "Conseil", "en": "Advice"}), Arm("support", {"fr": "Soutien", "en": "Support"})),
        events=(),
        sites=(Arm("north", {"fr": "Nord", "en": "North"}),),
        register=Register(participant_id="id"),
        filters=("arm",),
        minimum_cell=minimum_cell,
        help=Help("01 99 00 00 00", {"fr": "Ici", "en": "Here"}),
        notice={"fr": "Notice", "en": "Notice"},
        consent={"fr": "Oui", "en": "Yes"},
        expected_minutes=2,
        retention=Retention(12, 60),
        plan=Plan(primary=("wellbeing",)),
        open_link=True,
        fictional=True,
    )


def published(name: str = "tiny", minimum_cell: int = 5, **versions: Questionnaire) -> StudyRecord:
    """Publish the study; ``versions`` gives each wave its questionnaire."""
    waves = tuple(versions) or ("post",)
    each = {wave: versions.get(wave) or questionnaire() for wave in waves}
    return studies.publish(study(name, minimum_cell, waves), each)


def person(
    record: StudyRecord,
    participant_id: str,
    *,
    wave: str = "post",
    step: str = "not_opened",
    answers: Mapping[str, Any] | None = None,
    **known: Any,
) -> None:
    """Put one person at a step of a wave: ``known`` are columns of the participant or of the submission."""
    at = record.wave(wave)
    own = ("digest", "missing", "instances", "calculated", "started_at", "submitted_at")
    columns = {name: known.pop(name) for name in own if name in known}
    with extensions.answers.writing() as session:
        profile = {"origin": "register", "profile": "{}", **known}
        participant = Participant(study_id=record.id, participant_id=participant_id, **profile)
        session.add(participant)
        session.flush()
        opened = None if step in ("not_opened", "declined") else NOON
        token = f"{record.name} {participant_id} {wave}"
        session.add(
            Invitation(participant_id=participant.id, wave_id=at.id, serial=1, token_digest=token, opened_at=opened)
        )
        if step == "declined":
            session.add(Refusal(participant_id=participant.id, wave_id=at.id, declined_at=NOON))
        if step in ("broken_off", "submitted"):
            digest = columns.pop("digest", at.questionnaire_digest)
            session.add(_submission(participant.id, at.id, digest, step == "submitted", answers or {}, columns))


def _submission(
    participant: int, wave: int, digest: str, sent: bool, answers: Mapping[str, Any], columns: Mapping[str, Any]
) -> SubmissionRow:
    document = {"answers": answers, "missing": columns.get("missing", {}), "aside": {}, "typed": {}, "pages": {}}
    document |= {name: columns[name] for name in ("instances", "calculated") if name in columns}
    started = columns.get("started_at", NOON)
    return SubmissionRow(
        participant_id=participant,
        wave_id=wave,
        questionnaire_digest=digest,
        state="submitted" if sent else "started",
        language="fr",
        mode="web",
        notice_digest="",
        document=json.dumps(document),
        revision=1,
        started_at=started,
        saved_at=started,
        submitted_at=columns.get("submitted_at", started) if sent else None,
        submit_key_digest="key" if sent else None,
        receipt_digest="receipt" if sent else None,
    )
