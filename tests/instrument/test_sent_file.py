"""A file as an answer is the name it is kept under, to the page and to expressions."""

import pytest
from instrument.fillings import ask

from survey.instrument.sent_file import max_pixels
from survey.instrument.types import Mistake, question_type

FILES = ("audio", "file", "image", "video")


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ["photo-0123456789abcdef0123.jpg", "1700000000000.m4a", "film 2 (1).mp4"])
def test_a_name_goes_back_and_forth(kind: str, name: str) -> None:
    known = question_type(kind)
    assert known.clean(ask("q", kind), (), [name]) == name
    assert (known.typed_text(name), known.expression_text(name)) == ((name,), name)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("text", ["../photo.jpg", "a/b.pdf", "voice", ".mp4", "a.jpg\n.exe", "x" * 200 + ".jpg"])
def test_what_is_no_name_of_a_file_is_refused(kind: str, text: str) -> None:
    with pytest.raises(Mistake) as mistake:
        question_type(kind).clean(ask("q", kind), (), [text])
    assert mistake.value.rule == "not_a_file"


@pytest.mark.parametrize(("text", "expected"), [("1024", 1024), ("0", None), ("-1", None), ("1e3", None), ("", None)])
def test_how_long_a_picture_may_be_is_a_whole_number(text: str, expected: int | None) -> None:
    question = ask("q", "image", parameters={"max-pixels": text} if text else {})
    assert max_pixels(question) == expected
    assert bool(question_type("image").check(question, ())) is (bool(text) and expected is None)


@pytest.mark.parametrize("kind", FILES)
def test_paper_says_what_to_do_instead(kind: str) -> None:
    assert question_type(kind).paper(ask("q", kind)).split()[0] in ("enclose", "write")
