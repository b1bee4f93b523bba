"""Two sides of a section become a comparison."""

# Look-alike characters are intended.

import pytest

from runner.script.storyboard.finders.contrasts import find_contrasts
from runner.script.storyboard.finders.sides import find_comparisons


def test_two_sides_are_compared_by_the_sentences_about_each() -> None:
    (found,) = find_comparisons("Protocols", ["TCP vs UDP: two ways.", "TCP is safe. UDP is fast."])
    assert found.arguments == (["TCP", "is safe"], ["UDP", "is fast"])


def test_pros_and_cons_are_compared() -> None:
    (found,) = find_comparisons("Bikes", ["Pros: cheap; quick; Cons: wet in the rain"])
    assert found.arguments == (["Pros", "cheap", "quick"], ["Cons", "wet in the rain"])


@pytest.mark.parametrize(
    "beat", ["In the case of Roe vs Wade the court ruled.", "Pros: cheap.", "Unlike A, B is."]
)
def test_other_sentences_are_no_comparison(beat: str) -> None:
    assert list(find_comparisons("Title", [beat])) == []


@pytest.mark.parametrize(
    ("beat", "sides"),
    [
        (
            "Northern Democrats nominated Stephen Douglas, while southern Democrats, who met separately, put "
            "forward John Breckinridge.",
            (
                ["Northern Democrats", "nominated Stephen Douglas"],
                ["Southern Democrats", "put forward John Breckinridge"],
            ),
        ),
        (
            "Unlike Carnegie and Rockefeller, Morgan was no rags-to-riches hero.",
            (["Carnegie and Rockefeller"], ["Morgan", "was no rags-to-riches hero"]),
        ),
        (
            "Metalle sind gute Leiter, während Kunststoffe isolieren sollten.",
            None,
        ),
        (
            "Metalle sind gute Leiter, während Kunststoffe keine Leiter sind.",
            None,
        ),
        (
            "Les plantes produisent de l'oxygène, tandis que les animaux ont besoin d'oxygène.",
            (
                ["Les plantes", "produisent de l'oxygène"],
                ["Les animaux", "ont besoin d'oxygène"],
            ),
        ),
        ("It works, while they wait.", None),
    ],
)
def test_two_sides_of_one_sentence_are_compared(beat: str, sides: tuple[list[str], list[str]] | None) -> None:
    assert [found.arguments for found in find_contrasts([beat])] == ([sides] if sides else [])
