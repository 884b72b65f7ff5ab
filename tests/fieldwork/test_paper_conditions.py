"""Conditions on paper: each shape has its sentence in four languages."""

import re
from pathlib import Path

import pytest
from markupsafe import Markup
from paper_sheets import sheet

from survey.fieldwork.paper.sheet import Asked, Told

ROWS = """survey:
  - {type: select_one yes_no, name: kids, label: {en: Kids?, fr: Enfants ?, ar: أطفال؟, es: ¿Hijos?}}
  - {type: integer, name: many, label: {en: Many?, fr: Combien ?, ar: كم؟, es: ¿Cuántos?}}
  - {type: select_multiple needs, name: needs, label: {en: Needs?, fr: Besoins ?, ar: ماذا؟, es: ¿Qué?}}
  - {type: date, name: born, label: {en: Born?, fr: Né le ?, ar: متى؟, es: ¿Nacido?}}
  - {type: text, name: town, label: {en: Town?, fr: Ville ?, ar: أين؟, es: ¿Ciudad?}}
  - {type: acknowledge, name: read, label: {en: Read., fr: Lu., ar: قُرئ., es: Leído.}}
  - {type: select_one needs, name: first, label: {en: First?, fr: D’abord ?, ar: أولًا؟, es: ¿Primero?}}
  - {type: decimal, name: rent, label: {en: Rent?, fr: Loyer ?, ar: إيجار؟, es: ¿Alquiler?}}
  - {type: calculate, name: again, calculation: "${kids}"}
  - {type: calculate, name: sum, calculation: "${many} * 2"}
  - {type: deviceid, name: device}
  - {type: text, name: asked, label: {en: Why?, fr: Pourquoi ?, ar: لماذا؟, es: ¿Por qué?}, relevant: "%s"}
"""

SENTENCES = [
    (
        "${kids} = 'yes'",
        "Only if you answered “Yes” to question 1.",
        "Seulement si vous avez répondu « Oui » à la question 1.",
        "Solo si respondió «Sí» a la pregunta 1.",
        "فقط إذا كان جوابك عن السؤال 1 هو «نعم».",
    ),
    (
        "${kids} != 'yes'",
        "Only if you did not answer “Yes” to question 1.",
        "Seulement si vous n’avez pas répondu « Oui » à la question 1.",
        "Solo si no respondió «Sí» a la pregunta 1.",
        "فقط إذا لم يكن جوابك عن السؤال 1 هو «نعم».",
    ),
    (
        "selected(${needs}, 'home')",
        "Only if you ticked “A home” in question 3.",
        "Seulement si vous avez coché « Un logement » à la question 3.",
        "Solo si marcó «Una vivienda» en la pregunta 3.",
        "فقط إذا اخترت «سكن» في السؤال 3.",
    ),
    (
        "not(selected(${needs}, 'home'))",
        "Only if you did not tick “A home” in question 3.",
        "Seulement si vous n’avez pas coché « Un logement » à la question 3.",
        "Solo si no marcó «Una vivienda» en la pregunta 3.",
        "فقط إذا لم يكن «سكن» من أجوبتك عن السؤال 3.",
    ),
    (
        "${many} > 2",
        "Only if your answer to question 2 is more than 2.",
        "Seulement si votre réponse à la question 2 est plus grande que 2.",
        "Solo si su respuesta a la pregunta 2 es más de 2.",
        "فقط إذا كان جوابك عن السؤال 2 أكثر من 2.",
    ),
    (
        "${many} >= 2 and ${many} <= 4",
        "Only if your answer to question 2 is 2 or more and your answer to question 2 is 4 or less.",
        "Seulement si votre réponse à la question 2 est 2 ou plus et votre réponse à la question 2 est 4 ou moins.",
        "Solo si su respuesta a la pregunta 2 es 2 o más y su respuesta a la pregunta 2 es 4 o menos.",
        "فقط إذا كان جوابك عن السؤال 2 هو 2 أو أكثر وكان جوابك عن السؤال 2 هو 4 أو أقل.",
    ),
    (
        "${many} = ''",
        "Only if you left question 2 blank.",
        "Seulement si vous n’avez rien répondu à la question 2.",
        "Solo si dejó en blanco la pregunta 2.",
        "فقط إذا تركت السؤال 2 بدون جواب.",
    ),
    (
        "${many} != ''",
        "Only if you answered question 2.",
        "Seulement si vous avez répondu à la question 2.",
        "Solo si respondió a la pregunta 2.",
        "فقط إذا أجبت عن السؤال 2.",
    ),
    (
        "count-selected(${needs}) >= 2",
        "Only if the number of boxes you ticked in question 3 is 2 or more.",
        "Seulement si le nombre de cases cochées à la question 3 est 2 ou plus.",
        "Solo si el número de casillas que marcó en la pregunta 3 es 2 o más.",
        "فقط إذا كان عدد أجوبتك عن السؤال 3 هو 2 أو أكثر.",
    ),
    (
        "${born} < date('2008-05-01')",
        "Only if your day in question 4 is before May 1, 2008.",
        "Seulement si votre date à la question 4 est avant : 1 mai 2008.",
        "Solo si su fecha en la pregunta 4 es antes de: 1 de mayo de 2008.",
        "فقط إذا كان التاريخ في السؤال 4 قبل 1 مايو 2008.",
    ),
    (
        "${read} = 'OK'",
        "Only if you ticked the box of question 6.",
        "Seulement si vous avez coché la case de la question 6.",
        "Solo si marcó la casilla de la pregunta 6.",
        "فقط إذا وضعت علامة في مربع السؤال 6.",
    ),
]

