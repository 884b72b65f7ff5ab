"""An interview given to another person: what was said and marked in it stays, whose it is changes.

The original, in the other database, is moved first; interrupted in between, the same act done again finishes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from survey.extensions import answers, contacts
from survey.store import audit, withdrawn_quotes
from survey.store.studies import StudyRecord
from survey.store.tables.originals import TranscriptOriginal
from survey.store.tables.participants import Participant
from survey.store.tables.transcripts import TranscriptRow
from survey.store.transcripts import QUOTES, Interview

UNKNOWN_PERSON, UNKNOWN_WAVE, UNKNOWN_QUOTE, LINK_TO_NOBODY = "person", "wave", "quote", "link"


class MoveError(ValueError):
    """The interview cannot be given to that person; ``rule`` says why in one word, the message in a sentence."""

    def __init__(self, rule: str, told: str) -> None:
        """Keep the rule, by which a page tells it in the language of its reader."""
        super().__init__(told)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose an interview is, to which wave it belongs, and what its consent allows; None: nobody's, no wave's."""

    participant_id: str | None
    wave: str | None
    link: bool
    quote: str


def whose(interview: Interview) -> Whose:
    """Whose an interview is now."""
    return Whose(interview.participant_id, interview.wave, interview.link, interview.quote)


def move(study: StudyRecord, interview: Interview, to: Whose, actor: str) -> bool:
    """Give an interview to this person with its text, codings and release; False where it is theirs already.

    One whose words may no longer be quoted is withheld from staff, and quoted to nobody. Raises ``MoveError``, then
    nothing is changed.
    """
    key, wave = _person(study, to), _wave(study, to)
    if to.quote not in QUOTES:
        raise MoveError(UNKNOWN_QUOTE, f"Excerpts may be shown to one of: {', '.join(QUOTES)}.")
    if to.link and key is None:
        raise MoveError(LINK_TO_NOBODY, "Without a participant there are no answers to stand beside.")
    _move_original(study, interview, to)
    with answers.writing() as session:
        row = session.get_one(TranscriptRow, interview.id, with_for_update=True)
        before = (row.participant_id, row.wave_id, row.link, row.quote)
        if before == (key, wave, to.link, to.quote):
            return False
        row.participant_id, row.wave_id, row.link, row.quote = key, wave, to.link, to.quote
        withdrawn_quotes.follow(row, before[-1])
        told: dict[str, str | int] = {"interview": row.number, "participant": to.participant_id or ""}
        told |= {"before": interview.participant_id or "", "wave": to.wave or ""}
        told |= {"link": int(to.link), "quote": to.quote}
        audit.record(session, actor, "interview moved", study.name, told)
    return True


def _person(study: StudyRecord, to: Whose) -> int | None:
    if to.participant_id is None:
        return None
    one = (Participant.study_id == study.id, Participant.participant_id == to.participant_id)
    with answers.reading() as session:
        key = session.scalar(select(Participant.id).where(*one))
    if key is None:
        told = f"Nobody in the study {study.name} is called {to.participant_id!r}. Look it up in the register."
        raise MoveError(UNKNOWN_PERSON, told)
    return int(key)


def _wave(study: StudyRecord, to: Whose) -> int | None:
    found = {wave.name: wave.id for wave in study.waves}
    if to.wave is not None and to.wave not in found:
        raise MoveError(UNKNOWN_WAVE, f"The study has no wave {to.wave!r}. Its waves: {', '.join(found)}.")
    return None if to.wave is None else found[to.wave]


def _move_original(study: StudyRecord, interview: Interview, to: Whose) -> None:
    with answers.reading() as session:
        digest = session.scalar(select(TranscriptRow.file_digest).where(TranscriptRow.id == interview.id))
    mine = (TranscriptOriginal.study == study.name, TranscriptOriginal.file_digest == digest)
    with contacts.writing() as session:
        session.execute(update(TranscriptOriginal).where(*mine).values(participant_id=to.participant_id, wave=to.wave))
