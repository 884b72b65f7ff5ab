"""What a printed page holds and what it never does: no address fetched, no markup of an author, pictures, the code."""

import base64
import re
from pathlib import Path

import segno
from markupsafe import Markup
from paper_sheets import page, row, text, tree

from survey.fieldwork.paper.drawing import css_text
from survey.fieldwork.paper.occasion import Occasion

ONE = "survey:\n  - {type: text, name: q, label: Why?}\n"
# The smallest PNG there is: one transparent pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_the_page_fetches_nothing_and_runs_nothing(tmp_path: Path) -> None:
    soup = tree(tmp_path, ONE, "fr", Occasion(link="https://survey.example.org/o/abc"))
    assert soup.select("script, link, iframe, object, [src^=http], a") == []
    meta = soup.select_one("meta[http-equiv]")
    assert meta is not None and "default-src 'none'" in str(meta["content"])


HOSTILE = '</style><script>alert(1)</script><img src=x onerror=alert(2)>\\" & ${q}'


def test_nothing_an_author_writes_becomes_markup(tmp_path: Path) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    rows = f"  - {{list_name: bad, name: x, label: {quoted}}}\nsurvey:\n" + (
        f"  - {{type: begin_group, name: g, label: {quoted}}}\n"
        f"  - {{type: select_one bad, name: q, label: {quoted}, hint: {quoted}}}\n"
        f"  - {{type: text, name: r, label: R, relevant: \"${{q}} = 'x'\"}}\n  - {{type: end_group}}\n"
    )
    for language in ("en", "ar"):
        occasion = Occasion(notice=(Markup("{}").format(HOSTILE),), participant=HOSTILE, has_number=True)
        soup = tree(tmp_path, rows, language, occasion)
        assert soup.select("script, img, [onerror]") == [] and len(soup.select("style")) == 1
        assert "onerror=alert(2)" in text(row(soup, "q"))


def test_a_text_in_a_style_sheet_cannot_end_it() -> None:
    assert css_text('a"b\\c\n</style>é') == "a\\22 b\\5c c\\a é"
    assert css_text("a < b") == "a \\3c  b"


def test_a_picture_beside_is_written_into_the_page(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.png").write_bytes(PIXEL)
    (tmp_path / "b.png").write_text("<svg onload='alert(1)'/>")
    rows = (
        "survey:\n  - {type: text, name: a, label: A, image: a.png}\n"
        "  - {type: text, name: b, label: B, image: b.png}\n"
        "  - {type: text, name: c, label: C, image: lacking.png}\n"
        "  - {type: text, name: d, label: D, image: ../a.png}\n"
    )
    found = [each["src"] for each in tree(tmp_path, rows).select("img")]
    assert found == ["data:image/png;base64," + base64.b64encode(PIXEL).decode()]


def test_the_square_code_holds_the_address(tmp_path: Path) -> None:
    address = "https://survey.example.org/o/abc"
    soup = tree(tmp_path, ONE, "en", Occasion(link=address))
    code = soup.select_one("svg.code")
    assert code is not None and text(soup.select_one(".address")) == address
    # Runs of dark modules as segno draws them: `M x y` then `h length` and `m gap 0`; compared with its own matrix.
    matrix = segno.make(address, micro=False, error="m", boost_error=False).matrix
    dark = sum(map(sum, matrix))
    path = code.select_one("path.qrline, path[stroke]")
    assert path is not None and sum(map(int, re.findall(r"h(\d+)", str(path["d"])))) == dark
    assert code["role"] == "img" and code["aria-label"] == "A square code for the camera of a telephone"


def test_without_an_address_there_is_no_code(tmp_path: Path) -> None:
    assert tree(tmp_path, ONE).select("svg.code, .online") == []


def test_the_same_questionnaire_gives_the_same_page(tmp_path: Path) -> None:
    assert page(tmp_path, ONE, "ar") == page(tmp_path, ONE, "ar")
