"""``jalon preview`` as a process: what a browser sees while the file is saved again and again."""

from __future__ import annotations

import json
import shutil
import signal
import stat
from pathlib import Path

import pytest
from preview.browsing import Running, previewing

SLEEP = """\
settings:
  form_id: sleep
  form_title: {en: Sleep, fr: Sommeil}
  version: "1"
  default_language: en
  languages: {en: {header: English, status: draft}, fr: {header: Français, status: draft}}
survey:
- {type: integer, name: hours, label: {en: How many hours?, fr: Combien d’heures ?}}
- {type: text, name: why, label: {en: Why so few?, fr: Pourquoi si peu ?}, relevant: "${hours} < 6"}
- {type: text, name: dreams, label: {en: Your dreams?, fr: Vos rêves ?}}
"""
BROKEN = SLEEP.replace("type: integer", "type: intger")


def version(running: Running) -> str:
    """What the script of a page asks for."""
    return str(json.loads(running.browser.get("/preview/state").text)["version"])


@pytest.fixture
def sleep(tmp_path: Path) -> Path:
    """The file that is written on."""
    (tmp_path / "sleep.yaml").write_text(SLEEP, encoding="utf-8")
    return tmp_path / "sleep.yaml"


def test_saving_the_file_changes_the_page_and_keeps_the_answers(sleep: Path) -> None:
    with previewing(sleep.parent, sleep.name, "--language", "en") as running:
        browser = running.browser
        first = browser.get("/")
        assert "How many hours?" in first.text and 'name="hours"' in first.text
        assert "Preview of sleep.yaml" in first.text and "script-src 'self'" in first.headers["Content-Security-Policy"]
        second = browser.send(first, "continue", hours="4")
        assert "Why so few?" in second.text
        before = version(running)
        assert before == second.text.partition('data-version="')[2].partition('"')[0]

        sleep.write_text(SLEEP.replace("Why so few?", "What keeps you awake?"), encoding="utf-8")
        assert version(running) != before
        assert "What keeps you awake?" in browser.get(second.address).text
        assert 'value="4"' in browser.get(first.address).text

        sleep.write_text(SLEEP.replace("name: hours", "name: hours_slept").replace("{hours}", "{hours_slept}"), "utf-8")
        renamed = browser.get(first.address)
        assert 'name="hours_slept"' in renamed.text and 'value="4"' not in renamed.text
        sleep.write_text(SLEEP, encoding="utf-8")
        assert 'value="4"' in browser.get("/").text or 'value="4"' in browser.get(first.address).text


def test_a_broken_file_shows_its_problems_until_it_is_mended(sleep: Path) -> None:
    with previewing(sleep.parent, sleep.name, "--language", "en") as running:
        first = running.browser.get("/")
        before = version(running)
        sleep.write_text(BROKEN, encoding="utf-8")
        assert version(running) != before
        broken = running.browser.get(first.address)
        assert "sleep.yaml:8:10" in broken.text and "[unknown-type]" in broken.text
        assert "Did you mean `integer`?" in broken.text and "How many hours?" not in broken.text
        assert "preview.mjs" in broken.text
        sleep.unlink()
        assert "file-not-found" in running.browser.get(first.address).text
        sleep.write_text(SLEEP, encoding="utf-8")
        assert version(running) == before
        assert "How many hours?" in running.browser.get(first.address).text


def test_what_begins_broken_is_shown_once_it_is_mended(sleep: Path) -> None:
    sleep.write_text(BROKEN, encoding="utf-8")
    with previewing(sleep.parent, sleep.name) as running:
        assert "1 to mend" in running.said[0]
        assert "[unknown-type]" in running.browser.get("/").text
        sleep.write_text(SLEEP, encoding="utf-8")
        assert 'name="hours"' in running.browser.get("/").text


def test_a_comment_is_kept_beside_the_file_with_what_it_was_about(sleep: Path) -> None:
    with previewing(sleep.parent, sleep.name, "--language", "fr") as running:
        first = running.browser.get("/")
        identifier = first.field(".comment-id hours")
        sent = {".comment hours": "=1+1 trop court", ".comment-id hours": identifier, ".who hours": "A. B."}
        again = running.browser.send(first, "comment on hours", hours="7", **sent)
        assert again.address.endswith("#comment-hours")
        assert "=1+1 trop court" in again.text and 'value="7"' in again.text
        running.browser.send(first, "comment on hours", hours="7", **sent)  # sent twice, kept once
        done = running.browser.send(again, f"comment done {identifier}", hours="7")
        assert f"comment open {identifier}" in done.text
        csv = running.browser.get("/preview/comments.csv").text
        assert "'=1+1 trop court" in csv and csv.count("trop court") == 1
        sleep.write_text(SLEEP.replace("name: hours", "name: slept").replace("{hours}", "{slept}"), encoding="utf-8")
        assert "n’est plus" in running.browser.get("/preview/comments").text
    file = sleep.with_name("sleep.comments.jsonl")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept, marked = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    assert marked == {"marks": identifier, "state": "done", "at": marked["at"]}
    assert {name: kept[name] for name in ("question", "label", "who", "page", "language", "version")} == {
        "question": "hours",
        "label": "Combien d’heures ?",
        "who": "A. B.",
        "page": "hours",
        "language": "fr",
        "version": "sleep 1",
    }


