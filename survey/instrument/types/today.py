"""The day on which the questionnaire was begun, in the study's zone."""

from __future__ import annotations

from survey.instrument.unseen_type import unseen_type

TYPE = unseen_type("today", "datetime64[ns]", paper="nothing to write: the server notes the day")
