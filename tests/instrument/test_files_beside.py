"""The rows of a file beside a questionnaire, and of no other."""

from pathlib import Path

import pytest

from survey.instrument.files_beside import rows_beside


def test_a_file_is_found_in_media_or_beside(tmp_path: Path) -> None:
    (tmp_path / "towns.csv").write_bytes("\ufeffname,label\n1,Été\n2\n".encode())
    assert rows_beside(tmp_path / "q.yaml")("towns.csv") == [{"name": "1", "label": "Été"}, {"name": "2", "label": ""}]
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "towns.csv").write_text("name\n9\n", encoding="utf-8")
    assert rows_beside(tmp_path / "q.yaml")("towns.csv") == [{"name": "9"}]


@pytest.mark.parametrize("name", ["lacking.csv", "../outside.csv", "/etc/passwd", "not-utf8.csv"])
def test_what_is_no_readable_file_of_the_folder_is_lacking(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.csv").write_text("name\n1\n", encoding="utf-8")
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "not-utf8.csv").write_bytes(b"name\n\xff\n")
    with pytest.raises(LookupError):
        rows_beside(tmp_path / "study" / "q.yaml")(name)
