"""Who may import whom; local imports count."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from house.source_tree import ROOT, imports, modules, place, tree

FOUNDATION = {"config", "csv_table", "extensions", "keys"}
ROOMS = {
    "attachments",
    "dataset",
    "exchange",
    "fieldwork",
    "findings",
    "forms",
    "instrument",
    "privacy",
    "store",
    "voices",
}
APPLICATION = {"accessibility", "assets", "help_line", "i18n", "migrations", "security"}

ALLOWED: dict[str, set[str]] = {
    "instrument": set(),
    "attachments": set(),
    "private_files": set(),
    "password_limits": set(),
    "keys": {"private_files"},
    "catalogs": set(),
    "csv_table": set(),
    "accessibility": set(),
    "assets": set(),
    "config": {"keys"},
    "extensions": {"keys"},
    "i18n": {"config", "extensions", "instrument"},
    "security": {"config", "extensions"},
    "help_line": {"i18n"},
    "recordings": {"assets", "i18n", "instrument"},
    "store": {"instrument", "extensions", "keys", "password_limits"},
    "forms": {"instrument", "password_limits"},
    "dataset": {"store", "instrument"},
    "exchange": {"store", "instrument", "dataset", "voices"},
    "fieldwork": {"store", "instrument", "dataset", "keys", "extensions", "private_files", "csv_table"},
    "privacy": {"store", "instrument", "dataset", "voices"},
    "voices": {"store", "instrument", "dataset", "csv_table"},
    "findings": {
        "i18n",
        "config",
        "csv_table",
        "extensions",
        "private_files",
        "store",
        "instrument",
        "dataset",
        "voices",
        "privacy",
    },
    "simulation": {"store", "instrument", "private_files"},
    "demonstration": {"fieldwork", "findings", "instrument", "privacy", "simulation", "store", "voices"},
    "migrations": {"extensions", "store"},
    "server": {
        "config",
        "extensions",
        "findings",
        "migrations",
        "private_files",
        "recycling",
        "rehearsal",
        "server_log",
    },
    "recycling": set(),
    "rehearsal": {"config", "forms", "instrument", "store"},
    "server_log": set(),
    "demonstration_accounts": {"store"},
    "preview": {"", "config", "exchange", "extensions", "instrument", "keys", "migrations", "private_files", "store"},
    "application_context": {"", *FOUNDATION, *ROOMS, *APPLICATION},
    "views": {*FOUNDATION, *ROOMS, *APPLICATION, "preview"} - {"migrations"},
    "commands": {"", *FOUNDATION, *ROOMS, *APPLICATION}
    | {
        "application_context",
        "catalogs",
        "demonstration",
        "demonstration_accounts",
        "preview",
        "private_files",
        "server",
        "simulation",
    },
    "": {"assets", "config", "extensions", "findings", "forms", "i18n", "recordings", "security", "store", "views"},
}
"""Room or top-level module, and what of ours it may import beside itself; '' is the package ``survey`` itself."""

LIBRARIES_OF_INSTRUMENT = {"lark", "re2", "yaml"}
LIBRARIES_OF_ANALYSIS = {"numpy", "scipy", "pandas", "statsmodels", "plotly", "matplotlib"}
RULE_OF_ONE_SCORE = "analysis.scales.rule"
CLIENT = "survey.findings.client"
READERS_OF_REQUESTS = {"views", "i18n", "security"}
HEAVY = {"pandas", "numpy", "scipy", "statsmodels", "matplotlib", "plotly", "analysis"}


def room(module: str) -> str:
    """``survey.store.tables.base`` is in the room ``store``."""
    return module.split(".")[1] if "." in module else ""


def ours(module: str) -> list[str]:
    """What a module imports of the application."""
    return [name for name in imports(module) if name.split(".")[0] == "survey"]


def test_every_room_and_top_level_module_has_its_place_in_the_table() -> None:
    assert {room(module) for module in modules()} <= ALLOWED.keys()


def test_imports_go_only_where_the_table_allows() -> None:
    wrong = [
        f"{place(modules()[module])} imports {name}"
        for module in modules()
        for name in ours(module)
        if room(name) not in ALLOWED[room(module)] | {room(module)}
    ]
    assert wrong == []


def test_a_room_imports_the_views_never() -> None:
    wrong = [module for module in modules() for name in ours(module) if room(name) == "views" and room(module)]
    assert [module for module in wrong if room(module) != "views"] == []


def test_a_view_never_imports_another_view() -> None:
    views = [module for module in modules() if module.startswith("survey.views.")]
    wrong = [
        f"{module} imports {name}"
        for module in views
        for name in ours(module)
        if name.startswith("survey.views.") and name.split(".")[2] != module.split(".")[2]
    ]
    assert wrong == []


def test_instrument_knows_only_the_standard_library_and_three_libraries() -> None:
    tops = {name.split(".")[0] for module in modules() if room(module) == "instrument" for name in imports(module)}
    assert tops - set(sys.stdlib_module_names) - {"survey"} <= LIBRARIES_OF_INSTRUMENT


def first_words(path: Path) -> set[str]:
    """The first word of everything a file imports."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def test_analysis_knows_only_the_standard_library_and_libraries_of_figures() -> None:
    allowed = LIBRARIES_OF_ANALYSIS | {"analysis"} | set(sys.stdlib_module_names)
    strange = {place(path): first_words(path) - allowed for path in (ROOT / "analysis").rglob("*.py")}
    assert len(strange) > 5
    assert {name: found for name, found in strange.items() if found} == {}


