"""Corrections are read in any form, and name only beats that their section has."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.result_parts import Correction
from runner.authors.models.answers.corrections import read_corrections

BEATS = {"section-1": 3, "section-2": 6}
PIECES = st.sampled_from(
    [
        *(
            "section-1",
            "section-2",
            "section-7",
            "Section 2",
            "section_1",
            ".1",
            ".2",
            "#3",
            "/2",
            " (4)",
            "99",
        ),
        *(
            " beat 2",
            "beats 1, 3",
            "beats 2-4",
            " and ",
            " to ",
            ", ",
            ": ",
            " – ",
            "**",
            "`",
            "[3]",
            "-",
            " ",
        ),
        *("said that", "→", "->", "中文", "Satz 3", "\n", "\u202e", "0", "²"),
    ]
)


@pytest.mark.parametrize(
    ("item", "beats", "text"),
    [
        ("section-2.3: said cold -> light", (3,), "said cold → light"),
        ("**section-2.3** – said cold", (3,), "said cold"),
        ("`section-2.3`: said cold", (3,), "said cold"),
        ("section-2, beat 3: said cold", (3,), "said cold"),
        ("Section 2 (Beat 3): said cold", (3,), "said cold"),
        ("section-2: beat 3: said cold", (3,), "said cold"),
        ("section-2: Beat #3 – said cold", (3,), "said cold"),
        ("section-2 (3): said cold", (3,), "said cold"),
        ("section-2/3: said cold", (3,), "said cold"),
        ("Beat 3 of section-2: said cold", (3,), "said cold"),
        ("section-2.1, 3: said cold", (1, 3), "said cold"),
        ("section-2.1 and 2.3: said cold", (1, 3), "said cold"),
        ("section-2 (beats 1 and 3): said cold", (1, 3), "said cold"),
        ("section-2, beats 2-4: said cold", (2, 3, 4), "said cold"),
        ("section-2.2–4: said cold", (2, 3, 4), "said cold"),
        ("section-2.1 - 3 sides -> 4 sides", (1,), "3 sides → 4 sides"),
        ("section-2.1: 1912 -> 1921", (1,), "1912 → 1921"),
        ("section-2.4", (4,), ""),
        ("section-2: said cold", (), "said cold"),
        ("section-2: 4 equal sides make a rhombus", (), "4 equal sides make a rhombus"),
        ("section-2: 2.5 km was said", (), "2.5 km was said"),
        ("section-2. 3 errors", (), "3 errors"),
        ("section-2, Satz 3: falsch", (), "Satz 3: falsch"),
        ("section-2.7: there is no such beat", (), "there is no such beat"),
        ("section-2.0: there is no such beat", (), "there is no such beat"),
    ],
)
def test_a_correction_names_its_beats(item: str, beats: tuple[int, ...], text: str) -> None:
    expected = Correction(section_id="section-2", text=text, beats=beats)
    assert read_corrections([item], BEATS) == ((expected,), ())


def test_a_paragraph_of_corrections_is_divided() -> None:
    item = "section-1.1: not so section-2.2: as in section-1: no section-2: unclear"
    corrections, notes = read_corrections([item], BEATS)
    assert [(found.section_id, found.beats, found.text) for found in corrections] == [
        ("section-1", (1,), "not so"),
        ("section-2", (2,), "as in section-1: no"),
        ("section-2", (), "unclear"),
    ]
    assert notes == ()


@given(st.sampled_from(sorted(BEATS)), st.data())
def test_what_the_prompt_asks_for_is_read_exactly(name: str, data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.integers(1, BEATS[name]), min_size=1, max_size=6, unique=True))
    item = f"{name}.{', '.join(map(str, numbers))}: said cold"
    ((found,), notes) = read_corrections([item], BEATS)
    assert (found.section_id, found.beats, notes) == (name, tuple(sorted(numbers)), ())


@given(st.lists(st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=60), max_size=8))
def test_any_list_names_only_beats_that_there_are(items: list[str]) -> None:
    corrections, _ = read_corrections(items, BEATS)
    assert len(corrections) <= 50
    for found in corrections:
        assert all(1 <= beat <= BEATS[found.section_id] for beat in found.beats)
        assert found.text == " ".join(found.text.split())
