"""A document or a picture, chosen among the files of the device."""

from __future__ import annotations

from survey.instrument.sent_file import sent_file_type

TYPE = sent_file_type("file", paper="enclose a copy of the document")
