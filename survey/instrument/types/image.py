"""A picture: taken with the camera, or chosen among those there are."""

from __future__ import annotations

from survey.instrument.sent_file import MAX_PIXELS, sent_file_type

TYPE = sent_file_type(
    "image", paper="enclose the picture", appearances=("new", "new-front"), parameters=(MAX_PIXELS, "app")
)
