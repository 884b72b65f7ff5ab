"""TEI and ISO 24624: utterances, people and roles, the time line, sounds and what was not heard."""

from __future__ import annotations

import pytest
from voices.samples import TEI, rules, said, times

from survey.voices.readers import tei
from survey.voices.transcript import ReadTranscript, TranscriptError

NAMESPACE = 'xmlns="http://www.tei-c.org/ns/1.0"'


def utterance(within: str, attributes: str = "") -> ReadTranscript:
    """The transcript of one utterance."""
    return tei.read(f"<TEI {NAMESPACE}><text><body><u{attributes}>{within}</u></body></text></TEI>".encode())


def timed(*points: str, unit: str = "s", origin: str = "#T0") -> list[int | None]:
    """When utterances begin that start at these points, by the attributes of the points."""
    whens = "".join(f'<when xml:id="T{number}" {point}/>' for number, point in enumerate(points))
    said = "".join(f'<u start="#T{number}">oui</u>' for number in range(len(points)))
    line = f'<timeline unit="{unit}" origin="{origin}">{whens}</timeline>'
    return [turn.start for turn in tei.read(f"<TEI {NAMESPACE}><text>{line}{said}</text></TEI>".encode()).turns]


def test_the_sample_is_read_with_its_people_roles_and_times() -> None:
    transcript = tei.read(TEI.encode())
    assert said(transcript) == [("Paul Roux", "Bonjour 🙂 (.) Ça va\u00a0?"), ("سعاد", "نعم [rire] أنا أنا بخير")]
    assert times(transcript) == [(0, 1500), (1500, 3750)]
    assert transcript.roles == {"Paul Roux": "interviewer", "سعاد": "respondent"}
    assert [turn.place for turn in transcript.turns] == [13, 14]
    assert rules(transcript) == []


