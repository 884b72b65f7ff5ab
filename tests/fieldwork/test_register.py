"""A register file is read by the mapping of its study: every wrong row is said at once, none is half read."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from survey import csv_table
from survey.csv_table import TableError, TableProblem
from survey.fieldwork.register import RegisterFile, parse_register, read_register
from survey.instrument.plan import Plan
from survey.instrument.study import Arm, Help, ProfileVariable, Register, Retention, Study, Wave

REGISTER = Register(
    participant_id="matricule",
    arm="mesure",
    site="antenne",
    event="evenement",
    language="langue",
    household="foyer",
    worker="travailleur",
    entry_date="entree",
    support_start="debut",
    support_end="fin",
    profile=(ProfileVariable("age_band", "age", {"en": "Age"}, {"18-29": {"en": "18 to 29"}, "60+": {"en": "60"}}),),
    contact={"name": "nom", "email": "courriel"},
    values={"arm": {"conseil": "advice", "accompagnement": "support"}},
)
STUDY = Study(
    name="post_only",
    title={"en": "After the support"},
    default_language="fr",
    languages=("fr", "ar"),
    time_zone="Europe/Paris",
    design="post_only",
    instruments=("wellbeing",),
    waves=(Wave("post", {"en": "After"}),),
    arms=(Arm("advice", {"en": "Advice"}), Arm("support", {"en": "Support"})),
    events=(Arm("bereavement", {"en": "Bereavement"}),),
    sites=(Arm("north", {"en": "North"}), Arm("south", {"en": "South"})),
    register=REGISTER,
    filters=(),
    minimum_cell=10,
    help=Help("01", {"en": "Desk"}),
    notice={"en": "Notice"},
    consent={"en": "Yes"},
    expected_minutes=10,
    retention=Retention(12, 60),
    plan=Plan(),
)
HEADER = "matricule;mesure;antenne;evenement;langue;foyer;travailleur;entree;debut;fin;age;nom;courriel;inutile"
ROW = "A1;conseil;north;bereavement;fr;F7;Mme  Roy;2025-12-01;2026-01-02;31/03/2026;60+;Zoé Petit;zoe@example.org;x"


def parsed(*rows: str, header: str = HEADER, study: Study = STUDY) -> RegisterFile:
    return parse_register("\n".join((header, *rows)).encode(), study)


def problems(*rows: str, header: str = HEADER) -> list[TableProblem]:
    with pytest.raises(TableError) as caught:
        parsed(*rows, header=header)
    return list(caught.value.problems)


def with_cell(column: str, text: str) -> str:
    cells = ROW.split(";")
    cells[HEADER.split(";").index(column)] = text
    return ";".join(cells)


def test_a_row_is_read_by_the_mapping() -> None:
    (row,) = parsed(ROW).rows
    assert (row.participant_id, row.arm, row.site, row.event, row.language) == (
        "A1",
        "advice",
        "north",
        "bereavement",
        "fr",
    )
    assert (row.household, row.worker) == ("F7", "Mme Roy")
    assert (row.entry_date, row.support_start, row.support_end) == (
        datetime.date(2025, 12, 1),
        datetime.date(2026, 1, 2),
        datetime.date(2026, 3, 31),
    )
    assert row.profile == {"age_band": "60+"}
    assert row.contact == {"name": "Zoé Petit", "email": "zoe@example.org"}


def test_blank_cells_are_missing() -> None:
    (row,) = parsed("A1" + ";" * 13).rows
    assert (row.arm, row.site, row.event, row.language, row.household, row.worker) == (None,) * 6
    assert (row.entry_date, row.support_start, row.support_end) == (None,) * 3
    assert (row.profile, row.contact) == ({}, {})


def test_what_is_printed_of_a_row_holds_no_name() -> None:
    shown = repr(parsed(ROW))
    assert "Petit" not in shown and "Roy" not in shown and "F7" not in repr(parsed(ROW).rows[0])


@pytest.mark.parametrize(
    ("before", "separator"),
    [("", ","), ("", ";"), ("", "\t"), ("\ufeff", ";")],
    ids=["comma", "semicolon", "tab", "bom"],
)
def test_separators_and_byte_order_mark(before: str, separator: str) -> None:
    content = f"{before}{HEADER}\r\n{ROW}\r\n".replace(";", separator).encode()
    assert parse_register(content, STUDY).rows[0].participant_id == "A1"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_end_as_each_system_ends_them(line_end: str) -> None:
    assert len(parse_register(f"{HEADER}{line_end}{ROW}{line_end}".encode(), STUDY).rows) == 1


def test_the_separator_is_that_of_the_header_line_alone() -> None:
    study = replace(STUDY, register=Register(participant_id="id", contact={"address": "where"}))
    (row,) = parsed('A1,"1; 2; 3; rue"', header="id,where", study=study).rows
    assert row.contact == {"address": "1; 2; 3; rue"}


def test_a_quoted_line_break_is_one_row_as_in_a_spreadsheet() -> None:
    (problem,) = problems(with_cell("nom", '"Zoé\nPetit"'), with_cell("matricule", ""))
    assert problem.row == 3


def test_blank_rows_are_left_out_and_counted() -> None:
    (problem,) = problems(ROW, "", ";" * 13, with_cell("matricule", "A2").replace("conseil", "conseils"))
    assert (problem.row, problem.column) == (5, "mesure")


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("matricule", "", "blank"),
        ("matricule", "zoe@example.org", "looks like a name"),
        ("matricule", "Zoé Petit", "looks like a name"),
        ("matricule", "open-1", "open link"),
        ("matricule", "x" * 65, "longer than 64"),
        ("mesure", "conseils", "Did you mean 'conseil'? Allowed: 'conseil', 'accompagnement'."),
        ("mesure", "advice", "Allowed: 'conseil', 'accompagnement'."),
        ("antenne", "nord", "Did you mean 'north'?"),
        ("evenement", "naissance", "Allowed: 'bereavement'."),
        ("langue", "en", "Allowed: 'fr', 'ar'."),
        ("age", "30", "'30' is not a known age band. Allowed: '18-29', '60+'."),
        ("debut", "2026-02-30", "is not a date"),
        ("debut", "03-01-2026", "is not a date"),
        ("debut", "0226-01-03", "is not a date between 1900 and 2100"),
        ("fin", "01/01/2026", "The support ends on 2026-01-01 before it begins on 2026-01-02."),
        ("entree", "2026-04-01", "before it is entered on 2026-04-01"),
    ],
)
def test_a_wrong_cell_is_said_with_its_row_and_remedy(column: str, text: str, words: str) -> None:
    (problem,) = problems(with_cell(column, text))
    assert problem.row == 2
    assert problem.column == ("fin" if column == "entree" else column)
    assert words in f"{problem.what} {problem.remedy}"


def test_a_name_in_the_identifier_is_not_repeated_in_the_message() -> None:
    (problem,) = problems(with_cell("matricule", "zoe@example.org"))
    assert "zoe" not in str(problem)


def test_all_wrong_rows_are_said_at_once() -> None:
    rows = (ROW, ROW, with_cell("matricule", "A3").replace("north", "west").replace("60+", "6"), "A4;conseil")
    assert [(problem.row, problem.rule) for problem in problems(*rows)] == [
        (3, "duplicate"),
        (4, "age_band"),
        (4, "site"),
        (5, "cells"),
    ]


def test_a_row_with_more_cells_than_columns_is_refused() -> None:
    assert "15 cells, the header has 14" in problems(f"{ROW};more")[0].what


def test_separators_at_the_end_of_a_row_are_no_cells() -> None:
    assert len(parsed(f"{ROW};;").rows) == 1


def test_missing_columns_are_said_with_the_nearest_header() -> None:
    header = HEADER.replace("mesure", "mesures").replace("nom", "prénom")
    found = problems(ROW, header=header)
    assert [(problem.row, problem.column) for problem in found] == [(1, "mesure"), (1, "nom")]
    assert "'mesures'" in found[0].remedy and "'prénom'" in found[1].remedy


def test_two_columns_of_one_name_are_refused() -> None:
    (problem,) = problems(ROW, header=HEADER.replace("inutile", "mesure"))
    assert "2 columns" in problem.what


@pytest.mark.parametrize("text", ["٣١/٠٣/٢٠٢٦", "۳۱/۰۳/۲۰۲۶", "٢٠٢٦-٠٣-٣١", "31/3/2026"])
def test_dates_are_read_in_the_digits_of_other_scripts(text: str) -> None:
    assert parsed(with_cell("fin", text)).rows[0].support_end == datetime.date(2026, 3, 31)


def test_an_identifier_in_other_digits_is_the_same_identifier() -> None:
    assert problems(with_cell("matricule", "12"), with_cell("matricule", "١٢"))[0].rule == "duplicate"


def test_a_formula_is_text() -> None:
    assert parsed(with_cell("nom", "=1+1")).rows[0].contact["name"] == "=1+1"


@pytest.mark.parametrize(
    ("content", "rule", "words"),
    [
        (b"", "empty", "empty"),
        (HEADER.encode(), "empty", "no row"),
        (f"{HEADER}\n{ROW}\nA\0".encode(), "nul", "Line 3"),
        (f"{HEADER}\n{ROW}".encode("utf-16"), "nul", "Line 1"),
        (f"{HEADER}\n{ROW}".encode("latin-1"), "encoding", "Line 2 is not in UTF-8 (byte 0xe9)"),
        (f'{HEADER}\n{ROW}\nA2;"open'.encode(), "quotes", "cannot be read"),
    ],
    ids=["empty", "header only", "nul", "utf-16", "latin-1", "open quote"],
)
def test_a_file_that_is_no_register_is_refused(content: bytes, rule: str, words: str) -> None:
    with pytest.raises(TableError, match=r".") as caught:
        parse_register(content, STUDY)
    (problem,) = caught.value.problems
    assert problem.rule == rule
    assert words in problem.what


def test_an_open_quote_is_said_with_its_row() -> None:
    assert problems(ROW, 'A2;"open')[0].row == 3


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "MOST_ROWS", 1)
    assert problems(ROW, ROW)[0].rule == "too_many_rows"


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(csv_table, "LARGEST_FILE", 1024)
    (tmp_path / "register.csv").write_text("x" * 1025)
    with pytest.raises(TableError, match="too_large"):
        read_register(tmp_path / "register.csv", STUDY)


def test_an_absent_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="No such file"):
        read_register(tmp_path / "absent.csv", STUDY)


def test_the_digest_is_of_the_file_and_of_its_mapping() -> None:
    first, again = parsed(ROW).digest, parsed(ROW).digest
    corrected = replace(STUDY, register=replace(REGISTER, values={"arm": {"conseil": "support"}}))
    retitled = replace(STUDY, title={"en": "Another title"})
    assert first == again == parsed(ROW, study=retitled).digest
    assert first != parsed(ROW, study=corrected).digest
    assert first != parsed(ROW, "").digest


@pytest.mark.parametrize("before", ["sep=;\n", "SEP=;\r\n", "\n\n", ";;;\n", "  \r\n;\n"])
def test_what_stands_before_the_header_is_skipped_and_rows_keep_their_number(before: str) -> None:
    (problem,) = problems(with_cell("antenne", "nowhere"), header=before + HEADER)
    assert problem.row == before.count("\n") + 2


def test_a_header_longer_than_a_cell_may_be_is_told() -> None:
    (problem,) = problems(ROW, header="x" * 200_000)
    assert (problem.row, problem.rule) == (1, "quotes")


def test_a_long_header_of_many_columns_is_read() -> None:
    wide = HEADER + "".join(f";unused_column_{number}" for number in range(9_000))
    assert len(parsed(ROW + ";" * 9_000, header=wide).rows) == 1
