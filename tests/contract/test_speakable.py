"""Invisible characters are neither seen nor spoken."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.speakable import can_be_said, without_invisible

FILLERS = "\u115f\u1160\u3164\uffa0\u2800"


@given(st.text(st.characters(categories=["Cf", "Mn", "Me", "Z", "P", "S", "C"]) | st.sampled_from(FILLERS)))
def test_marks_signs_spaces_and_formats_alone_say_nothing(text: str) -> None:
    assert not can_be_said(text)


@given(st.text(), st.characters(categories=["Lu", "Ll", "Lo", "Nd"], exclude_characters=FILLERS), st.text())
def test_one_letter_or_digit_anywhere_can_be_said(before: str, sign: str, after: str) -> None:
    assert can_be_said(before + sign + after)


@given(st.text())
def test_only_characters_without_a_shape_are_removed(text: str) -> None:
    removed = set(text) - set(without_invisible(text))
    assert all(unicodedata.category(one) in {"Cf", "Mn", "Cn"} or one in FILLERS for one in removed)


@pytest.mark.parametrize("code", [0xAD, 0x200B, 0x200D, 0x2060, 0xFE0F, 0xFEFF, 0x3164, 0xE0041, 0x1D173])
def test_what_unicode_says_to_ignore_is_invisible(code: int) -> None:
    assert without_invisible(f"a{chr(code)}b") == "ab"
