"""Finds the library names that a script uses, whose signatures a model needs."""

from hypothesis import given
from hypothesis import strategies as st

from runner.script.analysis.signatures import EntryKind, LibraryEntry, LibraryInterface
from runner.script.analysis.used import used_names

INTERFACE = LibraryInterface(
    modules={"manim": ("Circle", "UP", "Dot", "wait_for"), "scenekit": ("NarratedScene",)},
    entries={
        "Circle": LibraryEntry(kind=EntryKind.CLASS, signature="()", members={"grow": "(factor) -> Self"}),
        "Dot": LibraryEntry(kind=EntryKind.CLASS, signature="()"),
        "UP": LibraryEntry(kind=EntryKind.CONSTANT),
        "wait_for": LibraryEntry(kind=EntryKind.FUNCTION, signature="(x)"),
        "Scene": LibraryEntry(kind=EntryKind.CLASS, signature="()", members={"play": "(*args)"}),
        "NarratedScene": LibraryEntry(kind=EntryKind.CLASS, signature="()", ancestors=("Scene",)),
    },
)
SCRIPT = """from manim import *
from scenekit import NarratedScene


class Section1(NarratedScene):
    def construct(self):
        wait_for(UP)
        circle = Circle()
        circle.grow(2).shrink(3)
        self.play(Dot())
"""


def test_names_on_the_failing_lines_come_first() -> None:
    names = used_names(SCRIPT, {9}, INTERFACE)
    assert set(names[:2]) == {"Circle.grow", "Circle.shrink"}
    assert set(names) == {
        "Circle.grow",
        "Circle.shrink",
        "Circle",
        "Dot",
        "NarratedScene",
        "NarratedScene.play",
        "wait_for",
    }


def test_names_of_a_script_that_does_not_parse_are_found_too() -> None:
    assert used_names(SCRIPT + "(", {9}, INTERFACE) == ("Circle", "Dot", "NarratedScene", "wait_for")


@given(st.text(alphabet=st.sampled_from("Circle().growU P\n=:"), max_size=60), st.sets(st.integers(0, 20)))
def test_only_what_the_interface_has_is_named(text: str, lines: set[int]) -> None:
    source = f"from manim import *\nx = Circle()\n{text}"
    for name in used_names(source, lines, INTERFACE):
        assert name.partition(".")[0] in INTERFACE.entries
