"""Keys and bytes of stored speech."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.speech.cache import from_bytes, speech_key, to_bytes
from runner.speech.voice import Speech, WordTime

SECONDS = st.floats(min_value=0, max_value=1e4)
WORDS = st.none() | st.lists(st.builds(WordTime, st.text(), SECONDS, SECONDS)).map(tuple)
SPEECHES = st.builds(
    Speech,
    st.lists(st.integers(-32768, 32767)).map(lambda samples: np.array(samples, np.int16)),
    st.sampled_from([8000, 22_050, 32_000]),
    WORDS,
    st.text(),
)


@settings(max_examples=200)
@given(SPEECHES)
def test_a_stored_speech_is_read_back_unchanged(speech: Speech) -> None:
    data = to_bytes(speech)
    again = from_bytes(data)

    assert np.array_equal(again.pcm, speech.pcm)
    assert (again.sample_rate, again.words, again.engine) == (speech.sample_rate, speech.words, speech.engine)
    assert to_bytes(again) == data


@settings(max_examples=200)
@given(SPEECHES, st.data())
def test_damaged_bytes_are_a_value_error(speech: Speech, data: st.DataObject) -> None:
    good = to_bytes(speech)
    position = data.draw(st.integers(0, len(good) - 1))
    bad = bytearray(good)
    bad[position] ^= data.draw(st.integers(1, 255))

    with pytest.raises(ValueError, match="stored speech"):
        from_bytes(bytes(bad))
    with pytest.raises(ValueError, match="stored speech"):
        from_bytes(good[:position])


@settings(max_examples=200)
@given(st.binary())
def test_other_bytes_are_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match="stored speech"):
        from_bytes(data)


@settings(max_examples=100)
@given(st.text(), st.text())
def test_different_texts_have_different_keys(first: str, second: str) -> None:
    same = speech_key(first, "en", "festival:slt") == speech_key(second, "en", "festival:slt")

    assert same == (first == second)


def test_different_languages_and_engines_have_different_keys() -> None:
    keys = {speech_key("a", language, engine) for language in ("en", "fr") for engine in ("x", "y")}

    assert len(keys) == 4
