"""A row that names a file for ``instance('NAME')`` in expressions; nobody is asked anything."""

from __future__ import annotations

from survey.instrument.unseen_type import unseen_type

TYPES = tuple(
    unseen_type(name, paper="nothing to write: it names a file", is_kept=False)
    for name in ("csv-external", "xml-external")
)