ENGLISH = [
    # One question, several answers: one clause.
    ("${first} = 'home' or ${first} = 'work'", "Only if you answered “A home” or “Work” to question 7."),
    ("${first} != 'home' and ${first} != 'work'", "Only if you did not answer “A home” or “Work” to question 7."),
    (
        "selected(${needs}, 'home') or selected(${needs}, 'work') or selected(${needs}, 'rest')",
        "Only if you ticked “A home”, “Work” or “Rest” in question 3.",
    ),
    ("not(${kids} = 'yes')", "Only if you did not answer “Yes” to question 1."),
    ("not(${kids} != 'yes')", "Only if you answered “Yes” to question 1."),
    ("'yes' = ${kids}", "Only if you answered “Yes” to question 1."),
    ("selected(${kids}, 'no')", "Only if you answered “No” to question 1."),
    ("../kids = 'no'", "Only if you answered “No” to question 1."),
    ("2 < ${many}", "Only if your answer to question 2 is more than 2."),
    ("${rent} = 512.5", "Only if your answer to question 8 is 512.5."),
    ("${many} = '3'", "Only if your answer to question 2 is 3."),
    # The contrary of "more" holds for a blank, too.
    ("not(${many} > 2)", "Only if your answer to question 2 is 2 or less or you left question 2 blank."),
    ("count-selected(${needs}) = 0", "Only if you left question 3 blank."),
    ("count-selected(${needs}) > 0", "Only if you answered question 3."),
    ("string-length(${town}) > 0", "Only if you answered question 5."),
    ("${town} = 'Valmont'", "Only if you answered “Valmont” to question 5."),
    ("${born} <= today()", "Only if your day in question 4 is today or earlier."),
    ("${many} > ${rent}", "Only if your answer to question 2 is more than your answer to question 8."),
    # A calculation that only repeats an answer is that answer.
    ("${again} = 'yes'", "Only if you answered “Yes” to question 1."),
    # What a choice can never be does not count against it.
    ("${kids} != 'perhaps' and ${many} > 2", "Only if your answer to question 2 is more than 2."),
    # A device tells nothing here: the condition always holds.
    ("${device} != 'x' and ${kids} = 'yes'", "Only if you answered “Yes” to question 1."),
    ("${device} = 'x' or ${kids} = 'yes'", "Only if you answered “Yes” to question 1."),
    # One choice of several and no other, as ODK compares.
    ("${needs} = 'home'", "Only if you ticked only “A home” in question 3."),
    ("true() and ${kids} = 'yes'", "Only if you answered “Yes” to question 1."),
]
DOUBT = "This question is not for everyone. If it does not fit your situation, leave it and go on."


def told(folder: Path, expression: str, language: str = "en") -> Told | None:
    found = next(
        row
        for row in sheet(folder, ROWS.replace("%s", expression), language).rows
        if isinstance(row, Asked) and row.question.name == "asked"
    )
    return found.told


def plain(text: str) -> str:
    return re.sub("[\u2066\u2069]", "", re.sub("<[^>]*>", "", text)).replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("sentences", SENTENCES, ids=lambda sentences: sentences[0])
def test_a_condition_has_its_sentence(tmp_path: Path, sentences: tuple[str, ...], language: str) -> None:
    found = told(tmp_path, sentences[0], language)
    assert found is not None and found.lines == () and found.doubt == ""
    assert plain(found.sentence) == sentences[1 + ["en", "fr", "es", "ar"].index(language)]


