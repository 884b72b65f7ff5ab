"""Every way of asking, on real pages: sizes, names and colours in both directions; what the scripts do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import markup
from browser.paces import AT_BOTH_PACES
from browser.person import choose, go_on, press
from browser.surveyor import SCHEMES, Surveyor
from conftest import BOTH_AT_LENGTH
from flask import Flask
from playwright.sync_api import expect
from small_study import link_to, published

from survey.accessibility import WIDTHS
from survey.store.studies import StudyRecord

pytestmark = AT_BOTH_PACES
QUESTIONS = """
choices:
  - {list_name: often, name: "1", label: {fr: Jamais, ar: أبدا}}
  - {list_name: often, name: "2", label: {fr: Parfois, ar: أحيانا}}
  - {list_name: often, name: "3", label: {fr: Souvent, ar: غالبا}}
  - {list_name: often, name: "4", label: {fr: Toujours, ar: دائما}}
  - {list_name: needs, name: home, label: {fr: Un logement stable et adapté à ma famille, ar: سكن مستقر يناسب عائلتي}}
  - {list_name: needs, name: work, label: {fr: Du travail, ar: عمل}}
  - {list_name: needs, name: papers, label: {fr: Des papiers, ar: أوراق}}
  - {list_name: needs, name: friends, label: {fr: Des amis, ar: أصدقاء}}
survey:
  - {type: begin_group, name: times, label: {fr: Les jours et les heures, ar: الأيام والساعات}, appearance: field-list}
  - {type: time, name: wakes, label: {fr: À quelle heure vous levez-vous ?, ar: في أي ساعة تستيقظ؟}}
  - {type: dateTime, name: met, label: {fr: Quand était le rendez-vous ?, ar: متى كان الموعد؟}}
  - {type: date, name: month, label: {fr: Depuis quel mois ?, ar: منذ أي شهر؟}, appearance: month-year}
  - {type: date, name: year, label: {fr: Depuis quelle année ?, ar: منذ أي سنة؟}, appearance: year}
  - {type: end_group}
  - {type: begin_group, name: ranks, label: {fr: L’ordre, ar: الترتيب}, appearance: field-list}
  - {type: rank needs, name: order, label: {fr: Qu’est-ce qui compte le plus ?, ar: ما الأهم؟}}
  - {type: range, name: trust, label: {fr: Confiance, ar: الثقة}, parameters: start=0 end=10 step=1}
  - {type: range, name: percent, label: {fr: Part, ar: النسبة}, parameters: start=0 end=100 step=1}
  - {type: end_group}
  - {type: begin_group, name: places, label: {fr: Le lieu, ar: المكان}, appearance: field-list}
  - {type: geopoint, name: spot, label: {fr: Où êtes-vous ?, ar: أين أنت؟}}
  - {type: geotrace, name: way, label: {fr: Le chemin, ar: الطريق}}
  - {type: barcode, name: code, label: {fr: Le code-barres, ar: الرمز الشريطي}}
  - {type: acknowledge, name: agreed, label: {fr: "Vos réponses restent ici.", ar: تبقى إجاباتك هنا.}}
  - {type: end_group}
  - {type: begin_group, name: choosing, label: {fr: Choisir, ar: الاختيار}, appearance: field-list}
  - {type: select_one needs, name: minimal, label: {fr: Dans une liste, ar: في قائمة}, appearance: minimal}
  - {type: select_one needs, name: columns, label: {fr: En colonnes, ar: في أعمدة}, appearance: columns-2}
  - {type: select_multiple needs, name: packed, label: {fr: Serrés, ar: متقاربة}, appearance: columns-pack}
  - {type: select_multiple needs or_other, name: others, label: {fr: Autre chose ?, ar: شيء آخر؟}}
  - {type: end_group}
  - {type: begin_group, name: table, label: {fr: Humeur, ar: المزاج}, appearance: table-list}
  - {type: select_one often, name: heading, label: {fr: Ces jours-ci, ar: هذه الأيام}, appearance: label}
  - {type: select_one often, name: calm, label: {fr: Calme, ar: هادئ}, appearance: list-nolabel}
  - {type: select_one often, name: sad, label: {fr: Triste, ar: حزين}, appearance: list-nolabel}
  - {type: end_group}
  - {type: begin_group, name: followed, label: {fr: Suite, ar: تكملة}, appearance: field-list}
  - {type: select_one often, name: sleeps, label: {fr: Dormez-vous bien ?, ar: هل تنام جيدا؟}, appearance: likert}
  - type: text
    name: why
    label: {fr: "Qu’est-ce qui vous réveille ?", ar: ما الذي يوقظك؟}
    relevant: ${sleeps} = '1'
    appearance: multiline
  - {type: integer, name: hours, label: {fr: Combien d’heures ?, ar: كم ساعة؟}}
  - type: note
    name: told
    label: {fr: "Vous dormez ${hours} heures.", ar: "تنام ${hours} ساعات."}
    relevant: ${hours} > 0
  - {type: end_group}
  - {type: begin_group, name: files, label: {fr: Fichiers, ar: الملفات}, appearance: field-list}
  - {type: image, name: photo, label: {fr: Une photo, ar: صورة}}
  - {type: file, name: letter, label: {fr: Une lettre, ar: رسالة}}
  - {type: end_group}
  - {type: begin_group, name: onpage, label: {fr: Votre foyer, ar: أسرتك}, appearance: field-list}
  - {type: begin_repeat, name: member, label: {fr: Une personne, ar: شخص}}
  - {type: text, name: first, label: {fr: Son prénom, ar: الاسم}}
  - {type: integer, name: age, label: {fr: "L’âge de ${first}", ar: "عمر ${first}"}}
  - type: select_one often
    name: school
    label: {fr: "${first} va-t-il à l’école ?", ar: "هل يذهب ${first} إلى المدرسة؟"}
    relevant: ${age} < 18
  - {type: end_repeat}
  - {type: end_group}
  - {type: begin_repeat, name: visit, label: {fr: Une visite, ar: زيارة}, appearance: field-list}
  - {type: text, name: who, label: {fr: Qui ?, ar: من؟}}
  - {type: end_repeat}
