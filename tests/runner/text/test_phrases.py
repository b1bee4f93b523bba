"""What stands on screen for a beat is whole, true, and a part of what is said."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from runner.text.phrases import MOST_WORDS, key_phrases, topic
from tests.runner.shapes import text_of
from tests.work import calls_of

BEATS = st.one_of(
    st.text(min_size=1, max_size=300),
    st.lists(
        st.sampled_from(
            "However, the reaction is not exothermic , because it which and but if only at most 14.8 Wh. "
            "For example, CO₂ (carbon dioxide) – F_net = 100 N − 59 N ; “war” Die Stoffe, weil der die das . "
            "Les causes, parce que qui ne pas el calor que porque 光合作用是。 वह है। هو 🙂 :".split(" ")
        ),
        min_size=1,
        max_size=30,
    ).map(" ".join),
)


def phrases(beat: str) -> tuple[str, ...]:
    return key_phrases(beat, beat)


@pytest.mark.parametrize(
    ("beat", "shown"),
    [
        (
            "The election of 1860 threatened American democracy when the elevation of Abraham Lincoln to the "
            "presidency inspired secessionists in the South to withdraw their states from the Union.",
            "The election of 1860 threatened American democracy",
        ),
        ("However, the reaction is slow.", "The reaction is slow"),
        ("The stored energy is 14.8 Wh.", "The stored energy is 14.8 Wh"),
        ("F_net = 100 N − 59 N = 41 N.", "F_net = 100 N − 59 N = 41 N"),
        ("F_net = 100 N – 59 N.", "F_net = 100 N – 59 N"),
        ("Slavery was one of the causes of the war.", "Slavery was one of the causes of the war"),
        ("Plants take in CO₂, which enters through small pores in the leaves.", "Plants take in CO₂"),
        ("The U.S. Senate met in the U.S.", "The U.S. Senate met in the U.S."),
        ("Une pile AA fournit 1,5 V.", "Une pile AA fournit 1,5 V"),
        ("Par exemple, un arbre produit de l'oxygène.", "Un arbre produit de l'oxygène"),
        (
            "Der König berief die Generalstände ein, weil der Staat kein Geld und hohe Schulden hatte.",
            "Der König berief die Generalstände ein",
        ),
        (
            "Manche Pflanzen, z. B. Kakteen, speichern Wasser.",
            "Manche Pflanzen, z. B. Kakteen, speichern Wasser",
        ),
    ],
)
def test_a_sentence_is_shown_whole_or_without_what_may_go(beat: str, shown: str) -> None:
    assert phrases(beat) == (shown,)


@pytest.mark.parametrize(
    ("beat", "kept"),
    [
        ("He did not resign because he was ill but because the king had asked him to go at once.", "but"),
        ("The gas expands only if it is heated slowly and evenly by the burner below the flask.", "only if"),
        (
            "Most salts dissolve in water, although some of them, such as chalk, do not dissolve at all.",
            "not",
        ),
        (
            "Water boils when it reaches one hundred degrees and the pressure around it is that of the sea.",
            "when",
        ),
        ("The voltage may be at most 4.2 V.", "at most"),
        ("Without light, the plants in the green house behind the school make no sugar at all.", "Without"),
        ("Die Spannung darf höchstens 4,2 V betragen.", "höchstens"),
        ("La tension ne doit jamais dépasser 4,2 V.", "jamais"),
        ("Si la presión sube, el volumen del gas baja.", "Si"),
        (
            "Not only the king but also the pope and the bishops, who owned much, were against it.",
            "but",
        ),
    ],
)
def test_what_makes_a_sentence_false_when_dropped_stays(beat: str, kept: str) -> None:
    [phrase] = phrases(beat)
    is_named_only = not set(phrase.lower().split()) & {"did", "expands", "dissolve", "boils", "make", "were"}
    assert kept in phrase or is_named_only


@pytest.mark.parametrize(
    ("beat", "shown"),
    [
        ("The charge transferred is, therefore,", "The charge transferred"),
        ("Several types of defects are known, as illustrated in .", "Several types of defects are known"),
        ("That is what it is.", "That is what it is"),
    ],
)
def test_no_phrase_ends_with_a_word_that_needs_another(beat: str, shown: str) -> None:
    section = f"{beat} The charge is measured in the cell, and it is that of the ions which move in it."
    assert key_phrases(beat, section) == (shown,)


@pytest.mark.parametrize(
    ("beat", "label"),
    [
        (
            "The Japanese had worked for decades to modernize, build strength, and become a rich nation.",
            "A rich nation",
        ),
        (
            "References to the yellow mineral sulfur occur throughout all of the history that men recorded.",
            "References to the yellow mineral sulfur",
        ),
        (
            "Northern Democrats, who made up a majority of the delegates, rejected a plan of Davis.",
            "Northern Democrats",
        ),
        (
            "It broke up after northern Democrats, who made up a majority, rejected the efforts of Davis.",
            "The efforts of Davis",
        ),
        (
            "The main industries are mining, farming and fishing, and the trade in furs from the north.",
            "The main industries",
        ),
        (
            "The enthalpy change, which is the negative of the energy, was measured by a chemist of it.",
            "The enthalpy change",
        ),
        (
            "In August 1789 the assembly adopted the Declaration of the Rights of Man and of the Citizen.",
            "The Declaration of the Rights of Man and of the Citizen",
        ),
        (
            "They mixed and stirred and heated all of it for hours over an open flame until it evaporated.",
            "An open flame",
        ),
    ],
)
def test_a_long_sentence_shows_its_subject_or_its_object_whole(beat: str, label: str) -> None:
    assert phrases(beat) == (label,)


@pytest.mark.parametrize(
    "beat",
    [
        "The equations that relate these concentrations and rates of reactions can be fairly complicated.",
        "It stands to reason that such constants will likewise vary wherever temperatures are rising.",
    ],
)
def test_a_long_sentence_without_a_noun_phrase_of_its_own_stays_whole(beat: str) -> None:
    assert phrases(beat) == (beat.rstrip("."),)


@pytest.mark.parametrize(
    ("beat", "shown"),
    [
        (
            "uniting two kingdoms of the peninsula and laying the foundation for the modern nation of Spain.",
            "The modern nation of Spain",
        ),
        (
            "When a nationalist, who came by train, murdered the Archduke Franz Ferdinand on June 28, 1914,",
            "The Archduke Franz Ferdinand",
        ),
        (
            "As the people of the town had told the king, who had lost all that he had ever owned,",
            "The king",
        ),
    ],
)
def test_of_a_part_of_a_sentence_only_a_noun_phrase_is_shown(beat: str, shown: str) -> None:
    assert phrases(beat) == (shown,)


def test_what_somebody_says_is_not_shown_without_who_says_it() -> None:
    beat = "M. Dupont affirme que les nouvelles piles supportent 3 000 cycles de charge."
    assert phrases(beat) == (beat.rstrip("."),)


def test_a_part_without_its_subject_shows_the_thing_that_it_describes() -> None:
    beat = "illustrates a simple reaction that occurs as one part of a mechanism as described above."
    assert phrases(beat) == ("A simple reaction",)


def test_a_symbol_of_one_letter_is_no_small_word() -> None:
    beat = "La ecuación del nodo b es I_1=I_2+I_3 y la ecuación del nodo e es I_2+I_3=I_1."
    assert key_phrases(beat, f"{beat} Los nodos no son lo que parece en la figura.") == (beat.rstrip("."),)


def test_the_section_tells_the_language_of_a_short_sentence() -> None:
    section = "El gas ocupa todo el volumen. Los gases no tienen forma propia, pero las moléculas se mueven."
    beat = "Sin embargo, la presión no depende de la forma."
    assert key_phrases(beat, f"{section} {beat}") == ("La presión no depende de la forma",)


def test_a_thought_that_names_what_it_is_about_goes_before_one_that_says_it() -> None:
    beat = "Sulfur burns with a blue flame. It smells and it is sold in sticks and as a powder."
    assert phrases(beat) == ("Sulfur burns with a blue flame",)


def test_two_halves_that_fit_together_are_not_parted() -> None:
    beat = "It is simple, but it is slow: sorting n numbers takes about n² steps, and that is many."
    assert phrases(beat) == ("It is simple, but it is slow",)


def test_the_number_of_an_item_is_not_shown_with_its_words() -> None:
    assert phrases("2. Swap them if the first is larger.") == ("Swap them if the first is larger",)


def test_two_short_thoughts_stand_together() -> None:
    assert phrases("Sulfur burns with a blue flame. It smells of eggs.") == (
        "Sulfur burns with a blue flame",
        "It smells of eggs",
    )


@pytest.mark.parametrize(
    ("beat", "shown"),
    [
        ("光合作用是植物的过程。夜里没有光就停止。", ("光合作用是植物的过程", "夜里没有光就停止")),
        (
            "التمثيل الضوئي هو عملية تحول فيها النباتات ضوء الشمس إلى طاقة كيميائية. لا تحدث في الظلام.",
            ("التمثيل الضوئي هو عملية تحول فيها النباتات ضوء الشمس إلى طاقة كيميائية",),
        ),
        ("यह पहला है। यह रात में नहीं होता।", ("यह पहला है", "यह रात में नहीं होता")),
        (
            "Без света он не происходит, потому что нет энергии.",
            ("Без света он не происходит, потому что нет энергии",),
        ),
    ],
)
def test_sentences_of_any_other_language_stay_whole(beat: str, shown: tuple[str, ...]) -> None:
    assert phrases(beat) == shown


def test_a_lone_connective_never_stands_for_a_beat() -> None:
    assert phrases("Wait. However, the reaction that we have seen is slow.") == (
        "The reaction that we have seen is slow",
    )


@given(BEATS, st.text(max_size=300), st.integers(0, MOST_WORDS))
@example("word " * 40, "", 12)
@example("a,b;c:d" * 30, "", 3)
@example("(" * 200, "", 3)
@settings(max_examples=300, deadline=None)
def test_phrases_are_parts_of_the_beat_in_its_order(beat: str, section: str, most_words: int) -> None:
    found = key_phrases(beat, section, most_words)
    said = " ".join(beat.split()).lower()
    places = [said.find(" ".join(phrase.split()).lower()) for phrase in found]
    assert 1 <= len(found) <= 3
    assert len(found) == 1 or len(" ".join(found).split()) <= most_words
    assert -1 not in places
    assert all(phrase[-1:] != "…" or phrase == beat.strip() for phrase in found)


@pytest.mark.parametrize("shape", ["one long clause", "initials", "combining marks"])
def test_the_work_for_a_beat_grows_with_its_length(shape: str) -> None:
    key_phrases(text_of(shape, 300), "")
    small, large = (calls_of(lambda n=n: key_phrases(text_of(shape, n), "")) for n in (3_000, 6_000))  # type: ignore[misc]
    assert large < 2.5 * small


@pytest.mark.parametrize(
    ("beats", "title"),
    [
        (["Photosynthesis is the process by which plants grow."], "Photosynthesis"),
        (["The path of energy is: sun to sugar.", "More."], "The path of energy"),
        (["However, it is so.", "The causes of the war were many."], "The causes of the war"),
        (
            ["Deshalb sinkt die Leistung.", "Die Ursachen des Krieges waren hohe Steuern."],
            "Die Ursachen des Krieges",
        ),
        (["光合作用是绿色植物利用光能的过程。"], "光合作用"),
    ],
)
def test_the_topic_is_the_first_plain_subject(beats: list[str], title: str) -> None:
    assert topic(beats, 36) == title


@pytest.mark.parametrize(
    "beat", ["To visualize this, imagine a box.", "We now have one mole.", "However, so it is."]
)
def test_a_verb_or_a_pronoun_is_no_topic(beat: str) -> None:
    assert topic([beat], 36) == ""
