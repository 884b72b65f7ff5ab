"""Every fixed name that a comparison gives to a reader is explained in the guide."""

from __future__ import annotations

import ast

from house.source_tree import ROOT

ROOM = ROOT / "analysis" / "comparison"
GUIDE = ROOT / "docs" / "analysis.md"


def fixed_names() -> set[str]:
    """Estimands, assumptions, cautions, designs, ways of adjusting: texts with a name of their own."""
    return {
        node.value.value
        for path in ROOM.glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        if node.value.value.isidentifier()
    }


def test_fixed_names_were_found() -> None:
    assert {"few_clusters", "parallel_trends", "adjusted_difference", "holm"} <= fixed_names()


def test_every_fixed_name_is_in_the_guide() -> None:
    guide = GUIDE.read_text("utf-8")
    assert sorted(name for name in fixed_names() if name not in guide) == []
