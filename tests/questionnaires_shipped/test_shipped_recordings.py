"""The demonstration speaks French and Arabic: the texts of wellbeing, of notices and consents, and every button."""

from __future__ import annotations

import pytest
from flask import Flask

from survey import i18n
from survey.demonstration.preparing import LIBRARY, RESPONDENTS
from survey.instrument.loader import read_instrument
from survey.instrument.recordings import SYNTHETIC, recordings_beside
from survey.instrument.spoken import key_of, spoken_of, spoken_of_study
from survey.instrument.study_file import read_study
from survey.recordings import files, spoken_in

SPOKEN = ("fr", "ar")
MOST_BYTES = 2 * 1024 * 1024


@pytest.mark.parametrize("language", SPOKEN)
def test_every_text_of_the_demonstration_has_its_recording(language: str) -> None:
    recorded = {row.key for row in recordings_beside(LIBRARY / "wellbeing.yaml")}
    pieces = [*spoken_of(read_instrument(LIBRARY / "wellbeing.yaml"))]
    for name in RESPONDENTS:
        pieces += spoken_of_study(read_study(LIBRARY / name / "study.yaml", LIBRARY)[0])
    assert len(pieces) > 30
    said = {words for piece in pieces if (words := piece.words.get(language))}
    assert [words for words in said if (language, key_of(words)) not in recorded] == []


@pytest.mark.parametrize("language", SPOKEN)
def test_every_button_has_its_recording(app: Flask, language: str) -> None:
    with app.test_request_context():
        i18n.use_language(language)
        said = spoken_in(language)
    assert [words for words in said if (language, key_of(words)) not in files()] == []


def test_the_recordings_are_small_and_say_that_their_voice_is_synthetic() -> None:
    rows = recordings_beside(LIBRARY / "wellbeing.yaml")
    assert {row.voice for row in rows} == {SYNTHETIC}
    assert sum(row.path.stat().st_size for row in rows if row.path is not None) < MOST_BYTES
