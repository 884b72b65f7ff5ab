"""The preview of a questionnaire: its own few pages, and what it adds to a respondent's; absent anywhere else."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the preview where the settings ask for one."""
    if app.config["JALON"].preview is None:
        return
    from survey.views.preview.attached import attach  # an installation never reads these files

    attach(app)
