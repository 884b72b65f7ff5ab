"""The printed page: one question of each type, ways on, gaps, repeats, filters, both directions, nothing unescaped."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from paper_sheets import page, row, sheet, text, tree

from survey.instrument.definition import Question
from survey.instrument.types import question_type, type_names

ONE = "survey:\n  - {type: text, name: q, label: Why?}\n"


def one(kind: str, more: str = "") -> str:
    return f"survey:\n  - {{type: {kind}, name: q, label: What?{', ' if more else ''}{more}}}\n"


def marks(found: Tag, kind: str) -> int:
    return len(found.select(f".mark.{kind}"))


def test_each_type_has_what_it_is_answered_with() -> None:
    folder = Path(__file__).parent.parent.parent / "survey" / "templates" / "paper" / "answers"
    drawn = {path.stem for path in folder.glob("*.html")}
    shown = [name for name in type_names() if question_type(name).is_shown]
    ways = {name: question_type(name).on_paper(Question(name, "q", {})) for name in shown}
    assert set(ways.values()) <= drawn and len(ways) >= 15


@pytest.mark.parametrize(
    ("kind", "more", "selector", "count"),
    [
        ("select_one yes_no", "", ".mark.round", 2),
        ("select_multiple needs", "", ".mark.square", 3),
        ("rank needs", "", ".mark.place", 3),
        ("range", "parameters: start=0 end=10 step=1", ".scale li", 11),
        ("range", "parameters: start=0 end=100 step=1", ".box", 1),
        ("text", "", ".write", 2),
        ("text", "appearance: multiline", ".write", 6),
        ("integer", "", ".box", 1),
        ("decimal", "", ".box", 1),
        ("date", "", ".cells i", 8),
        ("date", "appearance: month-year", ".cells i", 6),
        ("date", "appearance: year", ".cells i", 4),
        ("time", "", ".cells i", 4),
        ("dateTime", "", ".cells i", 12),
        ("geopoint", "", ".box", 2),
        ("geotrace", "", ".write", 5),
        ("geoshape", "", ".write", 5),
        ("barcode", "", ".write", 2),
        ("acknowledge", "", ".options .mark", 2),
        ("image", "", ".options .mark", 2),
        ("image", "appearance: signature", ".drawing", 1),
        ("audio", "", ".options .mark", 2),
        ("file", "", ".options .mark", 2),
    ],
)
def test_a_type_is_answered_with_a_pen(tmp_path: Path, kind: str, more: str, selector: str, count: int) -> None:
    found = row(tree(tmp_path, one(kind, more)), "q")
    assert len(found.select(selector)) == count
    assert text(found.select_one(".refusal")) == "I prefer not to say"
    assert text(found.select_one(".number")) == "1."


def test_a_note_is_read_and_takes_no_answer(tmp_path: Path) -> None:
    found = row(tree(tmp_path, one("note")), "q")
    assert text(found) == "What?" and found.select(".number, .mark, .write") == []


def test_what_can_only_be_read_takes_no_answer(tmp_path: Path) -> None:
    found = row(tree(tmp_path, one("select_one yes_no", 'read_only: "yes"')), "q")
    assert text(found) == "What?" and found.select(".number, .mark") == []


def test_a_likert_item_has_its_answers_with_it(tmp_path: Path) -> None:
    rows = (
        "survey:\n  - {type: begin_group, name: g, label: How often?, appearance: field-list}\n"
        "  - {type: select_one needs, name: a, label: One, appearance: likert}\n"
        "  - {type: select_one needs, name: b, label: Two, appearance: likert}\n  - {type: end_group}\n"
    )
    soup = tree(tmp_path, rows)
    assert [text(row(soup, name)) for name in ("a", "b")] == [
        f"{number} {label} Choose one answer. A home Work Rest I prefer not to say"
        for number, label in (("1.", "One"), ("2.", "Two"))
    ]
    assert [text(each) for each in soup.select("h2")][1] == "How often?"


def test_what_is_worked_out_or_hidden_is_not_printed(tmp_path: Path) -> None:
    rows = (
        "survey:\n  - {type: start, name: s}\n  - {type: deviceid, name: d}\n  - {type: hidden, name: h, default: x}\n"
        "  - {type: calculate, name: c, calculation: 1 + 1}\n"
        "  - {type: integer, name: n, label: N, calculation: 2 * 2}\n"
        "  - {type: text, name: q, label: Why?}\n"
    )
    soup = tree(tmp_path, rows)
    assert [each["data-name"] for each in soup.select("[data-name]")] == ["q"]


STRETCH = """survey:
  - {type: select_one yes_no, name: kids, label: Children?}
  - {type: integer, name: many, label: How many?, relevant: "${kids} = 'yes'"}
  - {type: text, name: names, label: Called?, relevant: "${many} > 0"}
  - {type: text, name: town, label: Town?}
