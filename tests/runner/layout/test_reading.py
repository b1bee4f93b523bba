"""Beats that bring more words than can be read are found, with the words that are meant."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from runner.layout.finding import FindingKind
from runner.layout.reading import MOST_NEW_WORDS
from tests.runner.layout.sections import box, faults, kinds, record, text

WORDS = st.sampled_from(["income", "year", "débit", "don't", "self-made"])


def test_more_than_twelve_new_words_in_a_beat_are_too_many() -> None:
    many = text("one two three four five six seven eight nine ten eleven twelve thirteen", box(0, 0, 9, 1))
    (found,) = faults(record([], [many], [many]))
    assert (found.kind, found.beat) == (FindingKind.MANY_WORDS, 2)
    assert found.sentence == (
        "13 new words come in one beat, “one two three four five six seven eight…”; "
        "12 can be read beside the voice"
    )
    assert kinds(record([text("one two three four five six", box(0, 0, 9, 1))])) == []


def test_the_texts_that_are_meant_are_told_and_those_that_stayed_are_not() -> None:
    title = text("What was here before", box(0, 3, 5, 0.5), 9)
    parts = ["The first four words", "and here come more", "of them", "to be read", "at once"]
    new = [text(words, box(0, 2 - row, 5, 0.4), row + 1) for row, words in enumerate(parts)]
    number = text("1 000", box(3, -3, 1, 0.3), 20)
    (found,) = faults(record([title], [title, *new, number]))
    assert found.sentence == (
        "15 new words come in one beat, “The first four words”, “and here come more”, “of them” and "
        "2 more texts; 12 can be read beside the voice"
    )
    assert found.boxes == tuple(each.box for each in new)


def test_the_signs_of_a_formula_are_no_words() -> None:
    formula = text("Cl^+(aq)+H_2O(l)⇌HCl(aq)+OH^-(aq) K_b=K_w/K_a a_1=b c=d+e", box(0, 0, 9, 1))
    assert kinds(record([formula])) == []
    words = "(one), “two” three/four five-fold. six, seven: eight's nine ten eleven twelve thirteen!"
    assert kinds(record([text(words, box(0, 0, 9, 1))])) == ["many_words"]


@given(
    st.lists(WORDS, min_size=1, max_size=20),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=30),
    st.booleans(),
)
def test_texts_that_differ_only_in_their_numbers_are_read_once(
    words: Sequence[str], numbers: Sequence[int], is_known: bool
) -> None:
    said = " ".join(words)
    placed = [(n, 0.4 * n - 6, each) for n, each in enumerate(numbers)]
    row = [text(f"{said} {each}", box(x, 0, 0.3, 0.4), n) for n, x, each in placed]
    numerals = [text(f"{each}", box(x, 1, 0.3, 0.4), 50 + n) for n, x, each in placed]
    before = [text(f"{said} 7", box(0, 0, 1, 0.4), 99)] if is_known else []
    found = [each for each in faults(record(before, [*row, *numerals])) if each.beat == 2]
    wordy = [each for each in found if each.kind is FindingKind.MANY_WORDS]
    assert bool(wordy) is (len(words) > MOST_NEW_WORDS and not is_known)
    assert all(each.sentence.startswith(f"{len(words)} new words") for each in wordy)
