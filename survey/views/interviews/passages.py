"""The passages of codes, for researchers: key quotes first, page by page."""

from __future__ import annotations

from flask import abort, render_template, request

from survey.privacy import passages_view, search_filters
from survey.store import codes
from survey.views.interviews import asked


def listed(study: str) -> str:
    """The passages that one may see: of one code and those under it, or of all."""
    record, viewer = asked.record_named(study), asked.viewer()
    among = search_filters.searchable(record, viewer, {})
    guid, page = request.args.get("code", ""), asked.page()
    chosen = among.under(guid) if guid else frozenset(code.id for code in among.codebook)
    if guid and not chosen:
        abort(404)
    found = passages_view.passages(record, viewer, chosen, page) or abort(404)
    return render_template(
        "staff/interviews/passages.html",
        record=record,
        study_title=asked.text(record, record.study.title),
        offered=search_filters.values(among, viewer).get(search_filters.CODE, ()),
        names={code.guid: " › ".join(codes.path(among.codebook, code.id)) for code in among.codebook},
        guid=guid,
        found=found,
    )
