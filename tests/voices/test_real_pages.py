"""The twelve real interviews through the pages alone: sent, cleared of names, coded, searched, taken out and back."""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from conftest import BOTH_AT_LENGTH
from flask import Flask
from flask.testing import FlaskClient
from signed_in import page, post, sign_in, token
from staff_study import person, published
from voices.test_real_import import LIST
from voices.test_real_interviews import FILES
from voices.test_refi_round_trip import emptied, held
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from survey.privacy import coded_view
from survey.store import codings, rounds, transcripts
from survey.store.codings import Coding
from survey.store.studies import StudyRecord
from survey.voices.refi.importing import bring_in
from survey.voices.refi.writing import project

HOME = "/staff/tiny"
CODES = ("Confiance", "Famille", "L'argent", "Épreuve")
WORDS = re.compile(r"\w+(?:\W+\w+){2,6}")
LISTENS_FIRST = 5
"""Interviews that the second coder reads, too."""


def sent_in(client: FlaskClient, folder: Path) -> list[int]:
    """Send all files with their list through the page; the numbers they got."""
    contents = [(name, (folder / name).read_bytes()) for name in FILES] + [("interviews.csv", LIST.encode())]
    files = [FileStorage(io.BytesIO(content), name) for name, content in contents]
    entries: dict[str, Any] = {".csrf": token(client, "/staff/sign-in"), "files": files}
    boundary, body = encode_multipart(entries)  # in memory: the client itself would put it into a file
    kind = f"multipart/form-data; boundary={boundary}"
    links = page(client.post(f"{HOME}/interviews/upload", data=body, content_type=kind)).select(
        "#imported ~ ul a.lone-link"
    )
    return sorted(int(str(link["href"]).rsplit("/", 1)[1]) for link in links)


def turns_of(client: FlaskClient, number: int) -> dict[int, str]:
    """What is said in each turn, as the page for coding shows it."""
    shown = page(client.get(f"{HOME}/interviews/{number}/coding")).main
    assert shown is not None
    found = {}
    for turn in shown.select(".turn"):
        said = turn.select_one(".said")
        assert said is not None
        found[int(str(turn["id"]).removeprefix("turn-"))] = said.text
    return found


def passages(texts: dict[int, str], every: int) -> Iterator[tuple[dict[str, int], str]]:
    """Some words of every so manieth turn, and over the border to the next one; with the words themselves."""
    for place in list(texts)[::every]:
        found = WORDS.search(texts[place])
        if found:
            yield passage(place, found.start(), place, found.end()), found.group()
        after = WORDS.search(texts.get(place + 1, ""))
        if found and after:
            words = f"{texts[place][found.start() :]}\n{texts[place + 1][: after.end()]}"
            yield passage(place, found.start(), place + 1, after.end()), words


def passage(first: int, start: int, last: int, end: int) -> dict[str, int]:
    """The places as the page's script sends them."""
    return {"first_turn": first, "start": start, "last_turn": last, "end": end}


def coded(client: FlaskClient, number: int, book: list[str], most: int) -> Counter[str]:
    """Mark passages of an interview as the page does, and be done; the words that were meant, with their counts."""
    address = f"{HOME}/interviews/{number}/coding"
    shown, meant = page(client.get(address)), Counter[str]()
    sent = {".csrf": _value(shown, ".csrf"), "digest": _value(shown, "digest")}
    for count, (places, words) in enumerate(islice(passages(turns_of(client, number), 4), most)):
        said = {"codes": book[count % 4], "weight": str(count % 5 - 2), "is_key": "y" if count % 3 else ""}
        answer = client.post(f"{address}/mark", data={**sent, **said, **places})
        assert answer.status_code == 303, page(answer).main.text
        meant[words] += 1
    assert post(client, f"{address}/finish", sure="y").status_code == 303
    return meant


def _value(shown: BeautifulSoup | Tag, name: str) -> str:
    field = shown.select_one(f'main input[name="{name}"]')
    assert field is not None
    return str(field["value"])


def book_of(client: FlaskClient) -> list[str]:
    """Make the codes through their page; their keys, as the page for coding offers them."""
    for name in CODES:
        assert post(client, f"{HOME}/codebook/new", name=name, parent="").status_code == 303
    shown = page(client.get(f"{HOME}/interviews/1/coding")).main
    assert shown is not None
    return list(dict.fromkeys(str(box["value"]) for box in shown.select('input[name="codes"]')))


