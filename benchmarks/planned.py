"""A plan carried out on CSV files of 1,000, 10,000 and 100,000 people: seconds, memory, and how both grow."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.speed import MEBIBYTE

PEOPLE = (1_000, 10_000, 100_000)
SCALES, ITEMS = 6, 5
PAGE = 349
"""As many people as the study of a results page has at its first wave."""
PLAN = """\
design: randomised
columns: {{participant_id: participant_id, wave: wave, arm: arm, worker: worker}}
waves: [entry, exit]
scales:
{scales}
plan:
  primary: [scale_0, scale_1]
  secondary: [scale_2, scale_3]
  exploratory: [scale_4, scale_5]
{more}  covariates: [age_band]
  cluster: worker
  weights: {{method: raking, margins: [site, age_band], trim: [0.3, 3]}}
"""
CARRY_OUT = """\
import sys, time
from pathlib import Path
from survey.findings.planned.estimate import results_of
from survey.findings.planned.from_csv import from_csv, read_register
from survey.instrument.plan_file import read_plan_file
file = read_plan_file(Path(sys.argv[1]))
table = from_csv(file, Path(sys.argv[2]).read_bytes(), read_register(file, Path(sys.argv[3]).read_bytes()))
began = time.process_time()
results_of(table, file.plan, design=file.design)
print(time.process_time() - began)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds from its start to its end, seconds of computing, its peak of memory in MiB."""

    seconds: float
    computing: float
    peak: float


def measure(folder: Path) -> Iterator[Figure]:
    """Carry the plan out on files of each size, each in a process of its own."""
    plan = written_plan(folder / "plan.yaml")
    runs = {people: analysed(plan, *written(folder, people)) for people in PEOPLE}
    for people, run in runs.items():
        what = f"plan of {SCALES} scales, {people:,} people x 2 waves x {SCALES * ITEMS} items"
        last = people == PEOPLE[-1]
        yield Figure(f"{what}: carried out", "s", run.seconds, limit=10 if last else None)
        yield Figure(f"{what}: CPU", "s", run.computing)
        yield Figure(f"{what}: peak memory", "MiB", run.peak, limit=2048 if last else None)
    few, some, many = (runs[people] for people in PEOPLE)
    each, early = (
        1e6 * (larger.computing - smaller.computing) / (larger_n - smaller_n)
        for smaller, larger, smaller_n, larger_n in ((some, many, *PEOPLE[1:]), (few, some, *PEOPLE[:2]))
    )
    yield Figure("the plan: CPU of one more person, from 10,000 on, beside up to 10,000", "µs", each, early, 1.5)
    page = written_plan(folder / "page.yaml", subgroups="site")
    warm = subprocess.run(
        [sys.executable, "-c", CARRY_OUT, str(page), *map(str, written(folder, PAGE))],
        check=True,
        capture_output=True,
        text=True,
    )
    yield Figure(
        f"results of {PAGE} people x 2 waves, in four sites: CPU, process warm", "s", float(warm.stdout), limit=3
    )


def analysed(plan: Path, answers: Path, register: Path) -> Run:
    """``jalon analyse`` in a process of its own."""
    words = ["analyse", str(plan), str(answers), "--register", str(register), "--json"]
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", "from survey.commands import main; main()", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"jalon analyse ended with {process.returncode} on {answers}")
    return Run(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / MEBIBYTE)


def written_plan(path: Path, subgroups: str = "") -> Path:
    """A randomised plan with clusters, covariates and weights, and subgroups where they are named."""
    scales = [
        f"  - {{name: scale_{scale}, items: [{', '.join(names(scale))}], minimum_answered: 4, range: [1, 5], "
        "score_range: [0, 100]}"
        for scale in range(SCALES)
    ]
    more = f"  subgroups: [{subgroups}]\n" if subgroups else ""
    path.write_text(PLAN.format(scales="\n".join(scales), more=more), encoding="utf-8")
    return path


def names(scale: int) -> list[str]:
    """The items of a scale."""
    return [f"item_{scale * ITEMS + item}" for item in range(ITEMS)]


def written(folder: Path, people: int) -> tuple[Path, Path]:
    """DATA.csv and REGISTER.csv of people who do not exist: one in fifty answers blank, one person in five lost."""
    chance = random.Random(people)
    path, register = folder / f"answers-{people}.csv", folder / f"register-{people}.csv"
    every = [name for scale in range(SCALES) for name in names(scale)]
    with path.open("w", encoding="utf-8") as answers, register.open("w", encoding="utf-8") as frame:
        answers.write(f"participant_id,wave,arm,worker,{','.join(every)}\n")
        frame.write("participant_id,site,age_band\n")
        for number in range(people):
            frame.write(f"p{number:06d},site_{number % 4},age_{chance.randrange(4)}\n")
            trait = chance.gauss(0, 1)
            support = chance.random() < 0.5
            for later in (False, True)[: 1 if chance.random() < 0.2 else 2]:
                stands = 3 + 0.8 * trait + later * (0.2 + 0.2 * support)
                said = [
                    "" if chance.random() < 0.02 else str(min(5, max(1, round(chance.gauss(stands, 1))))) for _ in every
                ]
                start = f"p{number:06d},{'exit' if later else 'entry'},{'support' if support else 'advice'}"
                answers.write(f"{start},w{number % max(people // 50, 5)},{','.join(said)}\n")
    return path, register
