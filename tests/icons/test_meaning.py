"""A word means an icon only where a person would say so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icons import find_icon, find_icon_in, icon_names
from icons.meaning import LANGUAGES, words_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_table_means_an_icon_that_is_there(language: str) -> None:
    meant = words_of(language)
    assert len(meant) > 300
    assert set(meant.values()) <= {*icon_names(), "-"}


@pytest.mark.parametrize(
    ("word", "language", "icon"),
    [
        ("battery", "en", "battery"),
        ("Batteries", "en", "battery"),
        ("leaves", "en", "leaf"),
        ("churches", "en", "building-church"),
        ("power plant", "en", "building-factory-2"),
        ("Bäume", "de", "trees"),
        ("Städte", "de", "building-skyscraper"),
        ("Königinnen", "de", "crown"),
        ("Gift", "de", "skull"),
        ("gift", "en", "gift"),
        ("l'eau", "fr", "droplet"),
        ("d’eau", "fr", "droplet"),  # noqa: RUF001 - apostrophe
        ("animaux", "fr", "paw"),
        ("aviones", "es", "plane"),
        ("revolución", "es", "speakerphone"),
    ],
)
def test_nouns_of_four_languages_are_found_in_any_form(word: str, language: str, icon: str) -> None:
    assert find_icon(word, language) == icon


@pytest.mark.parametrize("word", ["however", "1860", "", "point", "current", "🙂", "heart of the matter"])
def test_a_word_without_a_picture_means_none(word: str) -> None:
    assert find_icon(word) is None


def test_a_language_without_a_table_has_no_icons() -> None:
    assert find_icon("battery", "ru") is None
    assert find_icon_in("battery", "ru") is None


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("The election of 1860 threatened American democracy", "en", ("election", "checkbox")),
        ("An electric current flows", "en", ("electric current", "bolt")),
        ("At the heart of the matter are two atoms", "en", ("atoms", "atom")),
        ("Im Jahr 1914 begann der Krieg", "de", ("Krieg", "swords")),
        ("wir essen und reich ist er", "de", None),
        ("However, it was so", "en", None),
    ],
)
def test_the_first_words_of_a_text_that_mean_an_icon_are_found(
    text: str, language: str, found: tuple[str, str] | None
) -> None:
    assert find_icon_in(text, language) == found


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_is_searched_without_failure(text: str, language: str) -> None:
    found = find_icon_in(text, language)
    assert found is None or (found[0] in text and found[1] in icon_names())
