"""Paper as PDF: pages, numbers and directions as WeasyPrint lays them out; nothing fetched."""

from pathlib import Path
from typing import Any

import pytest
import weasyprint
from paper_sheets import page

from survey.fieldwork.paper.portable import as_pdf

LONG = "survey:\n" + "".join(
    f"  - {{type: select_one needs, name: q{number}, label: {{en: Number {number}?, ar: رقم {number}؟}}}}\n"
    for number in range(12)
)


def boxes(html: str) -> list[list[Any]]:
    """The boxes of each page."""
    return [list(each._page_box.descendants()) for each in weasyprint.HTML(string=html).render().pages]


def named(found: list[Any]) -> set[str]:
    """The questions that have a box among these."""
    names = (box.element.get("data-name") for box in found if getattr(box, "element", None) is not None)
    return {name for name in names if name}


def words(found: list[Any]) -> str:
    return " ".join(" ".join(box.text for box in found if hasattr(box, "text")).split())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_question_stands_whole_on_one_page(tmp_path: Path, language: str) -> None:
    pages = [named(each) for each in boxes(page(tmp_path, LONG, language))]
    assert sorted(name for names in pages for name in names) == sorted(f"q{number}" for number in range(12))
    assert len(pages) >= 5  # the first page, at least three of questions, the last


def test_pages_are_numbered_and_bear_the_title(tmp_path: Path) -> None:
    pages = boxes(page(tmp_path, LONG))
    total = len(pages)
    for number, each in enumerate(pages, 1):
        assert f"Page {number} of {total}" in words(each)
    assert "A trial" in words(pages[1])


def test_an_arabic_page_begins_at_the_right(tmp_path: Path) -> None:
    def marks(html: str) -> list[float]:
        found = [box for each in boxes(html) for box in each if getattr(box, "element", None) is not None]
        return [box.position_x for box in found if "round" in (box.element.get("class") or "") and box.width]

    left, right = marks(page(tmp_path, LONG)), marks(page(tmp_path, LONG, "ar"))
    middle = 210 / 25.4 * 96 / 2  # of A4, in CSS pixels
    assert left and right and max(left) < middle < min(right)


def test_a_mark_is_at_least_six_millimetres_wide_and_letters_fourteen_points(tmp_path: Path) -> None:
    found = [box for each in boxes(page(tmp_path, LONG)) for box in each]
    marks = [box for box in found if box.element is not None and "round" in (box.element.get("class") or "")]
    assert marks and all(box.border_width() >= 6 / 25.4 * 96 for box in marks)
    body = [box for box in found if hasattr(box, "text") and "Number" in box.text]
    assert body and all(box.style["font_size"] >= 14 / 72 * 96 for box in body)


def test_nothing_is_fetched(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    secret = (tmp_path / "secret.png").as_uri()
    html = f'<img src="http://127.0.0.1:9/a.png"><img src="{secret}"><link rel="stylesheet" href="{secret}">'
    assert as_pdf(html).startswith(b"%PDF-")
    refused = [record.getMessage() for record in caplog.records if "disallowed protocol" in record.getMessage()]
    assert len(refused) == 3


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_point_of_a_line_stands_above_its_number(tmp_path: Path, language: str) -> None:
    rows = "survey:\n  - {type: range, name: q, label: {en: How?, ar: كم؟}, parameters: start=0 end=10 step=1}\n"
    found = [box for each in boxes(page(tmp_path, rows, language)) for box in each]
    marks = [box for box in found if box.element is not None and box.element.get("class") == "mark"][:11]
    numbers = [box for box in found if hasattr(box, "text") and box.text in {str(number) for number in range(11)}][-11:]
    assert len(marks) == len(numbers) == 11
    for mark, number in zip(marks, numbers, strict=True):
        distance = mark.position_x + mark.margin_width() / 2 - number.position_x - number.width / 2
        assert abs(distance) < 2  # pixels, of a mark of 25
