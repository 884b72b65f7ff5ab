"""The digits of what a page renews: those of the server."""

from __future__ import annotations

from page_interpreter import node
from written_numbers import WRITTEN

from survey.views.respond.digits import in_tree

TEXTS = [text for text, _written in WRITTEN]


def test_the_page_writes_numbers_as_the_server_does() -> None:
    node.needed()
    tree = {"digits": in_tree({"lists": {}})["digits"]}
    assert node.run("written.mjs", {"tree": tree, "texts": TEXTS}) == [written for _text, written in WRITTEN]


def test_without_the_wish_of_a_study_texts_stay() -> None:
    node.needed()
    assert node.run("written.mjs", {"tree": {}, "texts": TEXTS}) == TEXTS


def test_the_choices_that_a_page_adds_are_written_already() -> None:
    rows = [{"name": "1", "label": "من 1 إلى 3"}, {"name": "2", "label": "*4*", "": "4"}]
    assert [row[""] for row in in_tree({"lists": {"many": rows}})["lists"]["many"]] == ["من ١ إلى ٣", "٤"]
