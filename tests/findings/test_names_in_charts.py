"""What an author calls a group is shown by its label, whatever signs its name holds."""

from __future__ import annotations

import pytest
from flask import Flask

from survey.findings import kept
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue
from survey.instrument.study import Arm

from .answered import published


@pytest.mark.parametrize(("key", "told"), [("arm:60+", "Sixty and more"), ("arm:", "other")])
def test_a_name_that_holds_a_plus_is_one_name(key: str, told: str, app: Flask) -> None:
    texts = Texts(kept.columns(published(arms=(Arm("60+", {"en": "Sixty and more"}),))), Tongue("en"))
    assert texts[key] == told
