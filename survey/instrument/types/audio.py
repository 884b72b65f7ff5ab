"""A recording of sound."""

from __future__ import annotations

from survey.instrument.sent_file import sent_file_type

TYPE = sent_file_type("audio", paper="write it down, or say it to us", appearances=("new",), parameters=("quality",))
