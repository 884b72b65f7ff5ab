"""The notice: marks are not printed, periods are those of the study, and a part that is lacking is told."""

from __future__ import annotations

import dataclasses

import pytest
from tiny_study import STUDY

from survey.instrument.notice import months_in_words, notice_paragraphs
from survey.instrument.notice_rules import notice_problems
from survey.instrument.placed import Placed
from survey.instrument.study import Retention, Study

ALL = (
    "[who] [why] Nous.\n\n[basis][refusal] Avec votre accord.\n\n"
    "[keep] Gardé {answers}, nom {contacts}.\n\n[rights] Appelez."
)


def with_notice(text: str, retention: Retention | None = None) -> Study:
    return dataclasses.replace(STUDY, notice={"fr": text}, retention=retention or Retention(12, 60))


def rules(of: Study) -> list[tuple[str, bool]]:
    return [(problem.rule, problem.severity == "warning") for problem in notice_problems(of, Placed("study.yaml", {}))]


def test_people_read_no_marks_and_the_periods_that_are_applied() -> None:
    read = notice_paragraphs(with_notice(ALL, Retention(6, 24)), "fr", of_register=True)
    assert read == ("Nous.", "Avec votre accord.", "Gardé 24 mois, nom 6 mois.", "Appelez.")


def test_a_notice_that_names_no_period_gets_a_sentence_of_its_own() -> None:
    read = notice_paragraphs(with_notice("Nous."), "fr", of_register=True, keeping="Gardé 60 mois.")
    assert read == ("Nous.", "Gardé 60 mois.")
    assert notice_paragraphs(with_notice(ALL), "fr", of_register=True, keeping="Gardé 60 mois.")[-1] == "Appelez."


def test_the_number_alone_and_every_kind() -> None:
    text = "{answers_months} {contacts_months} {originals_months} {logs_months} {logs} {other}"
    read = notice_paragraphs(with_notice(text, Retention(12, 60, 3, 6)), "en", of_register=True)
    assert read == ("60 12 3 6 6 months {other}",)


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (1, "en", "1 month"),
        (2, "es", "2 meses"),
        (1, "ar", "شهر واحد"),
        (2, "ar", "شهرين"),
        (6, "ar", "6 أشهر"),
        (12, "ar", "12 شهرًا"),
        (100, "ar", "100 شهر"),
        (12, "fr-x-facile", "12 mois"),
        (12, "prs", "12"),
    ],
)
def test_months_in_words(number: int, language: str, words: str) -> None:
    assert months_in_words(number, language) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ALL, []),
        ("Nous.", [("notice-part", True)]),
        (ALL.replace("[basis]", ""), [("notice-part", True)]),
        (ALL.replace("[rights]", "[right]"), [("notice-part", False), ("notice-part", True)]),
        (ALL.replace("{answers}", "60 mois"), [("notice-period", True)]),
    ],
)
def test_what_is_lacking_is_told(text: str, found: list[tuple[str, bool]]) -> None:
    assert rules(with_notice(text)) == found


@pytest.mark.parametrize(("months", "found"), [(5, ["wrong-retention"]), (6, []), (12, []), (13, ["wrong-retention"])])
def test_the_log_is_kept_six_to_twelve_months(months: int, found: list[str]) -> None:
    assert [rule for rule, _warning in rules(with_notice(ALL, Retention(12, 60, logs_months=months)))] == found