"""
PARIS = {"latitude": 48.8566, "longitude": 2.3522, "accuracy": 16.4}


@pytest.fixture
def study(app: Flask, tmp_path: Path) -> StudyRecord:
    """A study that asks in every way."""
    return published(tmp_path, QUESTIONS)


@pytest.fixture
def link(study: StudyRecord, base: str) -> str:
    """The address of a personal link."""
    return base + link_to(study)


def begin(page: Any, link: str, language: str = "fr") -> str:
    """Come to the first question; the address of all pages."""
    choose(page, link, language)
    press(page, '.go[value="accept"]')
    return str(page.url).rpartition("/")[0]


@BOTH_AT_LENGTH
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_way_of_asking_is_seen_and_reached(device: Any, base: str, link: str, language: str) -> None:
    surveyor = Surveyor(device(locale=language).new_page(), base, looked_at=WIDTHS)
    page = surveyor.page
    begin(page, link, language)
    while "/page/" in page.url:
        name = page.url.rpartition("/")[2]
        if name == "onpage":
            page.fill("[name='first[1]']", "Ana")
            page.fill("[name='age[1]']", "7")
            press(page, "[name='.act'][value='add member']")
        surveyor.note(name)
        go_on(page)
    assert len(surveyor.facts) == 10
    for fact in ("overflow", "cut", "small", "repeated", "lost", "unlabelled"):
        assert surveyor.of(fact) == {}, fact
    assert {page: found for page, found in surveyor.flaws.items() if found} == {}
    assert len(surveyor.flaws) == 10 * len(WIDTHS)
    assert markup.validated(surveyor.markup) == []
    assert {name: roles for name, roles in surveyor.nameless.items() if roles} == {}
    faint = [
        (name, scheme, text, ratio)
        for name, schemes in surveyor.contrasts.items()
        for scheme in SCHEMES
        for text, ratio in schemes[scheme].items()
        if ratio < 4.5
    ]
    assert (faint, surveyor.complaints, surveyor.foreign) == ([], [], [])


def test_what_is_asked_more_is_told_gently_and_takes_no_focus(device: Any, link: str) -> None:
    page = device().new_page()
    page.goto(begin(page, link) + "/followed")
    told = page.locator("[role=status][data-told]")
    page.wait_for_selector("template.later", state="detached")
    assert told.inner_text() == "" and not page.locator("#why-1").is_visible()
    page.check("[name=sleeps][value='1']")
    assert told.inner_text() == "Cette page contient maintenant d’autres questions."
    assert page.evaluate("document.activeElement.name") == "sleeps"
    page.fill("#why-1", "Le bruit")
    page.check("[name=sleeps][value='2']")
    assert not page.locator("#why-1").is_visible() and told.inner_text() == ""
    page.check("[name=sleeps][value='1']")
    assert page.input_value("#why-1") == "Le bruit"
    page.fill("#hours-1", "٦")
    assert page.locator("[data-question=told]").inner_text() == "Vous dormez 6 heures."
    go_on(page)
    assert not page.url.endswith("/followed")


def test_a_label_in_a_repeat_follows_its_own_instance(device: Any, link: str) -> None:
    page = device().new_page()
    page.goto(begin(page, link) + "/onpage")
    press(page, "[name='.act'][value='add member']")
    page.wait_for_selector("template.later", state="detached")
    page.fill("[name='first[2]']", "Léa")
    assert page.locator("label[for='age[2]-1']").inner_text() == "L’âge de Léa"
    assert page.locator("label[for='age[1]-1']").inner_text() == "L’âge de"
    page.fill("[name='age[2]']", "9")
    assert page.locator("[data-question='school[2]']").is_visible()
    assert not page.locator("[data-question='school[1]']").is_visible()


def test_a_place_is_filled_in_only_when_a_person_asks_for_it(device: Any, link: str) -> None:
    page = device(permissions=["geolocation"], geolocation=PARIS).new_page()
    page.goto(begin(page, link) + "/places")
    page.wait_for_selector("[data-position] button")
    assert page.input_value("[name='spot.latitude']") == ""
    page.click("[data-position] button")
    expect(page.locator("[name='spot.latitude']")).not_to_have_value("")
    parts = [page.input_value(f"[name='spot.{part}']") for part in ("latitude", "longitude", "accuracy")]
    assert parts == ["48.856600", "2.352200", "17"]


def test_without_javascript_there_is_no_button_that_does_nothing(device: Any, link: str) -> None:
    page = device(java_script_enabled=False).new_page()
    page.goto(begin(page, link) + "/places")
    assert page.locator("[name='spot.latitude']").is_visible() and not page.locator("[data-position]").is_visible()
    page.goto(page.url.replace("places", "followed"))
    assert not page.locator("#why-1").count()
    page.check("[name=sleeps][value='1']")
    go_on(page)
    assert page.url.endswith("/followed") and page.locator("#why-1").is_visible()
