"""CSV files made by rule, with a plan for them, for the tests of what is read and what is estimated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from survey.findings.planned.estimate import results_of
from survey.findings.planned.from_csv import from_csv, read_register
from survey.findings.planned.results import Results
from survey.instrument.plan_file import read_plan_file

HEADER = ["id", "wave", "arm", "worker", "age", "a", "b", "x", "w"]
PLAN = """\
design: {design}
columns: {{participant_id: id, wave: wave, arm: arm, worker: worker{columns}}}
waves: [entry, exit]
scales:
  - {{name: calm, items: [a, b], minimum_answered: 2, range: [1, 5], score_range: [0, 100]}}
  - {{name: hope, items: [x], minimum_answered: 1}}
plan:
  primary: [calm]
  covariates: [age]
{more}"""
RAKED = "  weights: {method: raking, margins: [site]}\n"
GIVEN = "  weights: {method: given}\n"
CLUSTERED = "  cluster: worker\n"
REGISTER = "id,site\n" + "".join(f"p{number},{'north' if number % 3 else 'south'}\n" for number in range(60))
Cells = dict[str, Any]


def cells(number: int, wave: str) -> Cells:
    """A row that is as it should be: ten people per arm, answers that differ."""
    later = wave == "exit"
    return {
        "id": f"p{number}",
        "wave": wave,
        "arm": "support" if number % 2 else "advice",
        "worker": f"w{number % 7}",
        "age": 20 + number * 7 % 40,
        "a": 1 + (number * 3 + later) % 5,
        "b": 1 + (number * 2 + 2 * later * (number % 3)) % 5,
        "x": number * 11 % 17 + later * (3 * (number % 4) - 4),
        "w": 1 + number % 3,
    }


def written(people: int, change: Callable[[Cells], Cells | None] = dict, separator: str = ",") -> str:
    """A file of so many people at two waves, each row changed; a row that becomes None is left out."""
    rows = [change(cells(number, wave)) for number in range(people) for wave in ("entry", "exit")]
    lines = [HEADER, *([str(row[name]) for name in HEADER] for row in rows if row is not None)]
    return "\n".join(separator.join(line) for line in lines) + "\n"


def with_(**changed: Any) -> Callable[[Cells], Cells]:
    """Rows with other cells; a function of the row makes its cell."""
    return lambda row: {**row, **{name: each(row) if callable(each) else each for name, each in changed.items()}}


def carried_out(
    folder: Path,
    answers: str | bytes,
    *,
    design: str = "randomised",
    more: str = "",
    columns: str = "",
    register: str = "",
) -> Results:
    (folder / "plan.yaml").write_text(PLAN.format(design=design, more=more, columns=columns), encoding="utf-8")
    file = read_plan_file(folder / "plan.yaml")
    frame = read_register(file, register.encode()) if register else None
    table = from_csv(file, answers if isinstance(answers, bytes) else answers.encode(), frame)
    return results_of(table, file.plan, design=file.design, assigned=file.assigned)
