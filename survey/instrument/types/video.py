"""A short film."""

from __future__ import annotations

from survey.instrument.sent_file import sent_file_type

TYPE = sent_file_type("video", paper="write down what can be seen, or show it to us", appearances=("new", "new-front"))
