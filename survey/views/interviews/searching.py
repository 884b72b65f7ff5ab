"""The search: words, filters that stand in the address, and the turns that hold everything that is asked for."""

from __future__ import annotations

from flask import abort, render_template

from survey.privacy import filtered_search, quotes_found
from survey.views.interviews import asked
from survey.views.interviews.filters import narrowing


def found(study: str) -> str:
    """The turns that hold the words and keep to the filters that are asked for."""
    record, query, viewer, page = asked.record_named(study), asked.query(), asked.viewer(), asked.page()
    narrowed = narrowing(record, viewer, query.typed)
    is_asked = bool(query.words or narrowed.chosen) and not query.told and not narrowed.refused
    hits = None
    if is_asked:
        hits = filtered_search.narrowed(record, viewer, narrowed.among, query.words, narrowed.chosen, page=page)
    if page > (hits.pages if hits else 1):
        abort(404)
    title = asked.text(record, record.study.title)
    shown = {"record": record, "study_title": title, "query": query, "narrowing": narrowed, "found": hits}
    shown["quotes"] = quotes_found.by_turn(record, narrowed.among, narrowed.chosen, hits) if hits else {}
    return render_template("staff/interviews/search.html", **shown)
