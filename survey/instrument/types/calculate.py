"""A value that the questionnaire works out by its ``calculation``."""

from __future__ import annotations

from survey.instrument.unseen_type import unseen_type

TYPE = unseen_type("calculate", paper="nothing to write: it is worked out")
