"""Stretches of sound become the words of the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from runner.speech.voice import WordTime
from runner.speech.word_times import Stretch, times_of
from runner.text.pronunciation import SpokenWord

WORDS = st.lists(st.builds(SpokenWord, st.text(min_size=1), st.text()), max_size=12)
SECONDS = st.floats(min_value=0, max_value=100)
STRETCHES = st.lists(st.builds(Stretch, st.integers(0, 11), SECONDS, SECONDS), max_size=20)


@settings(max_examples=300)
@given(WORDS, STRETCHES)
def test_each_word_gets_a_time_and_times_never_go_back(
    words: list[SpokenWord], stretches: list[Stretch]
) -> None:
    clock = 0.0
    times = times_of(words, [stretch for stretch in stretches if stretch.position < len(words)])

    assert [time.text for time in times] == [word.text for word in words]
    for time in times:
        assert clock <= time.start_seconds <= time.end_seconds
        clock = time.end_seconds


def test_words_that_an_engine_runs_together_share_their_time() -> None:
    words = [
        SpokenWord("on", "on"),
        SpokenWord("the", "the"),
        SpokenWord("—", ","),
        SpokenWord("side", "side"),
    ]

    times = times_of(words, [Stretch(0, 0.0, 0.5), Stretch(3, 0.6, 1.0)])

    assert times == (
        WordTime("on", 0.0, 0.2),
        WordTime("the", 0.2, 0.5),
        WordTime("—", 0.5, 0.5),
        WordTime("side", 0.6, 1.0),
    )


def test_a_word_spoken_as_several_lasts_from_the_first_to_the_last() -> None:
    times = times_of([SpokenWord("25", "25")], [Stretch(0, 0.1, 0.4), Stretch(0, 0.4, 0.9)])

    assert times == (WordTime("25", 0.1, 0.9),)