def replaced(client: FlaskClient) -> int:
    """Say that every word on the first page of the queue names a person, see what would change, and confirm it."""
    shown = page(client.get(f"{HOME}/names/")).main
    assert shown is not None
    words = [str(each["value"]) for each in shown.select("input[name^=word-]")]
    sent = {f"word-{place}": word for place, word in enumerate(words)}
    kinds = {f"as-{place}": "person" for place in range(len(words))}
    asked = page(post(client, f"{HOME}/names/preview", decided="yes", **sent, **kinds)).main
    assert asked is not None
    fields = {str(each["name"]): str(each["value"]) for each in asked.select("form[action$='/decide'] input")}
    told = page(client.post(f"{HOME}/names/decide", data=fields, follow_redirects=True)).select_one(".told")
    found = re.search(r"\d+", told.text if told else "")
    assert found is not None
    return int(found.group())


def every_quote_stands_there(client: FlaskClient, made: tuple[Coding, ...], numbers: dict[int, int]) -> None:
    """Each quote is what the page shows at its place, to the letter."""
    texts = {number: turns_of(client, number) for number in numbers.values()}
    for each in made:
        said, place = texts[numbers[each.transcript]], each.passage
        whole = "\n".join(said[turn] for turn in place.turns())
        tail = len(said[place.last_turn]) - place.end
        assert each.quote == whole[place.start : len(whole) - tail]


@BOTH_AT_LENGTH
def test_sent_cleared_coded_searched_taken_out_and_back(app: Flask, real_data: Path) -> None:
    record = published()
    for number in range(1, 13):
        person(record, f"p{number:02}")
    ana, ben = (sign_in(app.test_client(), "researcher", name) for name in ("ana", "ben"))
    assert sent_in(ana, real_data / "interviews") == list(range(1, 13))
    book = book_of(ana)
    meant = sum((coded(ana, number, book, 12) for number in range(1, 13)), Counter[str]())
    also = sum((coded(ben, number, book, 6) for number in range(1, LISTENS_FIRST + 1)), Counter[str]())
    assert Counter(each.quote for each in codings.of_study(record.id)) == meant + also
    assert sum(meant.values()) == 144 and len(rounds.of_study(record.id)) == 12 + LISTENS_FIRST
    found_through_the_pages(ana, record)
    assert replaced(ana) > 40
    assert any("[personne" in each.quote for each in codings.of_study(record.id))
    numbers = {each.id: each.number for each in transcripts.interviews(record.id)}
    every_quote_stands_there(ana, codings.of_study(record.id), numbers)
    out_and_back(ana, record)


def found_through_the_pages(client: FlaskClient, record: StudyRecord) -> None:
    """An inflected word is found, and with a code only where it was marked; passages by code show every quote."""
    shown = page(client.get(f"{HOME}/interviews/search?q=maquiller")).main
    assert shown is not None and "maquillée" in {mark.text for mark in shown.select("mark")}
    quotes: list[str] = []
    for number in range(1, 6):
        listed = page(client.get(f"{HOME}/interviews/passages?page={number}")).main
        assert listed is not None
        quotes += [said.text for said in listed.select(".hit .said")]
    assert Counter(quotes) == Counter(each.quote for each in codings.of_study(record.id))


def out_and_back(client: FlaskClient, record: StudyRecord) -> None:
    """The project that leaves finds everything there; into the emptied study it brings back every coding.

    Through the page readings come back under names of their own, since the accounts of their coders are there; by the
    command, which asks nobody who they are, under the same names, and the same bytes leave again.
    """
    before, written = held(record), project(coded_view.everything(record))
    left = post(client, f"{HOME}/exchange/file", file_format="qdpx").data
    assert left == written
    assert brought(client, left) == ["0", "4", "0", str(before.total())]
    emptied(record)
    assert brought(client, left) == ["4", "0", str(before.total()), "0"]
    assert held(record) == Counter()
    assert brought(client, left, hashlib.sha256(left).hexdigest()) == ["4", "0", str(before.total()), "0"]
    assert nameless(held(record)) == nameless(before)
    emptied(record)
    again = bring_in(record, "p.qdpx", written, coded_view.known_to_all(record), "ana")
    assert (again.codings_added, again.told) == (before.total(), ())
    assert held(record) == before and project(coded_view.everything(record)) == written


def nameless(codings_held: Counter[Any]) -> Counter[Any]:
    """The same without the names of coders."""
    return Counter((source, code, quote, said) for source, code, _coder, quote, said in codings_held.elements())


def brought(client: FlaskClient, content: bytes, tried: str = "") -> list[str]:
    """What the page tells of a project: codes new and known, passages new and known."""
    entries = {".csrf": token(client, "/staff/sign-in"), "tried": tried, "file": (io.BytesIO(content), "p.qdpx")}
    answer = client.post(f"{HOME}/exchange/", data=entries)
    assert answer.status_code == 200, page(answer).main.text
    return [each.get_text(strip=True) for each in page(answer).select("section.panel dd")][:4]
