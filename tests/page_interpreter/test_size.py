"""What a page must load so as to decide by itself stays small."""

from __future__ import annotations

import gzip

from page_interpreter import node

MOST = 8_000


def test_the_interpreter_is_at_most_eight_kilobytes_compressed() -> None:
    weights = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in node.MODULES.glob("*.mjs")}
    assert {"interpreter.mjs", "form.mjs"} <= weights.keys()
    assert sum(weights.values()) <= MOST, weights


def test_the_interpreter_imports_nothing() -> None:
    """Each file is asked for by an address that changes with its content; an import would name an old one."""
    texts = [path.read_text("utf-8") for path in node.MODULES.glob("*.mjs")]
    assert [line for text in texts for line in text.splitlines() if line.startswith("import ")] == []