"""


def test_after_an_answer_it_is_said_where_to_go_on(tmp_path: Path) -> None:
    found = row(tree(tmp_path, STRETCH), "kids")
    assert [text(each) for each in found.select(".ways-on")] == ["If you answered “No”: go to question 4."]
    assert [text(each) for each in found.select(".options:not(.refusal) li")] == ["Yes", "No → 4"]


def test_past_the_last_question_one_goes_to_the_last_page(tmp_path: Path) -> None:
    rows = STRETCH.rpartition("  - ")[0]
    found = row(tree(tmp_path, rows, "fr"), "kids")
    assert text(found.select_one(".ways-on")) == "Si vous avez répondu « Non » : allez à la dernière page."


def test_one_question_alone_is_not_passed_by_a_way_on(tmp_path: Path) -> None:
    rows = STRETCH.replace(', relevant: "${many} > 0"', "")
    assert row(tree(tmp_path, rows), "kids").select(".ways-on") == []


GROUP = """survey:
  - {type: select_one yes_no, name: kids, label: Children?}
  - {type: begin_group, name: g, label: Your children, relevant: "${kids} = 'yes'"}
  - {type: text, name: a, label: A?}
  - {type: text, name: b, label: B?, relevant: "${kids} = 'yes' and ${a} != ''"}
  - {type: text, name: c, label: C?, relevant: "${kids} = 'yes'"}
  - {type: end_group}
  - {type: text, name: d, label: D?}
"""


def test_a_group_says_its_condition_for_all_of_its_questions(tmp_path: Path) -> None:
    soup = tree(tmp_path, GROUP)
    assert text(soup.select_one(".group")) == (
        "Your children Questions 2 to 4 Only if you answered “Yes” to question 1. If not: go to question 5."
    )
    assert row(soup, "a").select(".only") == [] and row(soup, "c").select(".only") == []
    assert text(row(soup, "b").select_one(".only")) == "Only if you answered question 2."


def test_a_group_of_words_to_read_says_its_condition_too(tmp_path: Path) -> None:
    rows = GROUP.replace("type: text", "type: note").replace("${a} != ''", "true()")
    assert text(tree(tmp_path, rows).select_one(".group")) == "Your children Only if you answered “Yes” to question 1."


def test_a_reference_is_a_gap_with_the_question_it_comes_from(tmp_path: Path) -> None:
    rows = (
        "survey:\n  - {type: text, name: who, label: Who?}\n"
        "  - {type: calculate, name: twice, calculation: 'concat(${who}, ${who})'}\n"
        "  - {type: text, name: q, label: 'How is ${who}?', hint: '${twice}'}\n"
    )
    found = row(tree(tmp_path, rows), "q")
    assert text(found.select_one(".label")) == "How is (your answer to question 1) ?"
    assert len(found.select(".label .gap")) == 1 and len(found.select(".hint .gap")) == 1
    assert [(each.column, each.expression) for each in sheet(tmp_path, rows).unsaid] == [("hint", "${twice}")]


def repeat(count: str = "") -> str:
    return (
        "survey:\n  - {type: integer, name: many, label: How many?}\n"
        f"  - {{type: begin_repeat, name: child, label: Child{count}}}\n"
        "  - {type: text, name: called, label: Called?}\n  - {type: end_repeat}\n"
    )


@pytest.mark.parametrize(
    ("count", "copies", "told"),
    [
        (
            "",
            3,
            "Fill in one part for each one. "
            "Leave the other parts blank. If you need more parts, ask for another sheet.",
        ),
        (', repeat_count: "2"', 2, ""),
        (', repeat_count: "50"', 20, ""),
        (
            ', repeat_count: "${many}"',
            3,
            "Fill in as many parts as you wrote in question 1. "
            "Leave the other parts blank. If you need more parts, ask for another sheet.",
        ),
    ],
)
def test_a_repeat_is_printed_in_copies(tmp_path: Path, count: str, copies: int, told: str) -> None:
    soup = tree(tmp_path, repeat(count))
    assert [text(each) for each in soup.select("h3")] == [f"Child {number}" for number in range(1, copies + 1)]
    assert [text(each.select_one(".number")) for each in soup.select('[data-name="called"]')] == ["2."] * copies
    assert text(soup.select_one(".group")) == f"Child {told}".strip()


def test_the_number_of_copies_can_be_asked_for(tmp_path: Path) -> None:
    assert page(tmp_path, repeat(), instances=5).count('data-name="called"') == 5


def test_repeats_inside_repeats_do_not_become_a_book(tmp_path: Path) -> None:
    levels = range(4)
    begun = "".join(f'  - {{type: begin_repeat, name: r{level}, repeat_count: "20"}}\n' for level in levels)
    rows = f"survey:\n{begun}  - {{type: text, name: q, label: Why?}}\n" + "  - {type: end_repeat}\n" * 4
    # 20 of the outermost, 60 // 20 = 3 in each, then one in each of the 60.
    assert page(tmp_path, rows).count('data-name="q"') == 60


FILTERED = """  - {list_name: town, name: v, label: Valmont, columns: {region: north}}
  - {list_name: town, name: h, label: Hautbois, columns: {region: south}}
  - {list_name: town, name: e, label: Elsewhere, columns: {region: ""}}
  - {list_name: region, name: north, label: North}
  - {list_name: region, name: south, label: South}
