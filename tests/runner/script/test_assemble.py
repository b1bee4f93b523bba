"""Parts written separately become one script, in which each keeps its meaning."""

import ast
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.script.assemble import assemble_script
from runner.script.source import read_script
from runner.script.storyboard.writer import storyboard_alone
from runner.text.explanation import Explanation, Section

WAVES = Explanation(
    title="Waves",
    sections=(Section(title="One", beats=("First.", "Second.")), Section(title="Two", beats=("Third.",))),
)
PREAMBLE = '''"""Shared."""
from manim import *
import numpy as np
from scenekit import NarratedScene, label

# How far it reaches.
REACH = 3


def helper(x):
    """Adds the reach."""
    return x + REACH
'''


def scene(number: int, body: str = "self.wait(1)") -> str:
    return f"class Section{number}(NarratedScene):\n    def construct(self):\n        {body}\n"


def assemble(*sections: str, preamble: str = PREAMBLE) -> str:
    return assemble_script(WAVES, preamble, {f"Section{n}": text for n, text in enumerate(sections, 1)})


def run(script: str) -> dict[str, object]:
    """The script's own names, without Manim: only what stands below its imports is executed."""
    tree = ast.parse(script)
    body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    names: dict[str, object] = {"NarratedScene": object}
    exec(compile(ast.Module(body=body, type_ignores=[]), "script", "exec"), names)  # noqa: S102 - our own text
    return names


def answer(script: str, number: int) -> object:
    """What `construct` of a section returns."""
    section = run(script)[f"Section{number}"]
    assert isinstance(section, type)
    return section().construct()


def test_the_script_reads_as_if_a_person_wrote_it() -> None:
    script = assemble(scene(1), scene(2))
    assert script.startswith(
        '"""Waves."""\n\nfrom manim import *\nfrom scenekit import NarratedScene, label\n'
    )
    assert script.count("import *") == 1
    assert "import numpy as np" in script
    assert "# How far it reaches.\nREACH = 3" in script
    assert '"""Shared."""' not in script
    places = [
        script.index(part) for part in ("REACH = 3", "NARRATION = {", "class Section1", "class Section2")
    ]
    assert places == sorted(places)


def test_narration_and_scenes_can_be_read_back_from_the_script() -> None:
    script = read_script(
        assemble_script(
            WAVES,
            PREAMBLE,
            {"A": scene(1).replace("Section1", "A"), "B": scene(2).replace("Section2", "B")},
            "de",
        )
    )
    assert script.narration.explanation == WAVES
    assert script.narration.language == "de"
    assert script.scenes == ("A", "B")


def test_an_empty_preamble_still_gives_the_imports() -> None:
    script = assemble(scene(1), scene(2), preamble="")
    assert "from manim import *\nfrom scenekit import NarratedScene\n" in script


def test_same_helpers_of_two_sections_keep_their_meaning() -> None:
    first = "def aid():\n    return 1\n\n\n" + scene(1, "return aid()")
    second = "def aid():\n    return 2\n\n\n" + scene(2, "return aid()")
    script = assemble(first, second)
    assert (answer(script, 1), answer(script, 2)) == (1, 2)


def test_a_section_may_redefine_what_is_shared_for_itself_alone() -> None:
    first = "REACH = 10\n\n\ndef helper(x):\n    return x * REACH\n\n\n" + scene(1, "return helper(2)")
    script = assemble(first, scene(2, "return helper(2)"))
    assert (answer(script, 1), answer(script, 2)) == (20, 5)


def test_shared_helpers_that_a_section_repeats_are_written_once() -> None:
    repeated = PREAMBLE.partition("# How")[2]
    script = assemble(
        "# How" + repeated + "\n\n" + scene(1, "return helper(2)"), scene(2, "return helper(3)")
    )
    assert script.count("def helper") == 1
    assert (answer(script, 1), answer(script, 2)) == (5, 6)


def test_a_repeated_helper_with_another_constant_is_kept_apart() -> None:
    repeated = PREAMBLE.partition("REACH = 3")[2]
    script = assemble(
        "REACH = 100\n" + repeated + "\n\n" + scene(1, "return helper(2)"), scene(2, "return helper(2)")
    )
    assert (answer(script, 1), answer(script, 2)) == (102, 5)


def test_imports_are_collected_and_clashing_ones_renamed() -> None:
    first = "import random\nfrom math import pi\n\n" + scene(1, "random.seed(pi)")
    second = "from random import random\n\n" + scene(2, "self.wait(random())")
    script = assemble(first, second)
    head = script.partition("REACH")[0]
    assert "import random\n" in head
    assert "from random import random as random_section2" in head
    assert "self.wait(random_section2())" in script
    assert "random.seed(pi)" in script