def test_a_comment_is_kept_whichever_button_sends_it(sleep: Path) -> None:
    with previewing(sleep.parent, sleep.name, "--language", "en") as running:
        first = running.browser.get("/")
        sent = {".comment hours": "Which hours?", ".comment-id hours": first.field(".comment-id hours")}
        assert running.browser.send(first, "continue", hours="many", **sent).status == 422
        assert "Which hours?" in running.browser.get(first.address).text


def test_comments_that_cannot_be_read_are_never_added_to(sleep: Path) -> None:
    file = sleep.with_name("sleep.comments.jsonl")
    file.write_text("mine\n", encoding="utf-8")
    with previewing(sleep.parent, sleep.name, "--language", "en") as running:
        first = running.browser.get("/")
        assert "sleep.comments.jsonl:1" in first.text
        sent = {".comment hours": "Lost?", ".comment-id hours": first.field(".comment-id hours")}
        refused = running.browser.send(first, "comment on hours", **sent)
        assert refused.status == 409 and "Lost?" in refused.text and "sleep.comments.jsonl:1" in refused.text
    assert file.read_text(encoding="utf-8") == "mine\n"


def test_another_name_another_site_and_other_pages_are_refused(sleep: Path) -> None:
    with previewing(sleep.parent, sleep.name, "--language", "en") as running:
        first = running.browser.get("/")
        assert running.browser.get("/", Host="evil.example").status == 403
        assert running.browser.get("/", Host=f"localhost:{running.port}").status == 200
        assert running.browser.get("/staff/").status == 404
        assert running.browser.send(first, "continue", why="x" * 2_000_000).status == 413
        assert running.browser.get("/r/" + "0" * 26).address == first.address
        forged = {".act": "comment on hours", ".comment hours": "forged", ".comment-id hours": "0" * 12}
        assert running.browser.post(first.address, **forged).status == 400
        assert (
            running.browser.post("/preview/comments", **{".comment ": "forged", ".comment-id ": "0" * 12}).status == 400
        )
    assert not sleep.with_name("sleep.comments.jsonl").exists()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_behind(sleep: Path, ending: signal.Signals) -> None:
    with previewing(sleep.parent, sleep.name) as running:
        running.browser.get("/")
        assert [path.name[:14] for path in running.temporary.iterdir()] == ["jalon-preview-"]
        assert stat.S_IMODE(next(running.temporary.iterdir()).stat().st_mode) == 0o700
        running.process.send_signal(ending)
        assert running.process.wait(60) == 0
        assert list(running.temporary.iterdir()) == []
    assert {path.name for path in sleep.parent.iterdir()} == {"sleep.yaml", "temporary"}


def test_all_pages_tell_what_is_hidden_and_why(sleep: Path) -> None:
    with previewing(sleep.parent, sleep.name, "--language", "en") as running:
        first = running.browser.get("/")
        running.browser.send(first, "continue", hours="8")
        pages = running.browser.get("/preview/").text
        assert '<code dir="ltr">why: ${hours} &lt; 6</code>' in pages and "/page/dreams" in pages
        assert "/page/why" not in pages
        again = running.browser.post("/preview/begin", **{".csrf": running.browser.get("/preview/").field(".csrf")})
        assert 'name="hours"' in again.text and 'value="8"' not in again.text and again.address != first.address


def test_a_study_is_shown_from_its_first_page_on(tmp_path: Path) -> None:
    source = Path(__file__).parent.parent.parent / "survey" / "questionnaires" / "before_after"
    shutil.copytree(source, tmp_path / "before_after")
    with previewing(tmp_path, "before_after", "--language", "ar") as running:
        start = running.browser.get("/")
        assert "/o/" in start.address and "language ar" in start.text and 'dir="rtl"' in start.text
        notice = running.browser.post(start.address, **{".csrf": start.field(".csrf"), ".act": "language ar"})
        kept = {name: notice.field(name) for name in (".csrf", ".entry")}
        link = running.browser.post(notice.address, **kept, **{".act": "accept"})
        tried = running.browser.post(link.address, **{".csrf": link.field(".csrf"), ".act": "continue"})
        kept = {name: tried.field(name) for name in (".csrf", "to")}
        first = running.browser.post(tried.address.partition("?")[0], **kept, **{".act": "skip"})
        assert "/page/" in first.address and first.address == running.browser.get("/").address
        waves = running.browser.get("/preview/").text
        assert waves.count("/page/") > 5
        assert waves.count('name="wave"') == 2


