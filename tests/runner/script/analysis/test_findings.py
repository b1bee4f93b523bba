"""Faults are found without running a script, and none is found in a script that runs."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.scripts.cases import manim_examples
from runner.authors.offline.lesson_book import all_lessons
from runner.script.analysis.findings import find_faults
from runner.script.analysis.signatures import LibraryInterface
from runner.script.storyboard.writer import storyboard_script
from runner.text.explanation import Explanation, Section
from tests.runner.script.analysis.faults import FAULTS
from tests.runner.script.analysis.sound_code import SOUND_BODIES, SOUND_SCRIPTS

HEAD = "from manim import *\nfrom scenekit import NarratedScene\n"


def scene(*lines: str, base: str = "NarratedScene", head: str = HEAD) -> str:
    head = f"{head}ring = Circle\n"
    body = "\n".join(f"        {line}" for line in lines)
    return f"{head}\nclass Section1({base}):\n    def construct(self):\n{body}\n        self.wait(1)\n"


def messages(source: str, interface: LibraryInterface) -> list[str]:
    return [finding.message for finding in find_faults(source, interface)]


@pytest.mark.parametrize("code", FAULTS)
def test_finds_a_fault_and_its_line(code: str, interface: LibraryInterface) -> None:
    source = scene(*code.split("\n"))
    found = find_faults(source, interface)
    assert len(found) == len(FAULTS[code]), found
    for finding, words in zip(found, FAULTS[code], strict=True):
        assert words in finding.message
        assert finding.line == 7 + code.count("\n")


SOUND = """
square = Square()
square = square.copy().shift(UP)
square.tint = RED
square.tint.darker()
group = VGroup(square)
group[0].anything()
for circle in [Circle(), Square()]:
    circle.whatever()
axes = Axes() if square else Square()
axes.plot(lambda x: x)
try:
    square.explode()
except AttributeError:
    pass
self.camera.background_color
square.set_x(1).get_x()
square.get_color()
self.thing = Dot()
self.thing = Square()
self.thing.side_length
total = sum(i for i in range(3) if (last := i))
last
self.play(*[FadeIn(square)], run_time=2)
self.play(square.animate(run_time=2).shift(UP).scale(2), Write(Text("a", font_size=20)))
square.move_to([1, 2, 0]).move_to(np.array([1, 2, 0]))
Vector([1, 2])
text = Text("x", **{"font_size": 20})
rate_functions.ease_in_sine(0.5)
getattr(self, "later", None)
self.later
def helper(self, Circle=None):
    return Circle.spin
with self.beat(1) as beat:
    beat.until("x", lead_seconds=0.1)
    self.play(Create(square), run_time=beat.remaining)
