"""What rules change in a whole script comes back into the shared code or the section that it belongs to."""

import pytest

from runner.script.assemble import assemble_script
from runner.script.repair.division import Division, divide
from runner.text.explanation import Explanation, Section

PREAMBLE = "import random\n\n\nGAP = 1\n\n\ndef aid():\n    return GAP  # shared\n"
SECTION = (
    "import math\n\n\ndef own():\n    return math.pi\n\n\nclass A(NarratedScene):\n    def construct(self):\n"
    "        self.play(Grow(aid()))  # grows\n"
)
ALONE = Explanation(title="Waves", sections=(Section(title="One", beats=("A wave.",)),))
TEXT = assemble_script(ALONE, PREAMBLE, {"A": SECTION})


def test_a_script_is_divided_into_what_it_was_assembled_of() -> None:
    assert divide(TEXT, PREAMBLE) == Division(PREAMBLE, SECTION)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Grow(", "GrowFromCenter(", Division(PREAMBLE, SECTION.replace("Grow(", "GrowFromCenter("))),
        ("return GAP", "return 2 * GAP", Division(PREAMBLE.replace("return", "return 2 *"), SECTION)),
        ("import random\n", "import os\nimport random\n", Division(PREAMBLE, f"import os\n{SECTION}")),
        ("import random\n", "", Division(PREAMBLE.replace("import random\n\n\n", ""), SECTION)),
    ],
    ids=["the section", "the shared code", "a new import", "an import of the shared code"],
)
def test_a_change_comes_back_to_its_place(old: str, new: str, expected: Division) -> None:
    assert divide(TEXT.replace(old, new), PREAMBLE) == expected


def test_what_was_divided_assembles_to_the_same_script() -> None:
    divided = divide(TEXT, PREAMBLE)
    assert divided is not None
    assert assemble_script(ALONE, divided.preamble, {"A": divided.section}) == TEXT


@pytest.mark.parametrize("text", ["class (", "x = 1\n", ""])
def test_anything_else_is_not_divided(text: str) -> None:
    assert divide(text, PREAMBLE) is None
