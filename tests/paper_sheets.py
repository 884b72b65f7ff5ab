"""Small questionnaires put on paper in a line."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag

from survey import i18n
from survey.fieldwork.paper.drawing import drawn
from survey.fieldwork.paper.laying import laid_out
from survey.fieldwork.paper.occasion import Occasion
from survey.fieldwork.paper.sheet import Sheet
from survey.fieldwork.paper.words import Words
from survey.instrument.files_beside import file_beside, rows_beside
from survey.instrument.from_files import with_files
from survey.instrument.loader import read_source
from survey.instrument.or_other import with_other

HEAD = """settings:
  form_id: paper
  form_title: {en: A trial, fr: Essai, ar: تجربة, es: Prueba}
  version: "1"
  default_language: en
  languages:
    en: {header: English (en), status: draft}
    fr: {header: Français (fr), status: draft}
    ar: {header: العربية (ar), status: draft}
    es: {header: Español (es), status: draft}
choices:
  - {list_name: yes_no, name: "yes", label: {en: "Yes", fr: Oui, ar: نعم, es: Sí}}
  - {list_name: yes_no, name: "no", label: {en: "No", fr: Non, ar: لا, es: "No"}}
  - {list_name: needs, name: home, label: {en: A home, fr: Un logement, ar: سكن, es: Una vivienda}}
  - {list_name: needs, name: work, label: {en: Work, fr: Un travail, ar: عمل, es: Trabajo}}
  - {list_name: needs, name: rest, label: {en: Rest, fr: Du repos, ar: راحة, es: Descanso}}
"""


def words(language: str) -> Words:
    base = language if language in i18n.NAMES else "en"
    return Words(i18n.catalog(base), language, base)


def sheet(folder: Path, rows: str, language: str = "en", instances: int = 3) -> Sheet:
    """The rows of ``survey`` (and, before them, more choices) on paper."""
    file = folder / "paper.yaml"
    file.write_text(HEAD + rows, encoding="utf-8")
    source, problems = read_source(file)
    assert source is not None, problems
    complete = with_other(with_files(source.questionnaire, rows_beside(file)))
    return laid_out(complete, words(language), instances)


def page(folder: Path, rows: str, language: str = "en", occasion: Occasion | None = None, instances: int = 3) -> str:
    """The HTML page of rows."""
    made = sheet(folder, rows, language, instances)
    return drawn(made, occasion or Occasion(), words(language), lambda name: file_beside(folder / "paper.yaml", name))


def tree(folder: Path, rows: str, language: str = "en", occasion: Occasion | None = None) -> BeautifulSoup:
    """The page as a tree."""
    return BeautifulSoup(page(folder, rows, language, occasion), "html.parser")


def row(soup: BeautifulSoup, name: str) -> Tag:
    """The first printed row of that name."""
    found = soup.find(attrs={"data-name": name})
    assert isinstance(found, Tag), name
    return found


def text(tag: Tag | None) -> str:
    """What is read, spaces made one, marks of direction left out."""
    assert tag is not None
    plain = tag.get_text(" ", strip=False).replace("\u2066", "").replace("\u2069", "")
    return " ".join(plain.split())