@pytest.mark.parametrize(("expression", "sentence"), ENGLISH)
def test_a_condition_is_read_as_it_is_meant(tmp_path: Path, expression: str, sentence: str) -> None:
    found = told(tmp_path, expression)
    assert found is not None and plain(found.sentence) == sentence and found.lines == ()


@pytest.mark.parametrize("expression", ["true()", "1 = 1", "${device} = ''", "${device} != 'x' or ${many} > 2"])
def test_what_always_holds_is_not_said(tmp_path: Path, expression: str) -> None:
    assert told(tmp_path, expression) is None


def test_many_conditions_stand_one_below_the_other(tmp_path: Path) -> None:
    found = told(tmp_path, "${kids} = 'yes' and ${many} > 2 and (${town} = '' or ${first} = 'rest')")
    assert found is not None and found.sentence == "Only if all of this is true:"
    assert found.lines == (
        "you answered “Yes” to question 1",
        "your answer to question 2 is more than 2",
        "you left question 5 blank or you answered “Rest” to question 7",
    )


def test_the_contrary_of_or_is_and(tmp_path: Path) -> None:
    found = told(tmp_path, "not(${kids} = 'yes' or ${first} = 'rest' or ${town} = '')")
    assert found is not None and found.sentence == "Only if all of this is true:"
    assert found.lines[0] == "you did not answer “Yes” to question 1" and found.lines[2] == "you answered question 5"


@pytest.mark.parametrize(
    "expression",
    [
        "${sum} > 4",
        "regex(${town}, 'x')",
        "${kids} = 'yes' or ${sum} > 4",
        "${kids} = 'perhaps'",
        "random() > 0.5",
        "${needs} != 'home'",
    ],
)
def test_what_has_no_words_is_told_honestly(tmp_path: Path, expression: str) -> None:
    made = sheet(tmp_path, ROWS.replace("%s", expression))
    found = made.rows[-1]
    assert isinstance(found, Asked) and found.told == Told(Markup(DOUBT))
    assert [(each.name, each.column, each.expression) for each in made.unsaid] == [("asked", "relevant", expression)]


def test_of_several_conditions_those_with_words_are_said(tmp_path: Path) -> None:
    made = sheet(tmp_path, ROWS.replace("%s", "${kids} = 'yes' and ${sum} > 4"))
    found = made.rows[-1]
    assert isinstance(found, Asked) and found.told is not None
    assert found.told.sentence == "Only if you answered “Yes” to question 1."
    assert found.told.doubt == "Even then, it may not fit your situation. If so, leave it and go on."
    assert [each.name for each in made.unsaid] == ["asked"]


PEOPLE = """survey:
  - {type: begin_repeat, name: member, label: Person}
  - {type: text, name: called, label: Name?}
  - {type: integer, name: age, label: Age?}
  - {type: end_repeat}
  - {type: begin_repeat, name: school, label: School}
  - {type: calculate, name: pupil, calculation: "indexed-repeat(${called}, ${member}, position(..))"}
  - {type: calculate, name: years, calculation: "indexed-repeat(${age}, ${member}, position(..))"}
  - {type: text, name: asked, label: "Where does ${pupil} go?", relevant: "${years} < 18"}
  - {type: end_repeat}
  - {type: text, name: after, label: After?, relevant: "${age} > 3"}
"""


def test_in_another_repeat_the_part_of_the_same_number_is_meant(tmp_path: Path) -> None:
    made = sheet(tmp_path, PEOPLE)
    found = next(row for row in made.rows if isinstance(row, Asked) and row.question.name == "asked")
    assert found.told is not None and found.told.sentence == (
        "Only if your answer to question 2 of the part with the same number is less than 18."
    )
    assert plain(found.paragraphs[0]) == (
        "Where does  (your answer to question 1 of the part with the same number) go?"
    )


def test_outside_a_repeat_it_is_not_said_which_instance_is_meant(tmp_path: Path) -> None:
    made = sheet(tmp_path, PEOPLE)
    last = made.rows[-1]
    assert isinstance(last, Asked) and last.told == Told(Markup(DOUBT))
    assert [(each.name, each.expression) for each in made.unsaid] == [("after", "${age} > 3")]


@pytest.mark.parametrize("never", ["false()", "FALSE", "1 = 2", "${device} = 'x'"])
def test_what_nobody_is_asked_is_not_printed_but_told(tmp_path: Path, never: str) -> None:
    made = sheet(tmp_path, ROWS.replace("%s", never))
    assert made.left_out == ("asked",) and "asked" not in made.numbers and len(made.rows) == 8
