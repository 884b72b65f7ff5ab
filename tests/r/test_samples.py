"""The samples are what their seeds make, and R still finds what its tables say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from conftest import need
from r.comparing import HERE, areas, found_in, run_again
from r.samples import SAMPLES, made, read


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_what_its_seed_makes(name: str, tmp_path: Path) -> None:
    made(name).to_csv(tmp_path / "again.csv", index=False)
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "again.csv"), read(name), check_exact=False, rtol=1e-12)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_says_its_difficulty(name: str) -> None:
    assert len((SAMPLES[name].__doc__ or "").split()) >= 2


@pytest.mark.long
@pytest.mark.parametrize("area", areas())
def test_r_still_finds_what_its_table_says(area: str, real_data: Path, tmp_path: Path) -> None:
    need(shutil.which("Rscript") is not None, "R", "no Rscript on the PATH")
    again, kept = run_again(area, real_data, tmp_path), found_in(HERE / "expected" / f"{area}.csv")
    # lme4 ends at an edge a little differently from run to run, by a few parts in a million; all else repeats itself.
    fits_by_search = "lmer(" in (HERE / f"{area}.R").read_text(encoding="utf-8")
    assert again == pytest.approx(kept, rel=1e-5 if fits_by_search else 1e-9, abs=1e-12, nan_ok=True)
