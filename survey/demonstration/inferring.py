"""What a researcher of the demonstration infers from numbers and words, from tables beside this file."""

from __future__ import annotations

import csv
from pathlib import Path

from survey.findings import client
from survey.privacy import inference_ground, joint_matrix, joint_words, measures
from survey.store import codes, inferences
from survey.store.inferences import THEME, WRITTEN, NewInference
from survey.store.studies import StudyRecord

FOLDER = Path(__file__).parent / "inferences"


def infer(record: StudyRecord, actor: str, wait: float) -> int:
    """Write what the table of a study says, once, on what is there now; how many inferences were written.

    ``wait``: seconds for the figure process to start. Raises as its client does.
    """
    file = FOLDER / f"{record.name}.csv"
    if not file.exists() or inferences.current(record.id):
        return 0
    language = record.study.default_language
    matrix = joint_matrix.matrix(measures.measures(record, language), record.study.guide, codes.codebook(record.id))
    told = client.ask("joint display", wait=wait, study=record.name, language=language, filters={})
    figures = {each["name"]: inference_ground.figures_of(each) for each in told["scales"]}
    words = joint_words.words(record, actor, {}, veiled=False)
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        about = inference_ground.codes_of(matrix, THEME, row["theme"]) or ()
        seen = inference_ground.ground(words, about, figures.get(row["theme"], {}))
        new = NewInference(THEME, row["theme"], row["kind"], row["text"], after=0)
        inferences.keep(record, new, seen, WRITTEN, actor)
    return len(rows)
