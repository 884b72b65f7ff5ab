"""A rendering whose texts are their keys, so that a test shows what stands where; an English and an Arabic one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from analysis.charts.rendering import Rendering
from analysis.charts.texts import OWN_TEXTS


class KeysThemselves(Mapping[str, str]):
    """Our own texts in English, every other key as it stands."""

    def __getitem__(self, key: str) -> str:
        return OWN_TEXTS.get(key, key)

    def __iter__(self) -> Iterator[str]:
        return iter(OWN_TEXTS)

    def __len__(self) -> int:
        return len(OWN_TEXTS)


def plain_number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}"


@pytest.fixture
def english() -> Rendering:
    return Rendering(KeysThemselves(), "ltr", plain_number)


@pytest.fixture
def arabic() -> Rendering:
    return Rendering(KeysThemselves(), "rtl", plain_number)


@pytest.fixture
def texts_of() -> Callable[[Mapping[str, object]], list[str]]:
    """What is written beside the bars of a Plotly figure, without the isolates."""

    def read(figure: Mapping[str, object]) -> list[str]:
        layout = figure["layout"]
        assert isinstance(layout, dict)
        return [annotation["text"].strip("\u2067\u2069") for annotation in layout["annotations"]]

    return read
