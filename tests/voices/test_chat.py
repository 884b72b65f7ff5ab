"""CHAT: main lines, times, roles, and codes that fall away while the words stay."""

from __future__ import annotations

import pytest
from voices.samples import CHAT, rules, said, times

from survey.voices.readers import chat
from survey.voices.transcript import ReadTranscript


def line(words: str) -> ReadTranscript:
    """The transcript of one main line."""
    return chat.read(f"@UTF8\n@Begin\n@Participants:\tSUB Subject\n*SUB:\t{words}\n@End\n".encode())


def test_the_sample_is_read_with_its_roles_and_times() -> None:
    transcript = chat.read(CHAT.encode())
    assert said(transcript) == [
        ("INV", "bonjour vous allez vous allez bien?"),
        ("Marie Petit", "euh (.) oui [laughs] merci […]."),
    ]
    assert times(transcript) == [(0, 1200), (1200, 4500)]
    assert transcript.roles == {"INV": "interviewer", "Marie Petit": "respondent"}
    assert rules(transcript) == [(6, "aside"), (8, "skipped"), (9, "not-heard")]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("oui .", "oui."),
        ("<je veux> [//] je voudrais .", "je veux je voudrais."),
        ("non [/] non [///] si [/-] oui .", "non non si oui."),
        ("<oui> [>] .", "oui."),
        ("+< oui [<1] .", "oui."),
        ("oui [!] non [!!] .", "oui non."),
        ("&=laughs oui &=imit:dog .", "[laughs] oui [imit dog]."),
        ("oui [=! ému] .", "oui [ému]."),
        ("&-uh &+fr &~x oui .", "uh fr x oui."),
        ("(.) (..) (1.5) oui .", "(.) (..) (1.5) oui."),
        ("xxx oui yyy .", "[…] oui […]."),
        ("je [: nous] vais [* m] .", "je vais."),
        ("ha [x 3] .", "ha [x 3]."),
        ("0le chat .", "chat."),
        ("bobo@b et hello@s:eng .", "bobo et hello."),
        ("au_revoir .", "au revoir."),
        ("no:n ou::i .", "non oui."),
        ("à 14:30 .", "à 14:30."),
        ("t(u) vois .", "t(u) vois."),
        ("oui +...", "oui…"),
        ("oui +..?", "oui…?"),
        ("oui +/.", "oui —"),
        ("oui +//.", "oui —"),
        ("oui +//?", "oui —?"),
        ('+" oui +"/.', "oui."),
        ("oui ‡ madame .", "oui, madame."),
        ("je &*INV:hm vais .", "je [INV: hm] vais."),
        ("oui [+ exc] .", "oui."),
        ("[- eng] yes .", "yes."),
        ("🙂 e\u0301te\u0301 نعم .", "🙂 été نعم."),
    ],
)
def test_the_words_of_a_main_line(words: str, text: str) -> None:
    assert said(line(words)) == [("SUB", text)]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("oui [= elle ment] .", "aside"),
        ("oui [% elle ment] .", "aside"),
        ("oui [?] .", "unclear"),
        ("oui [zut] .", "unknown-tag"),
        ("oui xxx .", "not-heard"),
        ("oui . \x150_99999999999\x15", "time-unreadable"),
        ("oui . \x152000_1000\x15", "ends-before-it-starts"),
        ("oui .\nnon .", "line-without-sign"),
        (".\n*XYZ:\toui .", "speaker-unlisted"),
    ],
)
def test_what_is_odd_is_told(words: str, rule: str) -> None:
    assert rule in [rule for _place, rule in rules(line(words))]


def test_an_older_bullet_and_one_that_an_editor_shows_as_a_dot_are_times() -> None:
    transcript = line('oui . \x15%snd:"a"_100_200\x15\n*SUB:\tnon . •200_300•')
    assert times(transcript) == [(100, 200), (200, 300)]


def test_a_line_without_a_sign_is_kept_with_the_words_above_or_by_itself() -> None:
    text = "@UTF8\n@Begin\n@Participants:\tSUB Subject\nmadame\n*SUB:\toui\nnon .\n%mor:\tx\nsi\n"
    transcript = chat.read(text.encode())
    assert said(transcript) == [("", "madame"), ("SUB", "oui non."), ("", "si")]
    assert rules(transcript) == [
        (4, "line-without-sign"),
        (6, "line-without-sign"),
        (7, "skipped"),
        (8, "line-without-sign"),
    ]


def test_names_that_two_people_share_stay_codes() -> None:
    text = "@Begin\n@Participants:\tSU1 Zoé Subject, SU2 Zoé Subject\n*SU1:\toui .\n*SU2:\tnon .\n"
    assert said(chat.read(text.encode())) == [("SU1", "oui."), ("SU2", "non.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeff@UTF8\r\n@Begin\r\n", True),
        ("@PID:\tx\n@Begin\n", True),
        ("@Participants:\tSUB Subject\n*SUB:\toui\n", True),
        ("L1 : @Begin oui", False),
        ("*SUB:\toui", False),
    ],
)
def test_a_file_is_told_by_its_headers(text: str, expected: bool) -> None:
    assert chat.recognises(text.encode()) is expected
