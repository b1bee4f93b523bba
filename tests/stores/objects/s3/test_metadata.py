"""Metadata of stored videos: ASCII, within S3's 2 KB, readable again."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stores.objects.s3.metadata import HEADER_PREFIX, LIMIT_BYTES, fit_metadata

NAMES = (
    "original-question initial-explanation refined-explanation model-used voice-used generation-date".split()
)
TEXTS = st.fixed_dictionaries({name: st.text(max_size=3000) for name in NAMES})


@given(TEXTS)
def test_all_texts_fit_and_are_prefixes_of_the_originals(texts: dict[str, str]) -> None:
    fitted = fit_metadata(texts)
    assert list(fitted) == list(texts)
    assert sum(len(HEADER_PREFIX + name + value) for name, value in fitted.items()) <= LIMIT_BYTES
    for name, value in fitted.items():
        assert value.isascii()
        assert value.isprintable()
        assert " " not in value
        assert texts[name].startswith(unquote(value, errors="strict"))


def test_short_texts_stay_whole_beside_long_ones() -> None:
    fitted = fit_metadata({"model-used": "claude-4-sonnet", "initial": "é" * 9999, "refined": "word " * 999})
    assert fitted["model-used"] == "claude-4-sonnet"
    assert abs(len(fitted["initial"]) - len(fitted["refined"])) < 12
    assert fitted["initial"].endswith("%C3%A9")


def test_a_question_reads_almost_as_it_was_asked() -> None:
    assert fit_metadata({"q": "Why is a² + b² = c²?"}) == {
        "q": "Why%20is%20a%C2%B2%20%2B%20b%C2%B2%20=%20c%C2%B2?"
    }


def test_names_beyond_the_limit_are_refused() -> None:
    with pytest.raises(ValueError, match="names"):
        fit_metadata({"n" * LIMIT_BYTES: "x"})
