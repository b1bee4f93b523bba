"""Titles of sections without a heading."""

from runner.authors.offline.titles import section_title, short_title

WAR = "The French Revolution began in 1789 and ended in 1799"


def test_a_section_is_called_by_the_subject_of_its_first_sentences() -> None:
    beats = ("It was a hard time.", "The Reign of Terror, led by Robespierre, killed many people.")
    assert section_title("", beats, WAR) == "The Reign of Terror"


def test_a_section_without_a_subject_is_called_by_its_text_and_its_years() -> None:
    beats = ("In 1792 they were poor.", "Until 1799 it did not end.")
    assert section_title("", beats, WAR) == "The French Revolution, 1792\N{EN DASH}1799"


def test_a_long_sentence_gives_its_subject_as_a_title() -> None:
    assert short_title(WAR, 48) == "The French Revolution"


def test_a_question_word_is_no_part_of_a_title() -> None:
    beats = ("Explain how volcanoes work and why it is that they erupt.", "The magma is hot.")
    assert section_title("", beats, "Earth") == "The magma"
