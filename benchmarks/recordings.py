"""Speaks the demonstration: a small MP3 for each text, option and button, in French and Arabic, by a synthetic voice.

``python -m benchmarks.recordings`` (``make recordings``) needs the programs espeak-ng and lame. Words that are recorded
already stay as they are; what is no longer said is removed. Each list beside the recordings says which file says what.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from survey import i18n
from survey.assets import STATIC
from survey.catalogs import compile_catalogs
from survey.demonstration.preparing import LIBRARY, RESPONDENTS
from survey.instrument.loader import read_instrument
from survey.instrument.recordings import COLUMNS, FILE, SYNTHETIC, rows_of
from survey.instrument.spoken import key_of, spoken_of, spoken_of_study
from survey.instrument.study_file import read_study
from survey.recordings import FOLDER, spoken_in

SPOKEN = ("fr", "ar")
INSTRUMENT = "wellbeing"
WORDS_PER_MINUTE = "140"
LAME = ("lame", "--quiet", "-m", "m", "--resample", "16", "-b", "16", "--cbr", "-q", "2", "-t", "--noreplaygain")
Said = tuple[str, str]
"""A language, and words in it."""


def main() -> None:
    """Write both folders: the library's and the interface's."""
    compile_catalogs(i18n.translations_folder())
    total = made(LIBRARY / "media", demonstration()) + made(STATIC / FOLDER, interface())
    print(f"{total // 1024} kB in all")


def demonstration() -> Iterator[Said]:
    """What the instrument and the studies of the demonstration say, each once."""
    whole = read_instrument(LIBRARY / f"{INSTRUMENT}.yaml")
    pieces = [*spoken_of(whole)]
    for name in RESPONDENTS:
        study, _ = read_study(LIBRARY / name / "study.yaml", LIBRARY)
        pieces += spoken_of_study(study)
    for piece in pieces:
        yield from ((language, piece.words[language]) for language in SPOKEN if language in piece.words)


def interface() -> Iterator[Said]:
    """The interface's own texts, as its catalogs have them."""
    for language in SPOKEN:
        with _speaking(language):
            yield from ((language, words) for words in spoken_in(language))


def made(folder: Path, said: Iterable[Said]) -> int:
    """Record what a folder lacks, remove what is no longer said, write the list; returns the bytes of all files."""
    folder.mkdir(exist_ok=True)
    rows = {}
    for language, words in said:
        key = key_of(words)
        rows[language, key] = (language, " ".join(words.split()), f"{language}-{key}.mp3", SYNTHETIC)
    files = {row[2] for row in rows.values()}
    for language, words, file, _voice in rows.values():
        if not (folder / file).exists():
            (folder / file).write_bytes(_spoken(language, words))
    for file in folder.glob("*.mp3"):
        if file.name not in files:
            file.unlink()
    with (folder / FILE).open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows[key] for key in sorted(rows))
    problems = rows_of(folder / FILE)[1]
    if problems:
        sys.exit("\n".join(map(str, problems)))
    return sum(file.stat().st_size for file in folder.iterdir())


def _spoken(language: str, words: str) -> bytes:
    wave = subprocess.run(
        ["espeak-ng", "-v", language, "-s", WORDS_PER_MINUTE, "--stdout"],
        input=words.encode(),
        capture_output=True,
        check=True,
    )
    return subprocess.run([*LAME, "-", "-"], input=wave.stdout, capture_output=True, check=True).stdout


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    """Interface texts in one language."""
    app = Flask(__name__)
    i18n.init_app(app)
    with app.test_request_context():
        i18n.use_language(language)
        yield


if __name__ == "__main__":
    main()
