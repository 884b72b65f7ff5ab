"""Each type reads what people type, gives it back, and says which rule was broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.instrument.definition import Choice, Question, Value
from survey.instrument.types import Mistake, module_of, question_type, type_names

LIST = (
    Choice("1", {"fr": "Jamais", "en": "Never"}),
    Choice("2", {"fr": "Parfois", "en": "Sometimes"}),
    Choice("oui", {"fr": "Oui", "en": "Yes"}),
)


def question(kind: str, parameters: str = "", appearance: str = "") -> Question:
    pairs = dict(pair.split("=") for pair in parameters.split())
    return Question(kind, "q", {"fr": "?"}, parameters=pairs, appearance=tuple(appearance.split()))


def cleaned(kind: str, *typed: str, parameters: str = "") -> Value | None:
    return question_type(kind).clean(question(kind, parameters), LIST, typed)


def test_the_types_are_those_found_in_the_folder() -> None:
    assert {"date", "decimal", "integer", "note", "range", "select_multiple", "select_one", "text"} <= set(type_names())
    assert list(type_names()) == sorted(type_names())
    assert module_of("dateTime") == "date_time" and module_of("levitate") == ""


@pytest.mark.parametrize("kind", type_names())
def test_nothing_typed_is_left_blank(kind: str) -> None:
    assert cleaned(kind) is None
    assert cleaned(kind, "") is None


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "  bonjour\r\nà tous ", "bonjour\nà tous"),
        ("text", "a\x00b", "ab"),
        ("text", "0", "0"),
        ("integer", "12", 12),
        ("integer", "0", 0),
        ("integer", "-3", -3),
        ("integer", "−3", -3),
        ("integer", "٢٠٢٦", 2026),
        ("integer", "۲۰۲۶", 2026),
        ("integer", "١٬٢٣٤", 1234),
        ("integer", "1 234", 1234),
        ("integer", "1\u202f234\u00a0567", 1234567),
        ("integer", "\u200f٤٢", 42),
        ("integer", "007", 7),
        ("decimal", "2,5", 2.5),
        ("decimal", "2.5", 2.5),
        ("decimal", "٢٫٥", 2.5),
        ("decimal", "٢،٥", 2.5),
        ("decimal", "1 234,5", 1234.5),
        ("decimal", ".5", 0.5),
        ("decimal", "-0", 0.0),
        ("date", "2026-11-30", "2026-11-30"),
        ("date", "30/11/2026", "2026-11-30"),
        ("date", "٣٠/١١/٢٠٢٦", "2026-11-30"),
        ("date", "۲۰۲۶-۱۱-۳۰", "2026-11-30"),
        ("date", "1.2.2026", "2026-02-01"),
        ("date", "30,11,2026", "2026-11-30"),
        ("time", "8:05", "08:05:00.000"),
        ("time", "8h05", "08:05:00.000"),
        ("time", "٢٣:٥٩", "23:59:00.000"),
        ("time", "08:05:09.5+02:00", "08:05:09.500+02:00"),
        ("time", "00:00Z", "00:00:00.000+00:00"),
        ("dateTime", "30/11/2026 8:05", "2026-11-30T08:05:00.000"),
        ("dateTime", "٣٠ ١١ ٢٠٢٦ ٨:٠٥", "2026-11-30T08:05:00.000"),
        ("dateTime", "2026-11-30T08:05:00.000+01:00", "2026-11-30T08:05:00.000+01:00"),
        ("acknowledge", "OK", "OK"),
        ("barcode", " 3 017620\t422003 ", "3 017620 422003"),
        ("geopoint", "48.8566 2.3522", "48.8566 2.3522"),
        ("geopoint", "48,8566 2,3522", "48.8566 2.3522"),
        ("geopoint", "48.8566,2.3522", "48.8566 2.3522"),
        ("geopoint", "٣٣٫٥١٣٨ ٣٦٫٢٧٦٥", "33.5138 36.2765"),
        ("geopoint", "−33.45 −70.66", "-33.45 -70.66"),
        ("geopoint", "0 -0.0 0 12.5", "0 0 0 12.5"),
        ("geotrace", "1 2\r\n3 4\n", "1 2 0 0;3 4 0 0"),
        ("geoshape", "1 2;3 4;5 6", "1 2 0 0;3 4 0 0;5 6 0 0;1 2 0 0"),
        ("select_one", "oui", "oui"),
        ("range", "٣", 3),
        ("range", "10", 10),
    ],
)
def test_what_is_typed_is_read(kind: str, typed: str, value: Value) -> None:
    got = cleaned(kind, typed)
    assert got == value
    assert type(got) is type(value)


def test_several_choices_are_kept_once_in_the_order_of_the_list() -> None:
    assert cleaned("select_multiple", "oui", "1", "oui") == ("1", "oui")


def test_a_range_with_a_decimal_step_gives_decimals() -> None:
    assert cleaned("range", "0,3", parameters="start=0 end=1 step=0.1") == 0.3


@pytest.mark.parametrize(
    ("kind", "typed", "rule"),
    [
        ("text", "x" * 10_001, "too_long"),
        ("integer", "12,5", "not_whole"),
        ("integer", "1,000", "not_whole"),
        ("integer", "douze", "not_a_number"),
        ("integer", "9" * 30, "out_of_range"),
        ("integer", "9007199254740993", "out_of_range"),
        ("decimal", "1e9", "not_a_number"),
        ("decimal", "nan", "not_a_number"),
        ("decimal", "1.234,5", "not_a_number"),
        ("decimal", "1,2,3", "not_a_number"),
        ("decimal", "1" * 400, "out_of_range"),
        ("date", "2026-02-30", "not_a_date"),
        ("date", "31/13/2026", "not_a_date"),
        ("date", "hier", "not_a_date"),
        ("date", "0000-01-01", "not_a_date"),
        ("time", "8:5", "not_a_time"),
        ("time", "24:00", "not_a_time"),
        ("time", "8:00 pm", "not_a_time"),
        ("time", "8:", "not_a_time"),
        ("time", "08:05+15:00", "not_a_time"),
        ("dateTime", "30/11/2026", "not_a_moment"),
        ("dateTime", "31/11/2026 8:05", "not_a_moment"),
        ("dateTime", "30/11/2026 25:05", "not_a_moment"),
        ("acknowledge", "yes", "not_in_list"),
        ("barcode", "1" * 1001, "too_long"),
        ("geopoint", "48.8566", "not_a_point"),
        ("geopoint", "ici", "not_a_point"),
        ("geopoint", "1 2 0 -1", "not_a_point"),
        ("geopoint", "90.1 0", "not_a_latitude"),
        ("geopoint", "0 180.1", "not_a_longitude"),
        ("geotrace", "1 2", "too_few_points"),
        ("geotrace", "1 2\n" * 501, "too_many_points"),
        ("geoshape", "1 2\n3 4", "too_few_points"),
        ("date", "0001-01-01", "year_too_far"),
        ("date", "١٠/٣/١٤٤٧", "year_too_far"),
        ("date", "2101-01-01", "year_too_far"),
        ("dateTime", "10/3/1447 08:30", "year_too_far"),
        ("select_one", "3", "not_in_list"),
        ("select_multiple", "3", "not_in_list"),
        ("range", "11", "out_of_range"),
        ("range", "0", "out_of_range"),
        ("range", "2.5", "off_step"),
        ("range", "2 et demi", "not_a_number"),
    ],
)
def test_what_cannot_be_taken_names_its_rule(kind: str, typed: str, rule: str) -> None:
    with pytest.raises(Mistake) as mistake:
        cleaned(kind, typed)
    assert mistake.value.rule == rule


def test_two_choices_for_one_are_refused() -> None:
    with pytest.raises(Mistake) as mistake:
        cleaned("select_one", "1", "2")
    assert mistake.value.rule == "more_than_one"


def test_a_mistake_tells_the_page_its_limits() -> None:
    with pytest.raises(Mistake) as mistake:
        cleaned("range", "7", parameters="start=0 end=5")
    assert mistake.value.values == {"minimum": "0", "maximum": "5"}


@pytest.mark.parametrize(
    ("kind", "value", "fields", "expression"),
    [
        ("text", "bonjour", ("bonjour",), "bonjour"),
        ("integer", 3, ("3",), "3"),
        ("decimal", 2.5, ("2.5",), "2.5"),
        ("decimal", 3.0, ("3",), "3.0"),
        ("decimal", 1e-7, ("0.0000001",), "0.0000001"),
        ("decimal", -2.5e-9, ("-0.0000000025",), "-0.0000000025"),
        ("decimal", 1e15, ("1000000000000000",), "1000000000000000.0"),
        ("decimal", 0.1 + 0.2, ("0.30000000000000004",), "0.30000000000000004"),
        ("date", "2026-01-10", ("2026-01-10",), "2026-01-10"),
        ("time", "08:05:00.000+01:00", ("08:05:00.000+01:00",), "08:05:00.000+01:00"),
        (
            "dateTime",
            "2026-11-30T08:05:00.000+01:00",
            ("2026-11-30T08:05:00.000+01:00",),
            "2026-11-30T08:05:00.000+01:00",
        ),
        ("rank", ("2", "1", "oui"), ("2 1", "1 2", "oui 3"), "2 1 oui"),
        ("geopoint", "48.8 2.3 0 12", ("48.8 2.3 0 12",), "48.8 2.3 0 12"),
        ("geotrace", "1 2 0 0;3 4 5 6", ("1 2\n3 4 5 6",), "1 2 0 0;3 4 5 6"),
        ("geoshape", "1 2 0 0;3 4 0 0;5 6 0 0;1 2 0 0", ("1 2\n3 4\n5 6\n1 2",), "1 2 0 0;3 4 0 0;5 6 0 0;1 2 0 0"),
        ("select_one", "1", ("1",), "1"),
        ("select_multiple", ("1", "oui"), ("1", "oui"), "1 oui"),
        ("range", 3, ("3",), "3"),
    ],
)
def test_a_value_goes_back_into_its_field(kind: str, value: Value, fields: tuple[str, ...], expression: str) -> None:
    kept = question_type(kind)
    assert kept.typed_text(value) == fields
    assert kept.expression_text(value) == expression
    assert cleaned(kind, *fields) == value


@pytest.mark.parametrize(
    ("kind", "value", "language", "words"),
    [
        ("select_one", "1", "fr", "Jamais"),
        ("select_one", "1", "es", "Jamais"),
        ("select_one", "gone", "fr", "gone"),
        ("select_multiple", ("1", "oui"), "en", "Never, Yes"),
        ("integer", 12, "ar", "12"),
        ("decimal", 2.0, "fr", "2"),
        ("date", "2026-01-10", "fr", "2026-01-10"),
        ("time", "08:05:00.000+01:00", "fr", "08:05"),
        ("dateTime", "2026-11-30T08:05:00.000+01:00", "fr", "2026-11-30 08:05"),
        ("rank", ("oui", "1", "2"), "en", "Yes, Never, Sometimes"),
        ("geopoint", "48.8566 2.3522 0 12", "fr", "48.8566, 2.3522"),
        ("geotrace", "1 2 0 0;3 4 0 0", "fr", "1 2\n3 4"),
    ],
)
def test_a_value_is_shown_in_words(kind: str, value: Value, language: str, words: str) -> None:
    assert question_type(kind).shown(value, LIST, language, "fr") == words


def test_the_codebook_lists_choices_or_the_line() -> None:
    assert question_type("select_one").codebook(question("select_one"), LIST, "en", "fr")[0] == ("1", "Never")
    line = question_type("range").codebook(question("range", "start=0 end=5"), (), "fr", "fr")
    assert line == [("start", "0"), ("end", "5"), ("step", "1")]
    assert question_type("text").codebook(question("text"), (), "fr", "fr") == []


@pytest.mark.parametrize("kind", type_names())
def test_each_type_says_how_it_is_put_on_paper(kind: str) -> None:
    assert question_type(kind).paper(question(kind))


@pytest.mark.parametrize(
    "parameters", ["start=5 end=5", "start=0 end=10 step=0", "start=0 end=10 step=3", "start=a", "end=100000"]
)
def test_a_line_that_cannot_be_drawn_is_an_authoring_problem(parameters: str) -> None:
    findings = question_type("range").check(question("range", parameters), ())
    assert [rule for rule, _, _ in findings] == ["wrong-parameter"]


ENTRIES = st.one_of(
    st.text(max_size=20),
    st.text("0123456789.,+-٠٢٫ /", max_size=25),
    st.floats(-1e15, 1e15).map(lambda number: f"{number:.40f}"),
    st.floats(-1e-3, 1e-3).map(lambda number: f"{number:.330f}"),
    st.dates().map(str),
)


@pytest.mark.parametrize("kind", [kind for kind in type_names() if question_type(kind).is_question])
@given(typed=st.lists(st.one_of(ENTRIES, st.sampled_from(["1", "2", "oui"])), max_size=3))
def test_what_was_accepted_is_accepted_again_when_its_page_is_sent_again(kind: str, typed: list[str]) -> None:
    parameters = "start=-1 end=1 step=0.0078125" if kind == "range" else ""
    try:
        value = cleaned(kind, *typed, parameters=parameters)
    except Mistake:
        return
    shown = () if value is None else question_type(kind).typed_text(value)
    assert cleaned(kind, *shown, parameters=parameters) == value


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ("start=0 end=999999999999999 step=0.000000000000001", "more than 1000 points"),
        ("start=0 end=999999999999999 step=0.7", "more than 1000 points"),
        ("start=0 end=10 step=3", "one never reaches 10"),
        ("start=123456789012345.1 end=123456789012345.123 step=0.001", "more figures than a number keeps"),
    ],
)
def test_a_line_without_points_to_choose_is_told(parameters: str, told: str) -> None:
    found = question_type("range").check(question("range", parameters), ())
    assert [rule for rule, _, _ in found] == ["wrong-parameter"]
    assert told in found[0][1]


@pytest.mark.parametrize(
    ("parameters", "typed"),
    [
        ("start=0 end=0.000001 step=0.0000001", "0,0000003"),
        ("start=-999999999999999 end=999999999999999 step=222222222222222", "-999999999999999"),
        ("start=999999999999990 end=999999999999999 step=1", "999999999999999"),
    ],
)
def test_a_line_of_very_small_or_large_numbers_is_taken(parameters: str, typed: str) -> None:
    assert question_type("range").check(question("range", parameters), ()) == []
    value = cleaned("range", typed, parameters=parameters)
    assert value is not None
    assert cleaned("range", *question_type("range").typed_text(value), parameters=parameters) == value