config.frame_width, RED, PI, DEGREES, print, __name__
"""


def test_finds_nothing_in_correct_code(interface: LibraryInterface) -> None:
    assert find_faults(scene(*SOUND.strip().split("\n")), interface) == ()


@pytest.mark.parametrize("code", SOUND_BODIES)
def test_finds_nothing_in_lines_that_run(code: str, interface: LibraryInterface) -> None:
    assert messages(scene(*code.split("\n")), interface) == []


@pytest.mark.parametrize("code", SOUND_SCRIPTS)
def test_finds_nothing_in_scripts_that_run(code: str, interface: LibraryInterface) -> None:
    assert messages(HEAD + textwrap.dedent(code), interface) == []


def test_classes_with_unknown_parents_are_not_checked(interface: LibraryInterface) -> None:
    source = HEAD + textwrap.dedent(
        """
        import random

        class Base(random.choice([Scene])):
            pass

        class Section1(Base):
            def construct(self):
                self.whatever()
                self.wait()

        class Shape(VGroup):
            def __getattr__(self, name):
                return name

            def draw(self):
                return self.anything

        class Mixin:
            def act(self):
                return self.given_by_the_other

        class Other(Mixin, NarratedScene):
            given_by_the_other = 1

            def construct(self):
                self.act()
                self.wait()
        """
    )
    assert find_faults(source, interface) == ()


def test_a_star_import_from_elsewhere_may_define_any_name(interface: LibraryInterface) -> None:
    assert find_faults(scene("cosh(1)", head="from math import *\n" + HEAD), interface) == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("card = Card()", "Card() needs 'title'"),
        ("card = Card('a', sise=2)", "Card() takes no keyword 'sise'; did you mean size?"),
        ("make('a', 'b')", "make() takes 1 positional arguments, but 2 are given"),
        ("self.act(1)", "act() takes 0 positional arguments, but 1 are given"),
        ("Card('a').turn(1)", "Card has no attribute 'turn'"),
        ("make('a').turn(1)", "Text has no attribute 'turn'"),
        ("self.act().turn(1)", "Square has no attribute 'turn'"),
        ("self.nothing().turn(1)", "None has no attribute 'turn'"),
        ("self.play(self.nothing())", "play() is given None, which is no animation"),
    ],
)
def test_the_scripts_own_code_is_known(line: str, told: str, interface: LibraryInterface) -> None:
    own = """
    class Card(VGroup):
        def __init__(self, title, size=1):
            super().__init__(Text(title))

    def make(name):
        return Text(name)

    class Section1(NarratedScene):
        def act(self):
            if self.time:
                shape = Dot()
            else:
                shape = Square()
            shape = Square()
            return shape

        def nothing(self):
            self.wait()

        def construct(self):
            self.wait()
    """
    source = f"{HEAD}{textwrap.dedent(own)}        {line}\n"
    assert messages(source, interface) == [told]


@pytest.mark.parametrize(
    "lines",
    [
        ("self.play(Create(mark))", "mark = Dot()"),
        ("if self.time:", "    print(mark)", "mark = Dot()"),
        ("print([mark for n in range(2)])", "for mark in 'ab':", "    pass"),
    ],
)
def test_a_name_that_gets_its_value_later_is_reported(
    lines: tuple[str, ...], interface: LibraryInterface
) -> None:
    assert messages(scene(*lines), interface) == ["'mark' is used before it gets a value"]


def test_all_faults_are_reported_at_once(interface: LibraryInterface) -> None:
    code = ("a = Sqare()", "Circle(raduis=1)", "Dot().jump()", "self.play()")
    assert [finding.line for finding in find_faults(scene(*code), interface)] == [7, 8, 9, 10]


def test_names_are_looked_up_as_python_does(interface: LibraryInterface) -> None:
    source = HEAD + textwrap.dedent(
        """
        class Section1(NarratedScene):
            SIZE = 1

            def construct(self):
                global counter
                counter = SIZE
                print(counter, self.SIZE, __class__)
                self.wait()
        """
    )
    assert messages(source, interface) == ["the name 'SIZE' is not defined"]


@pytest.mark.parametrize("end", ["radius", "Circle(", "FadeIn("])
def test_a_script_that_was_cut_off_is_reported_as_such(end: str, interface: LibraryInterface) -> None:
    source = scene("self.play(", "    FadeIn(", "        Circle(", "            radius=1,", "        )))")
    (found,) = find_faults(source[: source.rindex(end)], interface)
    assert "doesn't parse" in found.message
    assert "end of the script seems to be missing" in found.message


def test_a_syntax_error_is_reported_with_its_line(interface: LibraryInterface) -> None:
    (found,) = find_faults("a = 1\nb = = 2\nc = 3\n", interface)
    assert found.line == 2
    assert "missing" not in found.message
    (found,) = find_faults(HEAD + "return 1\n", interface)
    assert found.line == 3


def test_a_scene_that_shows_nothing_is_reported(interface: LibraryInterface) -> None:
    source = HEAD + "class Section1(NarratedScene):\n    def construct(self):\n        Circle()\n"
    assert messages(source, interface) == [
        "the scene Section1 never plays, adds or waits, so nothing is shown"
    ]
    helped = HEAD + "def act(scene):\n    scene.wait()\n" + source.replace("Circle()", "act(self)")
    assert find_faults(helped, interface) == ()
    assert find_faults(source.replace("Circle()", "self.add(Circle())"), interface) == ()


def test_a_scene_that_wants_arguments_is_reported(interface: LibraryInterface) -> None:
    source = scene("self.wait()") + "\n    def __init__(self, matrix, **options):\n        pass\n"
    assert messages(source, interface) == ["Section1 is made without arguments, but __init__ needs matrix"]


def test_a_name_that_is_not_defined_is_reported_once_in_each_function(interface: LibraryInterface) -> None:
    source = HEAD + "def one():\n    Histo()\n    Histo()\n\ndef two():\n    Histo()\n"
    assert [found.line for found in find_faults(source, interface)] == [4, 8]


@pytest.mark.parametrize(
    "source", ["(" * 9999, "-" * 99_999 + "1", "a." * 9999 + "b", "\x00", "\ud800", "", "a+" * 9999 + "b"]
)
def test_text_that_is_no_script_raises_no_error(source: str, interface: LibraryInterface) -> None:
    for found in find_faults(source, interface):
        assert found.line >= 1
        assert found.message


@given(st.text(alphabet=st.sampled_from("ab(){}[]:=.,\n '\"#\\@*defclasimport"), max_size=120))
def test_any_text_gives_findings_or_none(text: str) -> None:
    bare = LibraryInterface(modules={"manim": ("a", "b")})
    for found in find_faults(HEAD + text, bare):
        assert 1 <= found.line <= HEAD.count("\n") + text.count("\n") + 2


def test_finds_nothing_in_manims_own_examples(interface: LibraryInterface) -> None:
    examples = list(manim_examples())
    assert len(examples) > 300
    for name, source in examples:
        # Many are still pictures.
        found = [told for told in find_faults(source, interface) if "never plays" not in told.message]
        assert found == [], (name, source)


def test_finds_nothing_in_lessons_and_storyboards(interface: LibraryInterface) -> None:
    texts = ["Mars 3,390 km, Earth 6,371 km.", "First, mix. Then, bake.", "E = m c^2", "Sun → leaf → sugar."]
    story = Explanation(title="All", sections=tuple(Section(title=text[:9], beats=(text,)) for text in texts))
    for script in (storyboard_script(story), *(lesson.script for lesson in all_lessons())):
        assert find_faults(script, interface) == ()
