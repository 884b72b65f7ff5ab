"""The measures measure what they say: forms as the HTML has them, a floor of the same size, limits of ratios."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.browser import Page, UnexpectedPageError, read_controls
from benchmarks.figures import Figure, table
from benchmarks.floor import Shape, create_floor
from benchmarks.journey import choose, page_name
from benchmarks.wire import Scale

HTML = """<html lang="ar" dir="rtl"><body><p>1 < 2</p>
<form method="post" id="act"><input type="hidden" name=".csrf" value="a&quot;b>c">
<input type="radio" name="calm" value="1"><input type="radio" name="calm" value="2" checked>
<input type="text" name="why" value=""><button name=".act" value="continue">Go</button></form>
<input name="outside"></body></html>"""


def page(html: str = HTML, path: str = "/r/secret/page/mood_page_1") -> Page:
    language, controls = read_controls(html)
    return Page(path, 200, html, language, controls)


def test_a_form_is_read_with_its_hidden_fields_radios_and_buttons() -> None:
    shown = page()
    assert shown.language == "ar"
    assert shown.hidden() == [(".csrf", 'a"b>c')]
    assert shown.radios() == {"calm": ["1", "2"]}
    assert shown.button("continue") == (".act", "continue")
    assert "outside" not in [control.name for control in shown.controls]


@pytest.mark.parametrize(("answer", "chosen"), [("2", [("calm", "2")]), ("", [])])
def test_a_blank_cell_leaves_its_question_blank(answer: str, chosen: list[tuple[str, str]]) -> None:
    assert choose(page(), {"calm": answer}) == chosen


@pytest.mark.parametrize("answers", [{"calm": "7"}, {"sad": "1"}])
def test_an_answer_that_the_page_does_not_offer_stops_the_replay(answers: dict[str, str]) -> None:
    with pytest.raises(UnexpectedPageError) as told:
        choose(page(), answers)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("path", "name"), [("/r/t/page/one", "one"), ("/r/t/page/one?change=1", "one"), ("/r/t/review", None)]
)
def test_a_page_of_questions_is_known_by_its_path(path: str, name: str | None) -> None:
    assert page_name(page(path=path)) == name


@pytest.mark.parametrize("shape", [Shape((6,) * 24 + (7,) * 4 + (0,) * 3, 43_567), Shape((0,), 700)])
def test_the_floor_has_as_many_bytes_as_the_page_it_is_held_against(shape: Shape, tmp_path: Path) -> None:
    client = create_floor([shape], tmp_path).test_client()
    shown = client.get("/page/0")
    assert len(shown.data) == shape.size
    assert shown.text.count("<fieldset>") == len(shape.options)
    assert shown.text.count('type="radio"') == sum(shape.options)


def test_a_floor_larger_than_the_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="larger than 100 bytes"):
        create_floor([Shape((5, 5), 100)], tmp_path)


@pytest.mark.parametrize(
    ("figure", "kept"),
    [
        (Figure("a", "ms", 3.0, 1.0, 3), True),
        (Figure("a", "ms", 3.1, 1.0, 3), False),
        (Figure("a", "kB", 60, limit=60), True),
        (Figure("a", "kB", 61, limit=60), False),
        (Figure("a", "s", 9.0, 1.0), None),
    ],
)
def test_a_limit_is_one_of_the_ratio_where_there_is_a_floor(figure: Figure, kept: bool | None) -> None:
    assert figure.is_kept is kept


def test_the_table_says_what_is_broken() -> None:
    lines = table([Figure("page", "ms", 3.5, 1.0, 3)]).splitlines()
    assert [cell.strip() for cell in lines[-1].strip("|").split("|")] == [
        "page",
        "3.50 ms",
        "1 ms",
        "3.50",
        "3 times",
        "NO",
    ]


def test_what_a_page_needs_is_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scale, "_fetched", lambda _self, _address: 1000)
    scale = Scale(0)
    pictures = '<svg><use href="/static/b.svg#x"/><use href="/static/b.svg#y"/></svg>'
    text = '<link rel="stylesheet" href="/static/a.css?v=1">' + pictures
    first, second = (scale.weigh("page", "/r/t", text, 200) for _ in range(2))
    assert (first.size, first.requests) == (2200, 3)
    assert (second.size, second.requests) == (200, 1)
