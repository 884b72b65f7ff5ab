"""What a device could tell about itself and its owner: it stays in the file and is never collected."""

from __future__ import annotations

from survey.instrument.definition import Question
from survey.instrument.question_type import Finding
from survey.instrument.unseen_type import unseen_type

NAMES = (
    "audit",
    "background-audio",
    "background-geopoint",
    "deviceid",
    "email",
    "phonenumber",
    "simserial",
    "start-geopoint",
    "subscriberid",
    "username",
)
PARAMETERS = {
    "audit": (
        "location-priority",
        "location-min-interval",
        "location-max-age",
        "track-changes",
        "track-changes-reasons",
        "identify-user",
    ),
    "background-audio": ("quality",),
    "start-geopoint": ("allow-mock-accuracy",),
}


def _advice(question: Question) -> list[Finding]:
    told = f"`{question.type}` is never collected here: it tells about the device and its owner."
    return [("never-collected", told, "Remove it, unless the form is used in other programs as well.")]


TYPES = tuple(
    unseen_type(
        name,
        paper="never collected",
        is_kept=False,
        advice=_advice,
        parameters=PARAMETERS.get(name, ()),
    )
    for name in NAMES
)
