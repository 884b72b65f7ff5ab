"""The floor: a bare Flask page of as many questions and bytes as ours, and an insert of one row; nothing else."""

from __future__ import annotations

import argparse
import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, render_template, request

from survey import extensions, server

PAGE = """<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body>
<form method="post">
{% for question in questions %}<fieldset><legend>{{ question.label }}</legend>
{% if question.options %}{% for option in question.options %}<label><input type="radio" name="{{ question.name }}" value="{{ option.name }}">{{ option.label }}</label>
{% endfor %}{% else %}<input type="text" name="{{ question.name }}">
{% endif %}</fieldset>
{% endfor %}<button>{{ title }}</button>
</form>
</body>
</html>
"""  # noqa: E501 - one question a line, as the page has it
TEMPLATE = "page.html"
TITLE = "Questions"


@dataclass(frozen=True, slots=True)
class Shape:
    """A page of ours to be matched: how many options each question has (0: typed), and its bytes."""

    options: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a question."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a bare page."""

    name: str
    label: str
    options: tuple[Option, ...]


def create_floor(shapes: Sequence[Shape], folder: Path) -> Flask:
    """A bare application with one page per shape; POST inserts what was sent as one row."""
    (folder / TEMPLATE).write_text(PAGE, encoding="utf-8")
    app = Flask(__name__, template_folder=str(folder), static_folder=None)
    with app.app_context():
        pages = [_questions(shape) for shape in shapes]
    connections = threading.local()

    @app.get("/")
    def home() -> str:
        return ""

    @app.get("/page/<int:number>")
    def page(number: int) -> str:
        return render_template(TEMPLATE, title=TITLE, questions=pages[number])

    @app.post("/page/<int:number>")
    def keep(number: int) -> tuple[str, int, dict[str, str]]:
        if not hasattr(connections, "one"):
            connections.one = _connect(folder)
        row = json.dumps(request.form.to_dict(), ensure_ascii=False)
        connections.one.execute("INSERT INTO response (page, document) VALUES (?, ?)", (number, row))
        return "", 303, {"Location": f"/page/{(number + 1) % len(pages)}"}

    return app


def _connect(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None, timeout=30)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS response (id INTEGER PRIMARY KEY, page INTEGER, document TEXT)")
    return connection


def _questions(shape: Shape) -> tuple[Question, ...]:
    """Questions whose labels are as long as the size of the page asks for."""
    bare = _labelled(shape, [0] * len(shape.options))
    room = shape.size - len(render_template(TEMPLATE, title=TITLE, questions=bare).encode())
    if room < 0:
        raise ValueError(f"A bare page of {len(shape.options)} questions is larger than {shape.size} bytes.")
    share, rest = divmod(room, len(shape.options))
    return _labelled(shape, [share + (place < rest) for place in range(len(shape.options))])


def _labelled(shape: Shape, lengths: Sequence[int]) -> tuple[Question, ...]:
    text = "How much do you feel this right now? "
    return tuple(
        Question(
            f"question_{place}",
            (text * (length // len(text) + 1))[:length],
            tuple(Option(str(number), f"Option {number}") for number in range(1, count + 1)),
        )
        for place, (count, length) in enumerate(zip(shape.options, lengths, strict=True))
    )


def main() -> None:
    """Serve the floor with the settings of our own server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--shapes", required=True, help="JSON: a list of [options of each question, bytes]")
    options = parser.parse_args()
    shapes = [Shape(tuple(counts), size) for counts, size in json.loads(options.shapes)]
    for database in (extensions.answers, extensions.contacts):
        database.bind(
            f"sqlite:///{options.folder / 'none.sqlite3'}"
        )  # never connected to: our server closes its databases before it forks
    server.serve(create_floor(shapes, options.folder), server.Place(port=options.port), lambda: None, lambda _app: None)


if __name__ == "__main__":
    main()
