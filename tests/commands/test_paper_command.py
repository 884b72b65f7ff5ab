"""``jalon paper``: what it writes, tells and refuses; real forms and both studies in every language; PDF."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from exchange.sheets import workbook

from survey.commands import main
from survey.commands.paper import command

STUDIES = Path(__file__).parent.parent.parent / "survey" / "questionnaires"
HOME = """settings: {form_id: home, form_title: Home, version: "1", default_language: en}
survey:
  - {type: integer, name: rooms, label: How many rooms?}
  - {type: calculate, name: half, calculation: "${rooms} div 2"}
  - {type: text, name: other, label: And?, relevant: "${half} > 1"}
  - {type: text, name: never, label: Never?, relevant: "false()"}
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, far from any installation."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JALON_INSTANCE", str(tmp_path / "no-instance"))
    (tmp_path / "home.yaml").write_text(HOME, encoding="utf-8")


def paper(*words: str | Path) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def read(name: str) -> BeautifulSoup:
    return BeautifulSoup(Path(name).read_text("utf-8"), "html.parser")


def test_it_writes_one_page_and_tells_what_it_has_no_words_for() -> None:
    done = paper("home.yaml")
    assert done.exit_code == 0
    assert done.stdout == "Written: home.en.html, 2 questions.\n"
    assert done.stderr.splitlines() == [
        "No words for the `relevant` of question 2 (`other`): ${half} > 1",
        "Not printed, for nobody is asked it: `never`.",
    ]
    assert len(read("home.en.html").select(".question")) == 2


def test_it_reports_as_json() -> None:
    done = paper("home.yaml", "--json", "--link", "https://survey.example.org/o/abc", "-o", "a.html")
    assert json.loads(done.stdout) == [
        {
            "file": "a.html",
            "language": "en",
            "link": "https://survey.example.org/o/abc",
            "questions": [
                {"number": 1, "name": "rooms", "type": "integer", "answered_by": "number"},
                {"number": 2, "name": "other", "type": "text", "answered_by": "line"},
            ],
            "without_words": [{"name": "other", "number": 2, "column": "relevant", "expression": "${half} > 1"}],
            "left_out": ["never"],
            "borrowed": [],
        }
    ]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["lacking.yaml"], 2, "lacking.yaml is no file."),
        (["home.yaml", "--language", "ar"], 2, "The questionnaire is not in 'ar'; it is in en."),
        (["home.yaml", "--wave", "entry"], 2, "only a study has waves"),
        (["home.yaml", "-o", "a.docx"], 2, "a.docx must end with .html or .pdf."),
        (["home.yaml", "-o", "a.html", "--pdf"], 2, "a.html must end with .pdf."),
        (["home.yaml", "--link", "javascript:alert(1)"], 2, "--link must be a web address"),
        (["home.yaml", "--link", "https://x.example.org/" + "a" * 1000], 2, "at most 1000 characters"),
        (["home.yaml", "-o", "home.yaml/a.html"], 1, "cannot be written"),
        ([STUDIES / "before_after"], 2, "before_after has the waves entry, exit: choose one with --wave."),
        ([STUDIES / "post_only", "--wave", "entry"], 2, "post_only has no wave 'entry'; it has post."),
    ],
)
def test_what_cannot_be_done_is_said(words: list[Any], code: int, told: str) -> None:
    done = paper(*words)
    assert done.exit_code == code and told in " ".join(done.output.split())


def test_a_mistake_of_the_questionnaire_is_told_and_nothing_written() -> None:
    Path("wrong.yaml").write_text(HOME.replace("${half} > 1", "${half} >"), encoding="utf-8")
    done = paper("wrong.yaml")
    assert done.exit_code == 1 and "wrong.yaml:5" in done.stderr and list(Path().glob("*.html")) == []


def test_texts_that_a_language_lacks_are_named(tmp_path: Path) -> None:
    rows = [["type", "name", "label::English (en)", "label::Français (fr)"], ["text", "why", "Why?", "Pourquoi ?"]]
    workbook(tmp_path / "a.xlsx", {"survey": [*rows, *(["text", f"q{number}", "And?", None] for number in range(7))]})
    done = paper("a.xlsx", "--language", "fr")
    assert done.exit_code == 0
    assert done.stderr == (
        "Not wholly in 'fr', so in part in another language: `q0`, `q1`, `q2`, `q3`, `q4` and 2 more.\n"
    )


def test_a_file_is_replaced_only_when_asked() -> None:
    assert paper("home.yaml").exit_code == 0
    again = paper("home.yaml")
    assert again.exit_code == 1 and "home.en.html exists already" in again.output
    assert paper("home.yaml", "--overwrite").exit_code == 0


def test_the_file_is_named_in_this_folder_whatever_the_form_is_called(tmp_path: Path) -> None:
    settings = [["form_id", "form_title"], ["../a/b c", "A"]]
    workbook(tmp_path / "a.xlsx", {"survey": [["type", "name", "label"], ["text", "q", "Why?"]], "settings": settings})
    done = paper("a.xlsx", "--language", "en")
    assert done.exit_code == 0 and len(list(Path().glob("*.en.html"))) == 1


