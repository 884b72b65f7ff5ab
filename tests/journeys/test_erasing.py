"""Somebody asks to be forgotten, by the code of the receipt: the export and the link know nothing any more."""

from __future__ import annotations

from typing import Any

from journeys.journey import answer_all, begin

from survey.dataset.rows import dataset, rows
from survey.instrument.numerals import plain_code
from survey.keys import ALPHABET, CODE_LENGTH
from survey.store import erasure
from survey.store.studies import StudyRecord

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def test_by_the_code_of_the_receipt(browser: Any, another: Any, link: str, study: StudyRecord) -> None:
    answer_all(begin(browser, link)).press("submit")
    typed = str(browser.soup.select_one(".code").get_text(strip=True)).upper().translate(ARABIC)
    who = erasure.participant_with_code(study, plain_code(typed, ALPHABET, CODE_LENGTH))
    assert who is not None and [row.participant[0] for row in rows(dataset(study))] == [who]
    assert erasure.participant_with_code(study, "0" * CODE_LENGTH) is None

    erasure.erase_participant(study, who, study.waves, keep_contacts=False, actor="test")

    assert list(rows(dataset(study))) == []
    for page in ("", "/received", "/page/first", "/review"):
        later = another().get(link + page)
        assert later.status == 410 and "Vos réponses ont été effacées" in later.text


def test_in_the_middle_of_the_questionnaire(browser: Any, link: str, study: StudyRecord) -> None:
    begin(browser, link).press("continue", calm="2", children="yes")
    (row,) = rows(dataset(study))
    erasure.erase_participant(study, row.participant[0] or "", study.waves, keep_contacts=False, actor="test")
    assert browser.press("continue", how_many="3").status == 410
    assert list(rows(dataset(study))) == []
