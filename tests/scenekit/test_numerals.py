"""Numbers are written as their language writes them."""

# The look-alikes are meant.
# ruff: noqa: RUF001

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.catalogue import LANGUAGES
from scenekit.numerals import decimals_of, numeral

LANGUAGE = st.sampled_from(sorted(LANGUAGES))


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1,234.5"),
        ("en-GB", "1,234.5"),
        ("de", "1.234,5"),
        ("fr", "1\u202f234,5"),
        ("es", "1234,5"),
        ("es-419", "1,234.5"),
        ("pt", "1234,5"),
        ("pt-BR", "1.234,5"),
        ("zh", "1,234.5"),
        ("unheard of", "1,234.5"),
    ],
)
def test_marks_are_those_of_the_language(language: str, written: str) -> None:
    assert numeral(1234.5, language) == written


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, None, "0"),
        (-0.0, 1, "0.0"),
        (-0.04, 1, "0.0"),
        (-3.5, None, "−3.5"),
        (0.1 + 0.2, None, "0.3"),
        (1 / 3, None, "0.3333333333"),
        (2.5, 0, "2"),
        (999_999.96, 1, "1,000,000.0"),
        (6.022e23, None, "6.022 × 10²³"),
        (1e300, 2, "10³⁰⁰"),
        (1.6e-19, None, "1.6 × 10⁻¹⁹"),
        (1.6e-19, 2, "0.00"),
        (-math.inf, None, "−∞"),
    ],
)
def test_a_number_has_the_digits_it_needs(value: float, decimals: int | None, written: str) -> None:
    assert numeral(value, "en", decimals) == written


def test_indian_groups_are_of_two_digits_after_the_first() -> None:
    assert numeral(12345678, "hi") == "1,23,45,678"


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        numeral(math.nan)


@given(st.floats(-1e14, 1e14), st.integers(0, 4), LANGUAGE)
def test_digits_are_kept_in_every_language(value: float, decimals: int, language: str) -> None:
    digits = re.sub(r"\D", "", numeral(value, language, decimals))
    assert digits == re.sub(r"\D", "", f"{abs(value):.{decimals}f}")


@given(st.floats(1e-9, 1e9))
def test_steps_have_the_decimals_that_tell_them_apart(step: float) -> None:
    assert step * 10 ** decimals_of(step) > 0.99