@pytest.mark.parametrize(
    "name", ["socio-economic-survey.xlsx", "kobo-skip-to-matrix.xls", "unhcr-results-monitoring.xlsx"]
)
def test_a_workbook_is_shown(tmp_path: Path, real_data: Path, name: str) -> None:
    shutil.copy(real_data / "xlsforms" / name, tmp_path)
    with previewing(tmp_path, name) as running:
        page = running.browser.get("/")
        assert page.status == 200 and '<button type="submit" class="go" name=".act" value="continue">' in page.text
        assert '<details class="preview-comment"' in page.text


def test_a_workbook_that_is_wrong_tells_sheet_and_row(tmp_path: Path, real_data: Path) -> None:
    shutil.copy(real_data / "xlsforms" / "wrong-unknown-type.xls", tmp_path)
    with previewing(tmp_path, "wrong-unknown-type.xls") as running:
        page = running.browser.get("/")
        assert "wrong-unknown-type.xls[survey]:" in page.text and "[unknown-type]" in page.text


PAGE = """\
settings: {form_id: page, form_title: Page, version: "1", default_language: en}
survey:
- {type: begin_group, name: both, label: Both, appearance: field-list}
- {type: text, name: one, label: The first}
- {type: text, name: two, label: The second}
- {type: end_group}
"""


def test_what_is_typed_survives_a_saving_that_renames_another_question(tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text(PAGE, encoding="utf-8")
    with previewing(tmp_path, "page.yaml") as running:
        shown = running.browser.get("/")
        (tmp_path / "page.yaml").write_text(PAGE.replace("name: two", "name: three"), encoding="utf-8")
        renewed = running.browser.send(shown, "reload", one="typed", two="typed, too")
        assert renewed.status == 200 and 'value="typed"' in renewed.text
        assert 'name="three"' in renewed.text and "typed, too" not in renewed.text


@pytest.mark.parametrize("changed", ["type: date", "type: select_one few", "type: note", "type: begin_group"])
def test_an_answer_that_is_none_any_more_is_left_out(tmp_path: Path, changed: str) -> None:
    lists = "choices:\n- {list_name: few, name: a, label: A}\n- {list_name: few, name: b, label: B}\n"
    ends = "- {type: text, name: inner, label: Inner}\n- {type: end_group}\n" if "begin" in changed else ""
    first = PAGE.replace("type: text, name: two", "type: integer, name: two")
    file = tmp_path / "page.yaml"
    file.write_text(first, encoding="utf-8")
    with previewing(tmp_path, "page.yaml") as running:
        sent = running.browser.send(running.browser.get("/"), "back", one="kept", two="987654")
        row = "- {type: integer, name: two, label: The second}\n"
        file.write_text(
            first.replace(row, row.replace("type: integer", changed) + ends) + (lists if "few" in changed else ""),
            encoding="utf-8",
        )
        renewed = running.browser.get(sent.address)
        assert renewed.status == 200 and 'value="kept"' in renewed.text and "987654" not in renewed.text


def test_choices_in_a_file_beside_are_looked_at(tmp_path: Path) -> None:
    row = "- {type: select_one_from_file villages.csv, name: village, label: Where}\n"
    (tmp_path / "page.yaml").write_text(PAGE + row, encoding="utf-8")
    villages = tmp_path / "villages.csv"
    villages.write_text("name,label\na,Alpha\nb,Beta\n", encoding="utf-8")
    with previewing(tmp_path, "page.yaml") as running:
        running.browser.send(running.browser.get("/"), "continue")
        before = version(running)
        villages.write_text("name,label\na,Alpha\nb,Gamma\n", encoding="utf-8")
        assert version(running) != before
        assert "Gamma" in running.browser.get("/").text


def test_a_network_is_let_in_by_a_code_alone(sleep: Path) -> None:
    with previewing(sleep.parent, sleep.name, "--open-to-network", "--language", "en") as running:
        assert "not encrypted" in running.said[1]
        assert running.browser.get("/").status == running.browser.get("/preview/state").status == 403
        assert running.browser.get("/preview/enter/wrong").status == 403
        code = running.said[0].rpartition("/")[2]
        assert len(code) >= 20 and 'name="hours"' in running.browser.get(f"/preview/enter/{code}").text
