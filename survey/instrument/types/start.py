"""The moment at which the questionnaire was begun, by the server's clock."""

from __future__ import annotations

from survey.instrument.unseen_type import unseen_type

TYPE = unseen_type("start", "datetime64[ns, UTC]", paper="nothing to write: the server notes when it was begun")