def test_the_same_questionnaire_gives_the_same_bytes() -> None:
    paper("home.yaml", "-o", "a.html")
    paper("home.yaml", "-o", "b.html")
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


@pytest.mark.parametrize(
    ("study", "wave"), [("post_only", "post"), ("before_after", "entry"), ("before_after", "exit")]
)
def test_both_studies_are_printed_in_four_languages(study: str, wave: str) -> None:
    done = paper(STUDIES / study, "--wave", wave, "--language", "all", "-o", "a.html")
    assert done.exit_code == 0 and done.stderr == ""
    for code in ("fr", "ar", "es", "en"):
        soup = read(f"a.{code}.html")
        assert soup.html is not None and soup.html["dir"] == ("rtl" if code == "ar" else "ltr")
        numbers = [each.get_text() for each in soup.select(".question .number")]
        assert numbers == [f"{number}." for number in range(1, len(numbers) + 1)]
        assert len(numbers) >= 32  # without the items that look back, which the exit alone asks
        assert "01 99 00 12 34" in soup.select(".end .telephone")[0].get_text()
        assert len(soup.select(".number-line")) == 2 and soup.select(".online") == []


def test_a_study_says_who_asks_and_takes_the_number_of_whom_it_is_for() -> None:
    paper(STUDIES / "post_only", "--language", "en", "--participant", "A-17", "-o", "a.html")
    soup = read("a.html")
    assert "The Fund tells the team your age" in soup.select(".notice")[0].get_text()
    assert [each.get_text() for each in soup.select(".number-line .field")] == ["A-17", "A-17"]


def test_who_is_in_no_register_has_the_notice_of_the_open_link_and_no_number() -> None:
    paper(STUDIES / "post_only", "--language", "en", "--open", "--return-to", "Town hall", "-o", "a.html")
    soup = read("a.html")
    notice = soup.select_one(".notice")
    assert notice is not None and "We do not ask for your name or address." in notice.get_text()
    assert soup.select(".number-line, .slip") == [] and "Town hall" in soup.select(".end")[0].get_text()


@pytest.mark.parametrize("form", range(10))
def test_the_ten_real_forms_are_printed_in_all_their_languages(real_data: Path, form: int) -> None:
    sound = [file for file in sorted((real_data / "xlsforms").iterdir()) if not file.name.startswith("wrong")]
    assert len(sound) == 10
    done = paper(sound[form], "--language", "all", "-o", "a.html", "--json")
    assert done.exit_code == 0 and done.exception is None
    for each in json.loads(done.stdout):
        asked = {question["name"]: question["number"] for question in each["questions"]}
        soup = read(each["file"])
        printed = {row["data-name"]: row.select_one(".number") for row in soup.select(".question:not(.note)")}
        assert {name: f"{number}." for name, number in asked.items()} == {
            str(name): found.get_text() for name, found in printed.items() if found is not None
        }
        assert len(asked) >= 3 and list(asked.values()) == list(range(1, len(asked) + 1))
        assert soup.select("script") == [] and "${" not in soup.get_text()


def test_the_open_link_of_a_published_study_is_printed_while_it_is_on(installation: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["publish", str(STUDIES / "post_only")]).exit_code == 0
    link = json.loads(runner.invoke(main, ["open-link", "post_only", "--json"]).stdout)["links"]["post"]
    assert paper(STUDIES / "post_only", "-o", "a.html").exit_code == 0
    address = read("a.html").select_one(".address")
    assert address is not None and address.get_text() == link and link.startswith("http")
    assert paper(STUDIES / "post_only", "-o", "c.html", "--no-link").exit_code == 0
    assert read("c.html").select(".online") == []
    assert runner.invoke(main, ["open-link", "post_only", "--off"]).exit_code == 0
    assert paper(STUDIES / "post_only", "-o", "b.html").exit_code == 0
    assert read("b.html").select(".online") == []


def test_a_study_that_is_not_published_has_no_link(installation: Path) -> None:
    assert paper(STUDIES / "post_only", "-o", "a.html").exit_code == 0
    assert read("a.html").select(".online") == []


def test_pdf_is_written_and_is_the_same_each_time() -> None:
    assert paper("home.yaml", "--pdf").exit_code == 0 and paper("home.yaml", "-o", "b.pdf").exit_code == 0
    first = Path("home.en.pdf").read_bytes()
    assert first.startswith(b"%PDF-") and first == Path("b.pdf").read_bytes()


def test_without_weasyprint_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # as Python does for a package that is not there
    done = paper("home.yaml", "--pdf")
    assert done.exit_code == 1 and "pip install jalon[pdf]" in done.output and list(Path().glob("*.pdf")) == []
    assert paper("home.yaml").exit_code == 0
