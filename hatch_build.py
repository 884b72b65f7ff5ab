"""Compiles the catalogs at build time and puts them into the wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogs(BuildHookInterface):  # type: ignore[type-arg]  # hatchling documents the bare class
    """Adds translations/<language>/LC_MESSAGES/messages.mo to the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into the build folder of the wheel; an editable install reads the source tree."""
        if version == "editable":
            return
        for source in sorted((Path(self.root) / "translations").glob("*/LC_MESSAGES/messages.po")):
            target = source.with_suffix(".mo")
            with source.open("rb") as file:
                catalog = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
            with target.open("wb") as file:
                write_mo(file, catalog)
            place = source.relative_to(self.root).with_suffix(".mo")
            build_data["force_include"][str(target)] = f"survey/{place}"
