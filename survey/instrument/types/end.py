"""The moment at which the questionnaire was sent, by the server's clock."""

from __future__ import annotations

from survey.instrument.unseen_type import unseen_type

TYPE = unseen_type("end", "datetime64[ns, UTC]", paper="nothing to write: the server notes when it was sent")