survey:
  - {type: select_one region, name: region, label: Region?}
  - {type: select_one town, name: town, label: Town?, choice_filter: "%s"}
"""


def test_filtered_choices_are_printed_with_their_condition(tmp_path: Path) -> None:
    found = row(tree(tmp_path, FILTERED.replace("%s", "region = ${region} or region = ''")), "town")
    assert [text(each) for each in found.select(".only-these")] == [
        "Only if you answered “North” to question 1:",
        "Only if you answered “South” to question 1:",
    ]
    assert [text(each) for each in found.select(".options:not(.refusal) li")] == ["Valmont", "Hautbois", "Elsewhere"]


def test_choices_that_a_filter_never_offers_are_left_out(tmp_path: Path) -> None:
    found = row(tree(tmp_path, FILTERED.replace("%s", "region = 'north'")), "town")
    assert [text(each) for each in found.select(".options:not(.refusal) li")] == ["Valmont"]
    assert found.select(".only-these") == []


def test_a_filter_without_words_leaves_all_choices_and_is_told(tmp_path: Path) -> None:
    rows = FILTERED.replace("%s", "starts-with(region, ${region})")
    assert len(row(tree(tmp_path, rows), "town").select(".options:not(.refusal) li")) == 3
    assert [(each.name, each.column) for each in sheet(tmp_path, rows).unsaid] == [("town", "choice_filter")]


@pytest.mark.parametrize(("count", "printed"), [(50, 50), (51, 0)])
def test_a_long_list_is_a_line_to_write_on(tmp_path: Path, count: int, printed: int) -> None:
    lines = "".join(f"{number},Town {number}\n" for number in range(count))
    (tmp_path / "towns.csv").write_text(f"name,label\n{lines}", encoding="utf-8")
    found = row(tree(tmp_path, "survey:\n  - {type: select_one_from_file towns.csv, name: q, label: Town?}\n"), "q")
    assert len(found.select(".mark.round")) == printed and bool(found.select(".write")) is (printed == 0)


def test_other_is_a_choice_and_a_question_of_its_own(tmp_path: Path) -> None:
    soup = tree(tmp_path, "survey:\n  - {type: select_one needs or_other, name: q, label: What?}\n")
    assert text(row(soup, "q_other").select_one(".only")) == "Only if you answered “Other” to question 1."


def test_arabic_stands_from_right_to_left(tmp_path: Path) -> None:
    rows = 'survey:\n  - {type: text, name: q, label: {en: Why?, ar: "اتصل بالرقم 01 99 00 12 34 عند CNIL"}}\n'
    soup = tree(tmp_path, rows, "ar")
    assert soup.html is not None and (soup.html["dir"], soup.html["lang"]) == ("rtl", "ar")
    label = row(soup, "q").select_one(".label")
    assert label is not None
    assert [each.get_text() for each in label.select('bdi[dir="ltr"]')] == [
        "\u206601 99 00 12 34\u2069",
        "\u2066CNIL\u2069",
    ]
    style = soup.select_one("style")
    assert style is not None and '"صفحة " counter(page) " من " counter(pages)' in style.get_text()


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("**Bike**", "Bike"),
        ("# Assets\n*all* of them", "Assets all of them"),
        ('<span style="display:none">r1-Estimated cost?</span>', "r1-Estimated cost?"),
        ("One<br/>two", "One two"),
        ("See [the letter](https://survey.example.org/a).", "See the letter (https://survey.example.org/a)."),
        ("2 * 3 * 4 < 5 [all] #1", "2 * 3 * 4 < 5 [all] #1"),
        ("<script>x</script>", "<script>x</script>"),
    ],
)
def test_marks_of_other_programs_are_left_out(tmp_path: Path, label: str, words: str) -> None:
    rows = f"survey:\n  - {{type: text, name: q, label: {json.dumps(label)}}}\n"
    assert text(row(tree(tmp_path, rows), "q").select_one(".label")) == words


def test_a_language_without_a_catalog_keeps_its_direction_and_english_sentences_theirs(tmp_path: Path) -> None:
    folder = tmp_path
    html = page(folder, ONE.replace("Why?", "{en: Why?, fa: چرا؟}"), "fa")
    soup = BeautifulSoup(html, "html.parser")
    assert soup.html is not None and soup.html["dir"] == "rtl"
    sentence = row(soup, "q").select_one(".how-to")
    assert sentence is not None and sentence["lang"] == "en" and not sentence.has_attr("dir")
    assert sentence.get_text() == "\u2066Write your answer:\u2069"
