"""One small interview in each format that gives its turns one by one, after the descriptions of the formats."""

from __future__ import annotations

from survey.voices.transcript import ReadTranscript

TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><profileDesc><particDesc><listPerson>
<person xml:id="P1" role="interviewer"><persName><forename>Paul</forename> <surname>Roux</surname></persName></person>
<person xml:id="P2" role="informant"><persName>سعاد</persName></person>
</listPerson></particDesc></profileDesc></teiHeader>
<text><timeline unit="s" origin="#T0">
<when xml:id="T0" absolute="10:00:00"/>
<when xml:id="T1" interval="1.5" since="#T0"/>
<when xml:id="T2" interval="2.25" since="#T1"/>
</timeline><body>
<annotationBlock who="#P1" start="#T0" end="#T1">
<u><seg>Bonjour 🙂 <pause/></seg><seg>Ça va\u00a0?</seg></u></annotationBlock>
<u who="#P2" start="#T1" end="#T2" xml:lang="ar">نعم <vocal><desc>rire</desc></vocal>
<del type="repetition">أنا</del> أنا بخير</u>
</body></text></TEI>
"""

TRS = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE Trans SYSTEM "trans-14.dtd">
<Trans scribe="x" audio_filename="a" version="4" version_date="260131">
<Speakers>
<Speaker id="spk1" name="Enquêteur" check="no"/>
<Speaker id="spk2" name="Hélène"/>
</Speakers>
<Episode><Section type="report" startTime="0" endTime="7">
<Turn speaker="spk1" startTime="0" endTime="4">
<Sync time="0"/>
vous habitez ici <Event desc="rire" type="noise" extent="instantaneous"/>
<Sync time="2.5"/>
depuis longtemps
</Turn>
<Turn speaker="spk1 spk2" startTime="4" endTime="6.1">
<Sync time="4"/>
<Who nb="1"/>
ouais
<Who nb="2"/>
d'accord
</Turn>
<Turn startTime="6.1" endTime="7"><Sync time="6.1"/></Turn>
</Section></Episode></Trans>
"""

CHAT = """@UTF8
@Begin
@Languages:\tfra
@Participants:\tSUB Marie_Petit Target_Adult, INV Investigator
@ID:\tfra|corpus|SUB|||||Target_Adult|||
@Comment:\tchez elle
*INV:\tbonjour <vous allez> [/] vous allez bien ? \x150_1200\x15
%mor:\tx|y
*SUB:\t&-euh (.) oui &=laughs
\tmerci xxx . \x151200_4500\x15
%mor:\tx|y
@End
"""

WHISPER = """{"text": " Bonjour. Oui 🙂", "language": "fr", "segments": [
{"id": 0, "start": 0.0, "end": 4.28, "text": " Bonjour.", "speaker": "SPEAKER_00", "tokens": [1, 2]},
{"id": 1, "start": 4.28, "end": 5.1999999999999993, "text": " Oui 🙂", "speaker": "SPEAKER_01"}]}
"""

OTTER = """Entretien
Thu, Nov 26, 2026 10:00AM • 45:12

SUMMARY KEYWORDS
travail, famille

SPEAKERS
Claire, Paul Roux

Claire  00:00
Bonjour.

Paul Roux  00:51
Oui, à 14:30.

Bref : non

Transcribed by https://otter.ai
"""

SAMPLES = {
    "a.tei": TEI.encode(),
    "a.trs": TRS.encode("latin-1"),
    "a.cha": CHAT.encode(),
    "a.json": WHISPER.encode(),
    "a.txt": OTTER.encode(),
}
"""The samples by the names of their files."""


def said(transcript: ReadTranscript) -> list[tuple[str, str]]:
    """Who says what."""
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def times(transcript: ReadTranscript) -> list[tuple[int | None, int | None]]:
    """When each turn begins and ends."""
    return [(turn.start, turn.end) for turn in transcript.turns]


def rules(transcript: ReadTranscript) -> list[tuple[int, str]]:
    """What was told, with its place."""
    return [(repair.place, repair.rule) for repair in transcript.repairs]
