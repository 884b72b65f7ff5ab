"""A value that is there from the start, such as a default, and that nobody sees."""

from __future__ import annotations

from survey.instrument.unseen_type import unseen_type

TYPE = unseen_type("hidden", paper="nothing to write: it is filled in beforehand")
