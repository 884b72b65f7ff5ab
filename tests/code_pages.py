"""The pages about codes, one after the other, for whoever looks at each: two coders and what they agree on."""

from __future__ import annotations

from typing import Any

from joint_pages import look_at_passports
from kept_interviews import interview as interview_kept
from sqlalchemy import select

from survey import extensions
from survey.privacy import measures
from survey.store import codes, codings, rounds, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.layers import AGAIN, Layer
from survey.store.passages import Passage, whole_turn
from survey.store.studies import StudyRecord
from survey.store.tables.submissions import SubmissionRow
from survey.store.transcripts import Interview

SAID = [("1", "interviewer", "⟦12 ?⟧", 0), ("2", "respondent", "⟦12, 12.⟧", 4_000)]
NUMBER = 2
SLOPES = "joint/slope/"
JOINT = ("joint/matrix", "joint/", "joint/coverage", "joint/coverage/candidates", SLOPES)
ME, OTHER = "12", "34"
"""Names without a letter: no page translates a name."""


def look_at_codes(seen: Any, record: StudyRecord) -> None:
    """Every page about codes; ``ME`` is signed in."""
    study = f"/staff/{record.name}"
    for path in ("codebook/", "codebook/new", "agreement/", "agreement/again", *JOINT):
        seen.get(f"{study}/{path}")
    seen.send("no name", f"{study}/codebook/new", name="")
    trust, part, unused = _book(record)
    seen.send("no name now", f"{study}/codebook/{part}", name="", parent="")
    seen.send("moved", f"{study}/codebook/{unused}/move", way="up")
    seen.send("merged into nothing", f"{study}/codebook/{part}/merge")
    seen.send("still holding", f"{study}/codebook/{trust}/remove")
    interview = _interview(record)
    seen.get(f"{study}/interviews/{NUMBER}/consensus")
    seen.send("agreed too early", f"{study}/interviews/{NUMBER}/consensus/alike", how="union")
    _coded(record, interview, part, unused)
    for path in ("codebook/", f"codebook/{part}", "agreement/?base=all&coder=12", f"agreement/{NUMBER}"):
        seen.get(f"{study}/{path}")
    seen.get(f"{study}/agreement/?base=marked&coder=12&coder=34")
    for display in ("themes", "beside", "quotes"):
        seen.get(f"{study}/joint/?display={display}")
    seen.get(f"{study}/joint/quote/{codings.of_interview(interview, Layer(ME))[0].guid}")
    inference = f"{study}/joint/inference/theme/wellbeing"
    seen.get(inference)
    seen.send("inferred too early", inference, text="⟦12⟧", kind="expands")
    seen.send("confirmed nothing", f"{inference}/confirm")
    look_at_passports(seen, record, interview, ME)
    _concordant(seen, record, f"{study}/joint/concordance")
    _agreed(seen, record, f"{study}/interviews/{NUMBER}/consensus")
    _again(seen, record, f"{study}/agreement")


def look_at_two_voices(seen: Any, record: StudyRecord) -> None:
    """One person of a study of two waves, interviewed at both, and what is not there."""
    with extensions.answers.reading() as session:
        first = SubmissionRow.wave_id == record.waves[0].id
        person = session.scalars(select(SubmissionRow.participant_id).where(first)).first()
    for number, wave in enumerate(record.waves, 1):
        interview_kept(record, number, SAID, participant_id=person, link=True, wave_id=wave.id)
    for path in ("", "1", "2"):
        seen.get(f"/staff/{record.name}/{SLOPES}{path}")


def _book(record: StudyRecord) -> tuple[int, int, int]:
    whole = NewCode("⟦12⟧", "⟦34⟧", "⟦56⟧", "⟦78⟧", links=("calm", "⟦9⟧"), is_category=True)
    (category,) = codes.add(record, [whole], ME)
    code, other = codes.add(record, [NewCode("⟦34⟧", parent=category.id), NewCode("⟦56⟧", parent=category.id)], ME)
    return category.id, code.id, other.id


def _interview(record: StudyRecord) -> Interview:
    """An interview of its own: the first may be closed to ``ME`` by now."""
    there = transcripts.interview(record.id, NUMBER)
    if there is None:
        interview_kept(record, NUMBER, SAID)
        return _interview(record)
    return there


def _coded(record: StudyRecord, interview: Interview, code: int, other: int) -> None:
    """Both mark the second turn, one of them a part of the first, too."""
    words = {turn.position: turn.text for turn in transcripts.turns(interview)}
    alike = (code, whole_turn(2, words[2]))
    said = {ME: [alike], OTHER: [alike, (other, Passage(1, 0, 1, 6))]}
    for coder, marked in said.items():
        for key, passage in marked:
            what = Said(key, weight=-1, is_key=True, memo="⟦12⟧")
            codings.mark(interview, Layer(coder), passage, what, digest=interview.digest)
        rounds.finish(record, interview, Layer(coder))


def _concordant(seen: Any, record: StudyRecord, page: str) -> None:
    """Directions before and after the lock, what is refused on the way, and the page of memos."""
    seen.get(page)
    scales = [each.name for each in measures.measures(record, "fr") if each.is_scale]
    said = {f"way-{name}": "worse" for name in scales}
    seen.get(f"{page}/{NUMBER}")
    seen.send("nothing to lock", f"{page}/{NUMBER}", act="lock")
    seen.send("kept", f"{page}/{NUMBER}", act="keep", **said)
    seen.send("locked", f"{page}/{NUMBER}", act="lock", **said)
    seen.send("locked already", f"{page}/{NUMBER}", act="keep", **said)
    seen.send("same again", f"{page}/{NUMBER}/correct", scale=scales[0], way="worse")
    seen.send("corrected", f"{page}/{NUMBER}/correct", scale=scales[0], way="better")
    seen.get(f"{page}/{NUMBER}/memo")
    seen.send("no memo here", f"{page}/{NUMBER}/memo", scale=scales[0], text="⟦12⟧")
    seen.send("asked to see", f"{page}/look")


def _agreed(seen: Any, record: StudyRecord, page: str) -> None:
    interview = _interview(record)
    seen.get(page)
    for name, entries in {
        "agree": {"turn": "1"},
        "alike": {"how": "intersection"},
        "other": {"turn": "9", "words": "⟦x⟧", "code": ""},
        "disagree": {"coding": "none"},
    }.items():
        seen.send(name, f"{page}/{name}", digest=interview.digest, **entries)
    seen.send("closed", f"{page}/finish")


def _again(seen: Any, record: StudyRecord, page: str) -> None:
    interview = _interview(record)
    seen.send("drawn", f"{page}/again")
    seen.get(f"{page}/?base=all&with=again")
    rounds.finish(record, interview, Layer(ME, AGAIN))
    seen.get(f"{page}/again")
    seen.get(f"{page}/?base=all&with=again")
