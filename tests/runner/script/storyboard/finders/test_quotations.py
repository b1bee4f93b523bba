"""What somebody said is shown in full, with who said it where the text tells."""

# Look-alike characters are intended.

import pytest

from runner.script.storyboard.finders.quotations import find_quotations


@pytest.mark.parametrize(
    ("beat", "quotation"),
    [
        (
            "Coolidge said, “The business of America is business.”",
            ("The business of America is business.", "Coolidge"),
        ),
        ("He said, “The business of America is business.”", ("The business of America is business.",)),
        (
            "Kant schrieb: „Habe Mut, dich deines Verstandes zu bedienen!“",
            ("Habe Mut, dich deines Verstandes zu bedienen!", "Kant"),
        ),
    ],
)
def test_a_quotation_has_its_source(beat: str, quotation: tuple[str, ...]) -> None:
    assert [found.arguments for found in find_quotations([beat])] == [quotation]


@pytest.mark.parametrize(
    "beat", ["The so-called “war hawks” won.", "He called it “the merciless savages of it”."]
)
def test_words_in_quotation_marks_are_no_quotation(beat: str) -> None:
    assert list(find_quotations([beat])) == []
