"""Figures that were published: the Californian schools of Lumley (2010), Complex Surveys, and of package survey.

Printed on the pages of the package on summary statistics and on post-stratification, raking and calibration, and in
``?svyratio``; the samples are read from R.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from conftest import need
from r.comparing import HERE

from analysis.results import Estimate
from analysis.sampling.calibration import linear_calibration
from analysis.sampling.design import Design
from analysis.sampling.margins import known_margin
from analysis.sampling.weighted_figures import weighted_mean, weighted_ratio, weighted_total

pytestmark = pytest.mark.long
SCHOOLS = {"E": 4421, "H": 755, "M": 1018}


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need(shutil.which("Rscript") is not None, "R", "no Rscript on the PATH")
    folder = tmp_path_factory.mktemp("schools")
    subprocess.run(["Rscript", "--vanilla", HERE / "common" / "api.R", folder], check=True, capture_output=True)
    return folder


def printed(estimate: Estimate) -> tuple[str, str]:
    return f"{estimate.value:.5g}", f"{estimate.standard_error:.5g}"


def test_schools_drawn_by_stratum(schools: Path) -> None:
    people = pd.read_csv(schools / "apistrat.csv")
    design = Design(weight="pw", strata="stype", population=SCHOOLS)
    assert printed(weighted_mean(people, "api00", design)) == ("662.29", "9.4089")
    assert printed(weighted_total(people, "enroll", design)) == (f"{3687178:.5g}", f"{114642:.5g}")
    ratio = weighted_ratio(people, "api.stu", "enroll", design)
    assert (f"{ratio.value:.7f}", f"{ratio.standard_error:.9f}") == ("0.8369569", "0.007757103")


def test_school_districts_drawn_whole(schools: Path) -> None:
    people = pd.read_csv(schools / "apiclus1.csv")
    design = Design(weight="pw", cluster="dnum", population=757)
    assert printed(weighted_mean(people, "api00", design)) == ("644.17", "23.542")
    assert printed(weighted_total(people, "enroll", design)) == (f"{3404940.13:.5g}", f"{932235.03:.5g}")
    again = weighted_mean(people, "api00", replace(design, errors="jackknife"))
    assert (f"{again.value:.6f}", f"{again.standard_error:.4f}") == ("644.169399", "26.3294")


def test_districts_calibrated_to_all_schools_and_their_former_index(schools: Path) -> None:
    people = pd.read_csv(schools / "apiclus1.csv").rename(columns={"cds": "participant_id"})
    weighting = linear_calibration(people, [known_margin("stype", SCHOOLS)], numbers={"api99": 3914069}, base="pw")
    design = Design(weighting=weighting, cluster="dnum", population=757)
    assert printed(weighted_mean(people, "api00", design)) == ("665.31", "3.4418")
    assert printed(weighted_total(people, "enroll", design)) == (f"{3638487:.5g}", f"{385524:.5g}")
