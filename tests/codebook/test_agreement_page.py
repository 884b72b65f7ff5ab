"""Agreement on the page: published examples and figures by hand, its base, what is left out, and blindness."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from blind_pages import to_the_letter
from codebook.coders import by_measure, read, told, whole
from flask import Flask
from flask.testing import FlaskClient
from signed_in import page, post, sign_in
from staff_study import published

from survey.findings.answering import QUESTIONS
from survey.privacy.common_text import REASONS
from survey.store import codes, rounds, text_versions, transcripts
from survey.store.codes import NewCode
from survey.store.layers import AGAIN, Layer
from survey.store.moving import Replacement
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.store.text_versions import NewText

PAGE = "/staff/tiny/agreement/"
BOTH = f"{PAGE}?coder=ana&coder=ben&base="


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    return published()


@pytest.fixture
def code(record: StudyRecord) -> int:
    return codes.add(record, [NewCode("trust")], "ana")[0].id


@pytest.fixture
def ana(client: FlaskClient, record: StudyRecord) -> FlaskClient:
    sign_in(client, "researcher", "ana")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def asked(record: StudyRecord, **words: Any) -> Any:
    common = {"viewer": "ana", "coders": ["ana", "ben"], "again": False, "base": "all", "codes": None}
    return QUESTIONS["agreement"]({"study": record.name, "interviews": None, "language": "en", **common, **words})


def judged(record: StudyRecord, code: int, *by: str, number: int = 1) -> None:
    """Ana and Ben judge each turn of an interview: 1 where they marked it."""
    words = [f"word {turn}" for turn in range(len(by[0]))]
    found = told(record, number, *words)
    for coder, judgements in zip(("ana", "ben"), by, strict=True):
        read(record, found, coder, whole(code, judgements, words))


def rounded(rows: Any, code: int | None, unit: str, decimals: int) -> dict[str, float | None]:
    found = by_measure(rows, code, unit)
    return {name: None if row["value"] is None else round(row["value"], decimals) for name, row in found.items()}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("cells", "kappa", "ac1"),
    [
        ((40, 9, 6, 45), 0.70, 0.70),  # Feinstein and Cicchetti (1990), tables 1 and 2: the same agreement of 85 %
        ((80, 10, 5, 5), 0.32, 0.81),  # AC1 by hand: π = 0.875, chance 0.21875, (0.85 - 0.21875) / 0.78125 = 0.808
    ],
)
def test_turns_of_a_published_example(
    record: StudyRecord, code: int, cells: tuple[int, int, int, int], kappa: float, ac1: float
) -> None:
    both, first, second, neither = cells
    ana = "1" * (both + first) + "0" * (second + neither)
    judged(record, code, ana, "1" * both + "0" * first + "1" * second + "0" * neither)
    found = asked(record)
    for key in (code, None):  # with one code, it is all codes
        told_by = rounded(found["rows"], key, "turns", 2)
        assert (told_by["percent_agreement"], told_by["cohen_kappa"], told_by["gwet_ac1"]) == (0.85, kappa, ac1)
    one = by_measure(found["rows"], code, "turns")["cohen_kappa"]
    assert (one["n"], one["missing"], one["low"]) == (100, 0, None)
    assert one["why_not"] == "no interval: all of it is one interview"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_alpha_of_a_published_example_and_what_the_base_makes_of_it(record: StudyRecord, code: int) -> None:
    judged(record, code, "0100000010", "1110010000")  # Krippendorff (2011), A: binary, two observers, alpha 0.095
    assert rounded(asked(record)["rows"], code, "turns", 3)["krippendorff_alpha"] == 0.095
    marked = asked(record, base="marked")
    assert (marked["turns"], marked["turns_of_base"]) == (10, 5)
    assert rounded(marked["rows"], code, "turns", 3)["percent_agreement"] == 0.2  # by hand: 1 of the 5 marked turns


def test_characters_by_hand_and_the_page_tells_the_same(ana: FlaskClient, record: StudyRecord, code: int) -> None:
    # Interview 1: «abcdefghij» and «klmno». Ana marks 0-6, Ben 4-10 of the first: 2 of 10 characters both, 4 Ana alone,
    # 4 Ben alone, 5 of the second neither. Interview 2: 4 characters, both mark them all, and 6 neither.
    one = told(record, 1, "abcdefghij", "klmno")
    read(record, one, "ana", [(code, Passage(1, 0, 1, 6))])
    read(record, one, "ben", [(code, Passage(1, 4, 1, 10))])
    two = told(record, 2, "😀éàù", "pqrstu")
    for coder in ("ana", "ben"):
        read(record, two, coder, [(code, Passage(1, 0, 1, 4))])
    found = rounded(asked(record)["rows"], code, "characters", 4)
    # 25 characters: both 6, Ana alone 4, Ben alone 4, neither 11. Agreement 17/25 = 0.68.
    # kappa: chance (10·10 + 15·15)/625 = 0.52, (0.68 - 0.52)/0.48 = 1/3. alpha: of 50 judgements 20 are
    # yes and 30 no, 16 coincidences differ, 1 - 49·16/(2·20·30) = 0.3467.
    # AC1: π = 0.4, chance 2·0.4·0.6 = 0.48, 0.2/0.52.
    assert found == {
        "percent_agreement": 0.68,
        "cohen_kappa": 0.3333,
        "krippendorff_alpha": 0.3467,
        "gwet_ac1": 0.3846,
    }
    on_turns = rounded(asked(record)["rows"], code, "turns", 4)
    assert on_turns["percent_agreement"] == 1  # each turn is marked by both, or by neither
    shown = page(ana.get(f"{BOTH}all")).main
    cells = [
        " ".join(each.get_text(" ").split()) for each in shown.select("table")[1].select("tbody tr")[1].select("td")
    ]
    assert [each.split()[0] for each in cells[:4]] == ["68%", "0.33", "0.35", "0.38"]
    assert cells[4:] == ["25", "0"]
    rows = list(csv.DictReader(io.StringIO(ana.get(f"{PAGE}figures.csv?coder=ana&coder=ben&base=all").text)))
    exact = [row for row in rows if (row["Code"], row["Counted in"]) == ("trust", "characters")]
    assert [round(float(row["Value"]), 4) for row in exact] == list(found.values())
    assert {(row["Coders"], row["Base"], row["Interviews"]) for row in rows} == {("ana, ben", "all turns", "1, 2")}


def test_what_cannot_be_compared_is_left_out_with_its_reason(ana: FlaskClient, record: StudyRecord, code: int) -> None:
    words = ["one two", "three four"]
    closed, alone, changed, good = (told(record, number, *words) for number in range(1, 5))
    read(record, closed, "ana", [])
    read(record, closed, "ben", [], done=False)
    read(record, alone, "ana", [])
    read(record, changed, "ana", [])
    new = NewText(changed.digest, {1: [Replacement(0, 3, "[P1]")]}, {})
    text_versions.replace(record, changed, new, "ana")
    read(record, transcripts.interview(record.id, 3) or changed, "ben", [])
    for coder in ("ana", "ben"):
        read(record, good, coder, [(code, Passage(1, 0, 1, 3))])
    found = asked(record)
    assert found["interviews"] == [4]
    assert [each["interviews"] for each in found["left_out"]] == [(1,), (2,), (3,)]
    assert len(REASONS) == 5 and by_measure(found["rows"], code, "turns")["gwet_ac1"]["missing"] == 6
    shown = page(ana.get(f"{BOTH}all")).main.get_text(" ")
    assert "Somebody still codes it" in shown and "A name was replaced between the readings" in shown


def test_without_common_text_nothing_is_told_and_one_coder_is_no_comparison(
    ana: FlaskClient, record: StudyRecord, code: int
) -> None:
    read(record, told(record, 1, "one two"), "ana", [(code, Passage(1, 0, 1, 3))])
    read(record, told(record, 2, "one two"), "ben", [(code, Passage(1, 0, 1, 3))])
    assert {row["value"] for row in asked(record)["rows"]} == {None}
    assert not page(ana.get(f"{BOTH}all")).select("table")
    answer = ana.get(f"{PAGE}?coder=ana&base=all")
    assert answer.status_code == 422 and page(answer).select_one("#coders-mistake")
    assert ana.get(f"{PAGE}figures.csv?coder=ana&base=all").status_code == 422
    assert ana.get(PAGE).status_code == 200


def test_no_address_tells_what_another_marks_before_all_are_done(
    ana: FlaskClient, record: StudyRecord, code: int
) -> None:
    found = told(record, 1, "one two three", "four five")
    read(record, found, "ana", [(code, Passage(1, 0, 1, 3))])
    rounds.begin(found, Layer("ben"))
    addresses = [
        *(f"{BOTH}all", f"{BOTH}marked", f"{PAGE}figures.csv?coder=ana&coder=ben&base=all", f"{PAGE}1?coder=ben"),
        *(f"{PAGE}again", "/staff/tiny/interviews/1/consensus", "/staff/tiny/codebook/"),
    ]
    before = [to_the_letter(ana, address) for address in addresses]
    read(record, found, "ben", [(code, Passage(1, 4, 1, 7)), (code, Passage(2, 0, 2, 4))], done=False)
    assert [to_the_letter(ana, address) for address in addresses] == before
    for act in ("agree", "alike", "other", "disagree", "finish"):
        assert post(ana, f"/staff/tiny/interviews/1/consensus/{act}", turn="1").status_code == 422
    rounds.finish(record, found, Layer("ben"))
    after = [to_the_letter(ana, address) for address in addresses]
    assert all(now != then for now, then in zip(after[:4], before[:4], strict=True))


def test_side_by_side_says_where_coders_agree_and_where_one_is_alone(
    ana: FlaskClient, record: StudyRecord, code: int
) -> None:
    found = told(record, 1, "one two three", "four five")
    read(record, found, "ana", [(code, Passage(1, 0, 1, 7)), (code, Passage(2, 0, 2, 4))])
    read(record, found, "ben", [(code, Passage(1, 4, 1, 13))])
    turns = page(ana.get(f"{PAGE}1?coder=ana&coder=ben")).select(".apart-turn")
    assert [[each.string for each in turn.select(".how")] for turn in turns] == [
        ["marked by all alike", "marked by all alike"],
        ["marked by this coder alone"],
    ]
    assert [each.string for each in turns[0].select("q")] == ["one two", "two three"]


def test_a_sample_is_read_again_and_agreement_with_oneself_is_told_on_it_alone(
    ana: FlaskClient, record: StudyRecord, code: int
) -> None:
    words = [f"word {turn}" for turn in range(30)]
    found = told(record, 1, *words)
    read(record, found, "ana", whole(code, "1" * 30, words))
    assert post(ana, f"{PAGE}again").status_code == 303
    (again,) = [each for each in rounds.of_interview(found) if each.layer == AGAIN]
    assert again.turns is not None and len(again.turns) == 10
    link = page(ana.get(f"{PAGE}again")).select_one(".voice-card a")
    assert link is not None and link["href"] == "/staff/tiny/interviews/1/coding?layer=again"
    mine = f"{PAGE}?with=again&base=all"
    assert "You are reading it again" in page(ana.get(mine)).main.get_text(" ")
    marked = "".join("1" if turn in again.turns[:7] else "0" for turn in range(1, 31))
    read(record, found, "ana", whole(code, marked, words), layer=AGAIN)
    rows = asked(record, again=True, coders=[])["rows"]
    one = by_measure(rows, code, "turns")["percent_agreement"]
    assert (one["value"], one["n"]) == (0.7, 10)  # by hand: 7 of the 10 turns are marked again
    assert "70%" in page(ana.get(mine)).main.get_text(" ")
    post(ana, f"{PAGE}again")
    assert [each for each in rounds.of_interview(found) if each.layer == AGAIN][0].turns == again.turns