def test_a_name_that_another_section_takes_from_manim_is_left_to_it() -> None:
    first = "from scenekit.pictures import BarChart\n\n" + scene(1, "BarChart(self)")
    script = assemble(first, scene(2, "BarChart([1, 2])"))
    assert "from scenekit.pictures import BarChart as BarChart_section1" in script
    assert "BarChart_section1(self)" in script
    assert "BarChart([1, 2])" in script


def test_only_global_uses_of_a_clashing_name_are_renamed() -> None:
    first = "def aid():\n    return 1\n\n\n" + scene(
        1, "return (lambda aid: aid)(5), dict(aid=aid()), 'aid', f'{aid()}'"
    )
    script = assemble("aid = 7\n\n\n" + scene(1, "return aid"), first.replace("Section1", "Section2"))
    assert answer(script, 1) == 7
    assert answer(script, 2) == (5, {"aid": 1}, "aid", "1")


def test_a_name_of_one_underscore_does_not_become_private_to_a_class() -> None:
    script = assemble("_ = 1\n\n\n" + scene(1, "return _"), "_ = 2\n\n\n" + scene(2, "return _"))
    assert (answer(script, 1), answer(script, 2)) == (1, 2)


def test_statements_on_one_line_are_separated() -> None:
    script = assemble("import random; SPAN = 4\n" + scene(1, "return SPAN"), scene(2))
    assert "import random\n" in script
    assert answer(script, 1) == 4


def test_leaves_out_scenes_narration_and_main_of_the_preamble() -> None:
    extra = (
        PREAMBLE
        + "\nNARRATION = {'title': 'Other'}\n\n"
        + scene(1, "return 0")
        + "\nif __name__ == '__main__':\n    helper(1)\n"
    )
    script = assemble(scene(1, "return 1"), scene(2), preamble=extra)
    assert read_script(script).narration.explanation == WAVES
    assert script.count("class Section1") == 1
    assert answer(script, 1) == 1
    assert "__main__" not in script


def test_a_part_that_does_not_parse_is_kept_unchanged() -> None:
    script = assemble(scene(1), scene(2, "self.wait(("))
    assert "self.wait((" in script
    with pytest.raises(SyntaxError):
        ast.parse(script)


NAMES = st.from_regex(r"[a-zA-Z_]\w{0,8}", fullmatch=True).filter(
    lambda name: (
        not keyword.iskeyword(name) and name.isascii() and not name.startswith("__") and name != "NARRATION"
    )
)
TEXT = st.text(min_size=1, max_size=60)
EXPLANATIONS = st.builds(
    Explanation,
    title=TEXT,
    sections=st.lists(
        st.builds(Section, title=TEXT, beats=st.lists(TEXT, min_size=1, max_size=3).map(tuple)),
        min_size=1,
        max_size=3,
    ).map(tuple),
)


@given(EXPLANATIONS, st.lists(st.tuples(NAMES, st.integers()), max_size=3), st.data())
def test_each_section_keeps_its_own_meaning_of_every_name(
    explanation: Explanation, shared: list[tuple[str, int]], data: st.DataObject
) -> None:
    scenes = [f"Part{number}" for number in range(len(explanation.sections))]
    pool = [name for name, _ in shared] or ["aid"]
    wanted: dict[str, int] = {}
    sections: dict[str, str] = {}
    for name in scenes:
        own = data.draw(
            st.one_of(st.sampled_from(pool), NAMES).filter(lambda own: own not in {*scenes, "NarratedScene"})
        )
        wanted[name] = data.draw(st.integers())
        body = f"class {name}(NarratedScene):\n    def construct(self):\n        return {own}\n"
        sections[name] = f"{own} = {wanted[name]}\n\n\n{body}"
        pool.append(own)
    preamble = "\n".join(
        f"{name} = {value}" for name, value in shared if name not in {*scenes, "NarratedScene"}
    )
    text = assemble_script(explanation, preamble, sections)
    script = read_script(text)
    assert script.narration.explanation == explanation
    assert script.scenes == tuple(scenes)
    names = run(text)
    for name in scenes:
        compile(script.source_for(name), "script", "exec")
        section = names[name]
        assert isinstance(section, type)
        assert section().construct() == wanted[name]


def test_a_section_that_imports_what_all_have_keeps_its_names() -> None:
    plain = "class Section1(NarratedScene):\n    def construct(self):\n        self.wait()\n"
    sections = tuple(Section(title=title, beats=("A circle.",)) for title in ("One", "Two"))
    alone = storyboard_alone(sections[1], "Section2")
    explanation = Explanation(title="Two", sections=sections)
    text = assemble_script(explanation, "", {"Section1": plain, "Section2": alone})
    assert "class Section2(NarratedScene):" in text
    assert text.count("from scenekit import") == 1
