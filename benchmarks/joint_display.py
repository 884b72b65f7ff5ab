"""Every page on which numbers stand beside words: of 698 answers and 12 interviews, and of 100,000 and 200."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from flask import Flask
from sqlalchemy import create_engine, text

from benchmarks import coded_study, sixty_questions
from benchmarks.coded_study import CODERS, CODES, NAME, Size, code_guid
from benchmarks.desk import Desk, signed_in
from benchmarks.figures import Figure
from benchmarks.installation import Installation, installation
from benchmarks.results_page import KNOWN, SITES, WAVES
from survey import create_app
from survey.config import read_settings
from survey.findings import client
from survey.privacy import inference_ground, joint_matrix, joint_words, measures, passports
from survey.store import codes, inferences, quote_reviews, studies
from survey.store.inferences import CODE, THEME, WRITTEN, NewInference
from survey.store.quote_reviews import RELEASED, NewReview
from survey.store.studies import StudyRecord

SMALL = Size(people=349, interviews=12, codings=600)
LARGE = Size(people=50_000, interviews=200, codings=10_000)
LIMITS = {SMALL: 1.0, LARGE: 3.0}
"""Everybody answers at both waves; whoever is interviewed is, too."""
AGAIN = 3
SCALES = ("scale0", "scale1", "scale2")
RESEARCHER_PAGES: Mapping[str, str] = {
    "statistics by theme": "joint/",
    "statistics by theme, filtered": "joint/?site=north",
    "side by side": "joint/?display=beside",
    "quote matrix by wave": "joint/?display=quotes&by=wave",
    "quote matrix by thirds": "joint/?display=quotes&by=third:scale0.score.exit",
    "what is measured, asked and coded": "joint/matrix",
    "whom have we not heard": "joint/coverage",
    "candidates": "joint/coverage/candidates",
    "words against scores": "joint/concordance",
    "directions of one": "joint/concordance/7",
    "two voices, listed": "joint/slope/",
    "two voices of one": "joint/slope/1",
    "an inference": f"joint/inference/code/{code_guid(3)}",
    "quotes to be shown": "joint/passports",
    "a quote and its contrary": "joint/quote/{guid}",
    "a quote to be shown": "joint/passport/{number}/{guid}",
    "dashboard with marks": "dashboard",
    "dashboard, voices of one": "dashboard?interview=2",
}
TEAM_PAGES: Mapping[str, str] = {"dashboard of the team, with released quotes": "dashboard"}


def measure(folder: Path) -> Iterator[Figure]:
    """Ask for each page until its figures are made, then again: that is what is promised."""
    for size in LIMITS:
        here = folder / str(size.people)
        here.mkdir()
        with installation(here) as made:
            _publish(here, made, size)
            try:
                yield from _measured(create_app(read_settings(made.folder)), size)
            finally:
                client.end()


def _measured(app: Flask, size: Size) -> Iterator[Figure]:
    what, limit = f"{2 * size.people:,} answers, {size.interviews} interviews, {size.codings:,} passages", LIMITS[size]
    root = f"/staff/{NAME}/"
    researcher, team = signed_in(app, CODERS[0], "researcher", root), signed_in(app, "nadia", "staff", root)
    with app.app_context():
        quote = _read(studies.study_named(NAME))
    longest = 0.0
    for desk, pages in ((researcher, RESEARCHER_PAGES), (team, TEAM_PAGES)):
        for page, address in pages.items():
            spent = _least(desk, address.format_map(quote))
            longest = max(longest, spent[1])
            yield Figure(f"{what}: {page}", "s", spent[0], limit=limit)
    yield Figure(f"{what}: the slowest of these pages, on the clock", "s", longest, limit=limit)


def _least(desk: Desk, address: str) -> tuple[float, float]:
    desk.first(address)
    spent = desk.least(address, AGAIN)
    return spent.processor, spent.clock


def _publish(folder: Path, made: Installation, size: Size) -> None:
    """The study of sixty questions with two waves, a guide, places, and a question for candidates."""
    study = sixty_questions.written(folder)
    told: dict[str, Any] = yaml.safe_load((study / "study.yaml").read_text(encoding="utf-8"))
    told |= {"design": "before_after", "filters": ["arm", "site"], "candidates": {"question": "item59", "value": "5"}}
    told["waves"] = [{"name": name, "label": {"fr": name}} for name in WAVES]
    told["sites"] = [{"name": name, "label": {"fr": name}} for name in SITES]
    told["guide"] = [{"name": f"about_{name}", "label": {"fr": name}, "about": [name]} for name in SCALES]
    bands = [{"name": "age_band", "column": "age_band", "label": {"fr": "Âge"}}]
    told["register"] |= {"site": "site", "worker": "worker", "profile": bands}
    (study / "study.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    made.publish(study, WAVES)
    coded_study.fill(made, study, size)
    engine = create_engine(made.answers_url)
    with engine.begin() as connection:
        for statement in KNOWN:
            connection.execute(text(statement))
    engine.dispose()


def _read(record: StudyRecord) -> Mapping[str, object]:
    """Infer something of each theme and code, and release every key quote; one of them."""
    words = joint_words.words(record, CODERS[0], {})
    matrix = joint_matrix.matrix(measures.measures(record, "fr"), record.study.guide, codes.codebook(record.id))
    subjects = [(THEME, name) for name in SCALES] + [(CODE, code_guid(number)) for number in range(CODES)]
    for subject, name in subjects:
        held = inference_ground.codes_of(matrix, subject, name) or ()
        seen = inference_ground.ground(words, held, {})
        inferences.keep(record, NewInference(subject, name, "completes", "So.", 0), seen, WRITTEN, CODERS[0])
    found = passports.passports(record, CODERS[0])
    for each in found:
        new = NewReview(each.coding.guid, RELEASED, "", 0)
        quote_reviews.keep(record, each.interview, new, passports.ground(each), CODERS[0])
    return {"guid": found[0].coding.guid, "number": found[0].interview.number}