def test_the_rule_of_one_score_needs_no_library() -> None:
    way = ("__init__.py", "scales/__init__.py", "scales/rule.py")
    assert {name for part in way for name in first_words(ROOT / "analysis" / part)} <= set(sys.stdlib_module_names)


def test_pages_and_commands_ask_for_findings_and_never_compute_them() -> None:
    askers = [module for module in modules() if room(module) not in ("findings", "commands")]
    wrong = [f"{module} imports {name}" for module in askers for name in ours(module) if room(name) == "findings"]
    assert [each for each in wrong if not each.endswith(f" {CLIENT}")] == []


def test_who_asks_for_findings_needs_the_standard_library_alone() -> None:
    graph = {module: set(imports(module)) for module in modules() if room(module) == "findings"}
    way = [CLIENT, *(name for name in reachable(graph, CLIENT) if name in graph)]
    strange = {name.split(".")[0] for module in way for name in imports(module)} - set(sys.stdlib_module_names)
    assert len(way) > 2 and strange == {"survey"}


def test_nothing_that_serves_pages_imports_heavy_libraries() -> None:
    wrong = [
        f"{module} imports {name}"
        for module in modules()
        if room(module) != "findings"
        for name in imports(module)
        if name.split(".")[0] in HEAVY and name != RULE_OF_ONE_SCORE
    ]
    assert wrong == []


def test_only_views_language_and_security_read_the_request() -> None:
    readers = {
        room(module)
        for module, path in modules().items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "flask"
        if any(alias.name == "request" for alias in node.names)
    }
    assert readers <= READERS_OF_REQUESTS


def test_only_the_store_and_the_migrations_write_the_databases() -> None:
    writers = {
        room(module)
        for module, path in modules().items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "writing"
    }
    assert writers <= {"store", "migrations"}


def test_no_module_imports_itself_through_others() -> None:
    assert cycles({module: set(ours(module)) for module in modules()}) == []


def cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import each other, directly or through others."""
    reach = {module: reachable(graph, module) for module in graph}
    groups = {
        frozenset(other for other in graph if other in reach[module] and module in reach[other])
        for module in graph
        if module in reach[module]
    }
    return sorted(sorted(group) for group in groups)


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    """Every module that ``start`` comes to by importing."""
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting.extend(graph.get(module, ()))
    return seen


def test_a_cycle_is_found() -> None:
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"d"}}) == [["b", "c"], ["d"]]
