"""The pages of open answers, one after the other, for whoever looks at each."""

from __future__ import annotations

from typing import Any

from staff_study import person

from survey.store import codes, codings, transcripts
from survey.store.studies import StudyRecord


def look_at_open_answers(seen: Any, record: StudyRecord, study: str) -> None:
    """Open answers brought in; their grid with scores, filters and what is refused; an answer marked."""
    person(record, "wrote", wave=record.waves[0].name, step="submitted", answers={"words": "⟦5⟧", "calm": "2"})
    seen.get(f"{study}/open-answers/")
    seen.send("brought in", f"{study}/open-answers/")
    seen.send("nothing new", f"{study}/open-answers/")
    (source,) = transcripts.answer_sources(record.id)
    first = next(code for code in codes.codebook(record.id) if not code.is_category)
    grid, coding = f"{study}/open-answers/1", f"{study}/interviews/-1/coding"
    for path in ("", "?scale=wellbeing&sort=wellbeing", "?third=wellbeing.low", f"?code={first.guid}"):
        seen.get(f"{grid}{path}")
    seen.send("nothing ticked", f"{grid}/mark", digest=source.digest, code=str(first.id))
    seen.send("gone", f"{grid}/mark", digest=source.digest, code=str(first.id), turn="9")
    seen.send("changed", f"{grid}/mark", digest="x", code=str(first.id), turn="1")
    seen.send("marked", f"{grid}/mark", digest=source.digest, code=str(first.id), turn="1")
    guid = codings.of_interview(source)[0].guid
    for path in ("", "/turns/1", f"/marks/{guid}"):
        seen.get(f"{coding}{path}")
    seen.send("done", f"{coding}/finish", sure="y")
    for path in (f"{coding}?layer=everybody", grid, f"{study}/interviews/-1/consensus", f"{study}/agreement/-1"):
        seen.get(path)
    seen.get(f"{study}/interviews/search?kind=answers")
