"""After sending, with the code of the receipt: own scores, a download, erasing, and changing while the wave is open."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from journeys.journey import answer_all, begin
from sqlalchemy import func, select

from survey import extensions
from survey.dataset.rows import dataset, rows
from survey.exchange.spreadsheet import original
from survey.store import audit, data_versions, documents, notices, studies, transcripts
from survey.store.studies import StudyRecord
from survey.store.tables.base import AnswersBase, table
from survey.store.tables.rights import SubmissionCorrection
from survey.store.tables.submissions import SubmissionRevision, SubmissionRow
from survey.voices import answer_sources

SUBMISSION, CORRECTION, REVISION = table(SubmissionRow), table(SubmissionCorrection), table(SubmissionRevision)
RIGHTS = ("received", "scores", "download", "erase", "correct")


@pytest.fixture
def code(browser: Any, link: str) -> str:
    """The code of the receipt of somebody who has answered everything."""
    answer_all(begin(browser, link)).press("submit")
    return str(browser.soup.select_one(".code").get_text(strip=True))


def sent(browser: Any, link: str, page: str, **fields: str) -> Any:
    """What a page of the rights answers, sent as its form sends it."""
    token = browser.get(f"{link}/received").form()[".csrf"]
    return browser.client.post(f"{link}/{page}", data={".csrf": token, **fields}, follow_redirects=True)


def everything() -> dict[str, list[Any]]:
    """Every row of the answers but the counts of tries."""
    with extensions.answers.looking() as connection:
        tables = {name: each for name, each in AnswersBase.metadata.tables.items() if name != "try_count"}
        return {name: [tuple(row) for row in connection.execute(select(each))] for name, each in tables.items()}


def stored() -> documents.Document:
    with extensions.answers.looking() as connection:
        return documents.read(connection.scalar(select(SUBMISSION.c.document)) or "")


def count(of: Any) -> int:
    with extensions.answers.looking() as connection:
        return connection.scalar(select(func.count()).select_from(of)) or 0


@pytest.mark.parametrize("page", RIGHTS)
def test_without_the_right_code_nothing_is_shown_or_changed(browser: Any, link: str, code: str, page: str) -> None:
    before = everything()
    for typed in ("", "x", "0" * 10, "1" * 500):
        answer = sent(browser, link, page, code=typed, **{".act": "erase"})
        assert answer.status_code == 422 and "Merci = oui" not in answer.text
    assert everything() == before


@pytest.mark.parametrize("page", RIGHTS)
def test_by_get_every_page_of_the_rights_asks_for_the_code_and_changes_nothing(
    browser: Any, link: str, code: str, page: str
) -> None:
    before = everything()
    assert browser.get(f"{link}/{page}?code={code}").path.endswith("/received")
    assert "Merci = oui" not in browser.page.text
    assert everything() == before


def test_no_page_of_the_rights_takes_a_post_without_its_token(app: Flask, browser: Any, link: str, code: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    before = everything()
    for page in RIGHTS:
        answer = browser.client.post(f"{link}/{page}", data={"code": code, ".act": "erase"})
        assert answer.status_code in (303, 400) and "Merci" not in answer.text, page
    assert everything() == before


def test_no_page_of_the_rights_is_kept_by_a_browser_or_carries_the_code_in_an_address(
    browser: Any, link: str, code: str
) -> None:
    for page in ("received", "scores", "download", "erase"):
        answer = sent(browser, link, page, code=code)
        assert answer.headers["Cache-Control"] == "no-store"
        assert not [name for name, value in answer.headers if code[:5] in value]
        assert f"={code[:5]}" not in answer.text.replace('value="', "") if page != "download" else True


def test_wrong_codes_are_counted_over_all_pages_and_right_ones_are_not(browser: Any, link: str, code: str) -> None:
    for _ in range(25):
        assert sent(browser, link, "received", code=code).status_code == 200
    statuses = [sent(browser, link, page, code="x").status_code for page in RIGHTS * 4]
    assert statuses == [422] * 20
    assert sent(browser, link, "erase", code=code).status_code == 429


def test_the_download_explains_itself_and_holds_no_formula(browser: Any, link: str, code: str) -> None:
    answer = sent(browser, link, "download", code=code)
    assert answer.content_type == "application/zip" and "mes-reponses.zip" in answer.headers["Content-Disposition"]
    package = zipfile.ZipFile(io.BytesIO(answer.data))
    told = json.loads(package.read("réponses.json"))
    by_name = {row["name"]: row for row in told["answers"]}
    assert by_name["words"]["answer"] == "Merci = oui" and by_name["calm"]["answer"] == "2"
    assert by_name["calm"]["question"]["ar"] == "أنا هادئ."
    lines = list(csv.DictReader(io.StringIO(package.read("réponses.csv").decode("utf-8-sig"))))
    assert {line["nom"]: line["en mots"] for line in lines}["calm"] == "Parfois"
    meaning = list(csv.DictReader(io.StringIO(package.read("dictionnaire.csv").decode("utf-8-sig"))))
    of_two = {line["langue"]: line["texte"] for line in meaning if (line["nom"], line["réponse"]) == ("calm", "2")}
    assert of_two == {"fr": "Parfois", "ar": "أحيانا"}


def test_a_formula_of_ones_own_is_none_in_the_download(browser: Any, link: str) -> None:
    answer_all(begin(browser, link))
    browser.get(f"{link}/page/words?change=1").press("continue", words="=HYPERLINK(1)")
    browser.press("submit")
    code = str(browser.soup.select_one(".code").get_text(strip=True))
    package = zipfile.ZipFile(io.BytesIO(sent(browser, link, "download", code=code).data))
    lines = list(csv.DictReader(io.StringIO(package.read("réponses.csv").decode("utf-8-sig"))))
    cells = [line["réponse"] for line in lines if line["nom"] == "words"]
    assert cells == ["'=HYPERLINK(1)"] and original(cells[0]) == "=HYPERLINK(1)"


def test_erasing_asks_once_more_and_then_nothing_is_left(
    browser: Any, another: Callable[[], Any], study: StudyRecord, link: str, code: str
) -> None:
    asked = sent(browser, link, "erase", code=code)
    assert "Effacer mes réponses ?" in asked.text.replace("\xa0", " ") and count(SUBMISSION) == 1
    done = sent(browser, link, "erase", code=code, **{".act": "erase"})
    assert done.status_code == 200 and "Vos réponses ont été effacées" in done.text
    assert (count(SUBMISSION), count(REVISION), list(rows(dataset(study)))) == (0, 0, [])
    assert another().get(link).status == 410
    assert another().get(f"{link}/received").status == 410
    (entry,) = audit.entries(study=study.name, action="participant erased")
    assert entry.actor == "respondent" and "Merci" not in str(entry.detail)


def test_erasing_takes_what_was_written_out_of_the_sources_to_be_coded(
    browser: Any, study: StudyRecord, link: str, code: str
) -> None:
    answer_sources.bring_in(study, "ana")
    (source,) = transcripts.answer_sources(study.id)
    assert [turn.text for turn in transcripts.turns(source)] == ["Merci = oui"]
    sent(browser, link, "erase", code=code, **{".act": "erase"})
    assert transcripts.answer_sources(study.id) == ()


def corrected(browser: Any, link: str, code: str, **answers: str) -> Any:
    """Change the first page of what was sent, up to where everything is read back."""
    browser.get(f"{link}/received")
    sent_in = browser.form()[".csrf"]
    browser._at(browser.client.post(f"{link}/correct", data={".csrf": sent_in, "code": code}, follow_redirects=True))
    assert browser.path.endswith("/review"), browser.text
    browser.get(f"{link}/page/first?change=1")
    return browser.press("continue", **answers)


def test_a_correction_counts_only_once_it_is_sent(
    browser: Any, another: Callable[[], Any], study: StudyRecord, link: str, code: str
) -> None:
    before = data_versions.data_version(study)
    corrected(browser, link, code, calm="3", children="yes")
    assert stored().answers["calm"] == "2" and data_versions.data_version(study) == before
    assert another().get(link).path.endswith("/received")  # another browser needs the code
    browser.press("submit")
    assert "Vos changements sont bien arrivés" in browser.text
    assert stored().answers["calm"] == "3" and count(CORRECTION) == 0
    assert data_versions.data_version(study).foundation != before.foundation
    assert sent(browser, link, "received", code=code).status_code == 200  # the code stays
    (entry,) = audit.entries(study=study.name, action="answers corrected")
    assert (entry.actor, dict(entry.detail)) == ("respondent", {"wave": "once"})


def test_a_correction_is_a_revision_and_asks_what_is_new(browser: Any, link: str) -> None:
    answer_all(begin(browser, link))
    browser.get(f"{link}/page/first?change=1").press("continue", calm="2", children="no")
    browser.press("submit")
    code, revisions = str(browser.soup.select_one(".code").get_text(strip=True)), count(REVISION)
    corrected(browser, link, code, calm="2", children="yes")
    assert count(REVISION) == revisions + 1
    assert browser.path.endswith("/page/number") or "how_many" in str(browser.soup)


def test_a_correction_can_be_left(browser: Any, link: str, code: str) -> None:
    revisions = count(REVISION)
    corrected(browser, link, code, calm="3", children="yes").press("leave")
    assert browser.path.endswith("/received") and stored().answers["calm"] == "2"
    assert (count(CORRECTION), count(REVISION)) == (0, revisions)
    assert browser.get(f"{link}/page/first").path.endswith("/received")


def test_one_that_says_the_same_is_no_change(browser: Any, study: StudyRecord, link: str, code: str) -> None:
    before = data_versions.data_version(study)
    corrected(browser, link, code, calm="2", children="yes").press("submit")
    assert data_versions.data_version(study) == before and count(CORRECTION) == 0


def test_begun_and_not_sent_is_told_and_goes_on_with_the_code(
    browser: Any, another: Callable[[], Any], link: str, code: str
) -> None:
    corrected(browser, link, code, calm="3", children="yes")
    other = another().get(link)
    assert "sans envoyer les changements" in other.text
    sent_in = other.form()[".csrf"]
    other._at(other.client.post(f"{link}/correct", data={".csrf": sent_in, "code": code}, follow_redirects=True))
    assert other.path.endswith("/review") and "Toujours" in other.text


def test_after_the_wave_nothing_can_be_changed(browser: Any, study: StudyRecord, link: str, code: str) -> None:
    corrected(browser, link, code, calm="3", children="yes")
    wave = study.waves[0]
    studies.set_wave_times(wave, wave.opens_at, wave.opens_at, study=study.name, actor="test")
    assert browser.press("submit").path.endswith("/received") and stored().answers["calm"] == "2"
    assert sent(browser, link, "correct", code=code).status_code == 403
    assert "Changer mes réponses" not in sent(browser, link, "received", code=code).text


def test_erasing_reaches_a_correction_that_was_not_sent(browser: Any, link: str, code: str) -> None:
    corrected(browser, link, code, calm="3", children="yes").press("leave")
    corrected(browser, link, code, calm="3", children="yes")
    browser.client.delete_cookie("jalon")
    sent(browser, link, "erase", code=code, **{".act": "erase"})
    assert (count(CORRECTION), count(SUBMISSION)) == (0, 0)


def test_how_to_withdraw_is_told_without_a_link(browser: Any) -> None:
    browser.get("/")
    assert browser.soup.find("a", href="/rights") is not None
    assert "Vous avez le code" in browser.get("/rights").text
    assert "لديك الرمز" in browser.press("language ar").text


def test_the_notice_that_was_agreed_to_can_be_read_again(browser: Any, study: StudyRecord, link: str) -> None:
    begin(browser, link)
    (kept,) = notices.of_study(study)
    assert (
        kept.text.startswith("Qui demande ?\n\nNous, sans registre.\n\nVos réponses sont gardées 60 mois")
        and "J’accepte." in kept.text
    )
    with extensions.answers.looking() as connection:
        assert connection.scalar(select(SUBMISSION.c.notice_digest)) == kept.digest
    assert notices.Notice(kept.language, kept.text).digest == kept.digest


def test_a_notice_that_changed_since_it_was_read_is_shown_again(browser: Any, link: str) -> None:
    browser.get(link).press("language fr")
    form = browser.form() | {".notice": "0" * 64, ".act": "accept"}
    again = browser.client.post(browser.path, data=form, follow_redirects=True)
    assert again.request.path.endswith("/notice") and count(SUBMISSION) == 0