@pytest.mark.parametrize(
    ("within", "text"),
    [
        ("je \n  suis   là", "je suis là"),
        ("<seg>un</seg><seg>deux</seg>", "un deux"),
        ("je<seg>ter</seg>", "jeter"),
        ("<w>je</w><w>suis</w>\n<pc>,</pc> <w>là</w>", "je suis, là"),
        ("<w>là</w> <pc>?</pc>", "là ?"),
        ('oui<pause dur="PT2.5S"/>non', "oui (2.5) non"),
        ('oui<pause type="long"/>non', "oui (..) non"),
        ("<kinesic><desc>hoche la tête</desc></kinesic>oui", "[hoche la tête] oui"),
        ("<incident/>oui", "[incident] oui"),
        ('<vocal type="rire"/>oui', "[rire] oui"),
        ("<del>je</del> je", "je je"),
        ("<choice><orig>chuis</orig><reg>je suis</reg></choice> là", "chuis là"),
        ("<unclear>oui</unclear>", "oui"),
        ("oui <unclear/>", "oui […]"),
        ('<gap reason="inaudible"/> oui', "[…] oui"),
        ("oui<note>elle ment</note>", "oui"),
        ("oui<spanGrp><span>x</span></spanGrp>", "oui"),
        ("<emph>oui</emph> &amp; non", "oui & non"),
        ("oui<x xmlns='urn:other'> non</x>", "oui non"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_the_words_of_an_utterance(within: str, text: str) -> None:
    assert said(utterance(within)) == [("", text)]


@pytest.mark.parametrize(
    ("within", "rule"),
    [
        ("<unclear>oui</unclear>", "unclear"),
        ("oui <unclear/>", "not-heard"),
        ("oui <gap/>", "not-heard"),
        ("oui<note>elle ment</note>", "aside"),
        ("oui<spanGrp/>", "skipped"),
    ],
)
def test_what_is_no_plain_word_is_told(within: str, rule: str) -> None:
    assert [rule for _place, rule in rules(utterance(within))] == [rule]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (('absolute="10:00:00"', 'interval="1.5" since="#T0"', 'interval="2" since="#T1"'), [0, 1500, 3500]),
        (('absolute="0"', 'interval="20.701" since="T0"'), [0, 20701]),
        (("", 'interval="1"', 'interval="1"'), [0, 1000, 2000]),
        (('interval="0.0" since="#T0"', 'interval="3.9066639" since="#T0"'), [0, 3907]),
        (('absolute="10:00:00"', 'absolute="10:00:02.5"'), [0, 2500]),
        (('absolute="2026-01-31T10:00:00Z"', 'absolute="2026-01-31T10:01:00Z"'), [0, 60_000]),
        (("", 'interval="1" since="#T2"', 'interval="1" since="#T0"'), [0, 2000, 1000]),
        (("", 'interval="1" since="#T2"', 'interval="1" since="#T1"'), [0, None, None]),
        (("", 'interval="unknown"'), [0, None]),
        (("", 'interval="-1" since="#T0"'), [0, None]),
        (("", 'interval="1e99" since="#T0"'), [0, None]),
        (("", 'interval="NaN" since="#T0"'), [0, None]),
    ],
)
def test_the_points_of_a_time_line(points: tuple[str, ...], expected: list[int | None]) -> None:
    assert timed(*points) == expected


@pytest.mark.parametrize(("unit", "expected"), [("ms", 90), ("min", 5_400_000), ("h", 324_000_000), ("lune", None)])
def test_the_units_of_a_time_line(unit: str, expected: int | None) -> None:
    assert timed("", 'interval="90" since="#T0"', unit=unit)[1] == expected


def test_anchors_give_the_times_of_an_utterance_and_those_within_are_told() -> None:
    line = '<timeline unit="s"><when xml:id="a"/>' + "".join(
        f'<when xml:id="{key}" interval="1"/>' for key in ("b", "c")
    )
    anchors = '<u><anchor synch="#a"/>oui <anchor synch="#b"/>et <anchor synch="#c"/></u>'
    transcript = tei.read(f"<TEI {NAMESPACE}><text>{line}</timeline>{anchors}</text></TEI>".encode())
    assert times(transcript) == [(0, 2000)]
    assert rules(transcript) == [(0, "times-inside")]


def test_a_time_and_a_speaker_that_the_file_does_not_know_are_told_and_the_words_stay() -> None:
    transcript = utterance("oui", ' who="#P9" start="#T9"')
    assert said(transcript) == [("P9", "oui")]
    assert times(transcript) == [(None, None)]
    assert rules(transcript) == [(1, "speaker-unlisted"), (1, "time-unreadable")]


def test_two_people_of_one_name_are_kept_apart_by_their_keys() -> None:
    people = "".join(f'<person xml:id="P{n}"><persName>Zoé Petit</persName></person>' for n in (1, 2))
    spoken = '<u who="#P1">oui</u><u who="#P2">non</u>'
    transcript = tei.read(f"<TEI {NAMESPACE}>{people}<text>{spoken}</text></TEI>".encode())
    assert said(transcript) == [("P1", "oui"), ("P2", "non")]
    assert rules(transcript) == [(1, "speakers-alike"), (1, "speakers-alike")]


def test_a_sound_between_utterances_is_told_and_an_utterance_within_another_is_a_turn() -> None:
    transcript = tei.read(
        f"<TEI {NAMESPACE}><text><incident><desc>porte</desc></incident><u>oui <u>si</u> non</u></text></TEI>".encode()
    )
    assert said(transcript) == [("", "oui non"), ("", "si")]
    assert rules(transcript) == [(1, "aside")]


def test_a_file_without_namespace_or_with_a_prefix_is_read() -> None:
    assert said(tei.read(b"<TEI><text><u>oui</u></text></TEI>")) == [("", "oui")]
    prefixed = b'<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0"><t:text><t:u>oui</t:u></t:text></t:TEI>'
    assert tei.recognises(prefixed)
    assert said(tei.read(prefixed)) == [("", "oui")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_that_is_declared_is_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><TEI><text><u>été</u></text></TEI>'
    assert said(tei.read(text.encode(encoding))) == [("", "été")]


def test_an_encoding_that_is_declared_wrongly_is_told() -> None:
    text = '<?xml version="1.0" encoding="UTF-8"?><TEI><text><u>été à côté</u></text></TEI>'
    transcript = tei.read(text.encode("cp1252"))
    assert said(transcript) == [("", "été à côté")]
    assert (0, "encoding-guessed") in rules(transcript)


def test_broken_xml_is_refused_with_its_line() -> None:
    with pytest.raises(TranscriptError) as refused:
        tei.read(b"<TEI>\n<text>\n<u>oui</seg></text></TEI>")
    (problem,) = refused.value.problems
    assert (problem.place, problem.rule) == (3, "xml-broken")
