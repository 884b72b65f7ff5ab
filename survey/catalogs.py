"""Compiles the interface texts: messages.po to messages.mo, where the second is missing or older."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogs(folder: Path) -> list[Path]:
    """Compile every catalog under ``folder`` that changed; returns the files written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        partial = target.with_suffix(f".mo.{os.getpid()}.part")  # two installations may compile at once
        with partial.open("wb") as file:
            write_mo(file, catalog)
        partial.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_catalogs(Path(__file__).parent.parent / "translations")
