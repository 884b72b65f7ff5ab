"""The server's own help line, for pages that belong to no study."""

from __future__ import annotations

from flask import current_app

from survey import i18n


def help_line() -> dict[str, str]:
    """Telephone and place from config.toml, in the language of the request."""
    settings = current_app.config["JALON"]
    places = settings.help_place
    place = places.get(i18n.language()) or next(iter(places.values()), "")
    return {"help_telephone": settings.help_telephone, "help_place": place}
