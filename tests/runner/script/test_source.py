"""A script is read, never run, and a scene's source changes only if something it depends on changes."""

import ast
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode, PodreelError
from runner.script.source import read_narration, read_script, with_exhibits_of
from runner.text.exhibits import CodeExhibit

SCRIPT = '''"""A script."""

from manim import *

from scenekit import NarratedScene

NARRATION = {
    "title": "Two parts",
    "language": "en",
    "sections": [
        {"scene": "First", "title": "One", "beats": ["First beat.", "Second beat."]},
        {"scene": "Second", "title": "Two", "beats": ["Third beat."]},
    ],
}

SIZE = 2


def helper():
    return Square(SIZE)


class First(NarratedScene):
    def construct(self):
        with self.beat(1):
            self.play(Create(helper()))


class Second(NarratedScene):
    def construct(self):
        with self.beat(1):
            self.play(Create(Circle()))
'''


def refusal(text: str) -> str:
    """The sentence that refuses this script."""
    with pytest.raises(PodreelError) as caught:
        read_script(text)
    assert caught.value.code is FailureCode.SCRIPT_FAILED
    assert caught.value.detail.startswith("The script can't be used: ")
    assert caught.value.detail.endswith(".")
    return caught.value.detail


def changed(old: str, new: str, text: str = SCRIPT) -> str:
    assert old in text
    return text.replace(old, new)


def test_narration_and_scenes_are_read_from_a_script() -> None:
    script = read_script(SCRIPT)
    assert script.scenes == ("First", "Second")
    assert script.narration.explanation.title == "Two parts"
    assert script.narration.explanation.beats == ("First beat.", "Second beat.", "Third beat.")
    assert [section.title for section in script.narration.sections] == ["One", "Two"]


def test_a_script_learns_from_the_spoken_text_what_its_sections_show() -> None:
    script = read_script(SCRIPT)
    spoken = script.narration.explanation
    code = CodeExhibit(code="x = 1", language="python", beat=1)
    first, *others = spoken.sections
    shown = spoken.model_copy(update={"sections": (first.model_copy(update={"exhibits": (code,)}), *others)})
    told = with_exhibits_of(script, shown)
    assert told.narration.sections[0].exhibits == (code,)
    assert told.narration.explanation == shown
    assert with_exhibits_of(script, spoken) == script


def test_without_narration_each_scene_is_a_silent_section() -> None:
    text = "class A:\n def construct(self): ...\nclass Helper: ...\nclass B:\n def construct(self): ...\n"
    script = read_script(text)
    assert script.scenes == ("A", "B")
    assert script.narration.explanation.beats == ()


@pytest.mark.parametrize(
    "narration",
    [
        "open('{trace}', 'w').write('ran') or {{}}",
        "__import__('pathlib').Path('{trace}').touch()",
        "[open('{trace}', 'w') for _ in range(1)]",
        "{{'title': f'{{open(\"{trace}\", \"w\")}}', 'sections': []}}",
        "(lambda: open('{trace}', 'w'))()",
    ],
)
def test_narration_is_read_but_never_run(tmp_path: Path, narration: str) -> None:
    trace = tmp_path / "trace"
    text = SCRIPT.replace("NARRATION = {", f"NARRATION = {narration.format(trace=trace)}\nOTHER = {{")
    assert "NARRATION must be a plain literal" in refusal(text)
    assert not trace.exists()


def test_reading_a_script_runs_none_of_it(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    script = read_script(f"open({str(trace)!r}, 'w')\n{SCRIPT}")
    assert "open(" in script.source_for("First")
    assert not trace.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = 1\ny = (", "line 2"),
        ("x = 1\n\n  y = 2", "line 3"),
        ("def f(:\n    pass", "line 1"),
        ("print 'hello'", "line 1"),
        ("x = 'open", "line 1"),
        ("", "nothing to render"),
        ("x = 1", "nothing to render"),
        ("class A: ...", "nothing to render"),
        ("NARRATION = 5\n", "line 1"),
        ("x = 1\nNARRATION = {'title': 'T', 'sections': []}", "line 2: NARRATION sections"),
        ("NARRATION = {'title': '', 'sections': [{'scene': 'A', 'title': 'a'}]}", "NARRATION title"),
        ("NARRATION = {'sections': [{'scene': 'A', 'title': 'a'}]}", "NARRATION title"),
        ("NARRATION = {'title': 'T', 'sections': [{'scene': '', 'title': 'a'}]}", "sections.0.scene"),
        ("NARRATION = {'title': 'T', 'sections': [{'scene': 'A', 'title': 'a', 'beats': [5]}]}", "beats.0"),
        ("NARRATION = {'title': 'T', 'sections': [{'scene': 'A', 'title': 'a'}]}", "no class of that name"),
    ],
)
def test_the_error_for_an_unusable_script_names_reason_and_line(text: str, told: str) -> None:
    assert told in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "x = '\0'",
        "(" * 5000,
        "[" * 100_000,
        "-" * 20_000 + "1",
        "x = " + "1+" * 20_000 + "1",
        "a." * 50_000 + "b",
    ],
    ids=["a zero byte", "brackets", "many brackets", "signs", "a long sum", "a long path"],
)
def test_a_script_that_overflows_the_parser_is_rejected(text: str) -> None:
    assert "None" not in refusal(text)


@given(st.text())
def test_any_text_is_read_or_rejected(text: str) -> None:
    with suppress(PodreelError):
        assert read_script(text).text == text


@given(
    st.recursive(
        st.integers() | st.text() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_narration_is_read_or_rejected(value: object) -> None:
    with suppress(PodreelError):
        assert read_narration(f"NARRATION = {value!r}").sections


def test_a_scene_named_twice_in_narration_is_rejected() -> None:
    sentence = refusal(changed('"scene": "Second"', '"scene": "First"'))
    assert "two sections name the same scene" in sentence
    assert "Value error" not in sentence


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Create(Circle())", "Create(Triangle())"),
        ("class Second", "# a remark\nclass Second"),
        ('"""A script."""', '"""A script."""\n\n\n# longer\n'),
        ("First beat.", "Another beat."),
        ('"title": "Two"', '"title": "Zwei"'),
        ('"""A script."""', '"""Another."""'),
        ("from manim import *", "from manim import *\nimport math\nfrom scenekit.pictures import KeyPhrases"),
        ("class Second", "def unused(x=1):\n    return x\n\n\nWIDTH = 3\n\n\nclass Second"),
    ],
    ids=[
        *("another scene", "a remark", "blank lines", "narration", "a title", "the docstring"),
        *("imports that it does not use", "definitions that it does not use"),
    ],
)
def test_a_scenes_source_stays_the_same_when_something_else_changes(old: str, new: str) -> None:
    before, after = read_script(SCRIPT), read_script(changed(old, new))
    assert before.source_for("First") == after.source_for("First")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Create(helper())", "Write(helper())"),
        ("Square(SIZE)", "Circle(SIZE)"),
        ("SIZE = 2", "SIZE = 3"),
        ("from manim import *", "from manim import *\nfrom math import *"),
    ],
    ids=["the scene", "a helper", "a constant", "an import"],
)
def test_a_scenes_source_changes_with_what_it_depends_on(old: str, new: str) -> None:
    before, after = read_script(SCRIPT), read_script(changed(old, new))
    assert before.source_for("First") != after.source_for("First")


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("X = 1\nprint(globals()['X'])", "X = 2\nprint(globals()['X'])"),
        ("@print\ndef other():\n    return 1", "@print\ndef other():\n    return 2"),
        ("X = print(1)", "X = print(2)"),
        ("class Hook(metaclass=Meta):\n    x = 1", "class Hook(metaclass=Meta):\n    x = 2"),
        ("def size():\n    return 1\n\n\nSIZE *= size()", "def size():\n    return 2\n\n\nSIZE *= size()"),
        ("print(NARRATION)  # 1", "print(NARRATION)  # 2"),
        ("X = 1 + unknown", "X = 2 + unknown"),
        ("class Other:\n    x = unknown", "class Other:\n    x = unknown + 1"),
    ],
    ids=[
        *("reached by name", "decorated", "called", "a metaclass", "used by a statement", "narration"),
        *("may fail", "may fail in a class"),
    ],
)
def test_a_scenes_source_has_what_it_may_depend_on_without_naming_it(line: str, other: str) -> None:
    texts = [changed("class Second", f"{code}\n\n\nclass Second") for code in (line, other)]
    assert len({read_script(text).source_for("First") for text in texts}) == 2


def test_a_scenes_lines_change_when_it_moves_and_not_when_another_one_does() -> None:
    script = read_script(SCRIPT)
    other = read_script(changed("Create(Circle())", "Create(Triangle())"))
    moved = read_script(changed('"""A script."""', '"""A script."""\n'))
    assert script.lines_for("First") == other.lines_for("First") != moved.lines_for("First")
    assert script.source_for("First") == moved.source_for("First")


def test_a_scene_that_inherits_from_another_depends_on_it() -> None:
    text = changed("class Second(NarratedScene)", "class Second(First)")
    before, after = read_script(text), read_script(changed("Create(helper())", "Write(helper())", text))
    assert before.source_for("Second") != after.source_for("Second")


def test_a_scene_that_reaches_another_through_a_helper_depends_on_it() -> None:
    text = changed("Square(SIZE)", "Second.shape()")
    before, after = read_script(text), read_script(changed("Create(Circle())", "Create(Star())", text))
    assert before.source_for("First") != after.source_for("First")


def test_a_scene_that_reaches_another_through_a_third_depends_on_it() -> None:
    text = changed('{"scene": "Second"', '{"scene": "Third", "title": "Three"},\n        {"scene": "Second"')
    text = changed("class Second(NarratedScene)", "class Second(First)", text)
    text += "\n\nclass Third(Second):\n    pass\n"
    before, after = read_script(text), read_script(changed("Create(helper())", "Write(helper())", text))
    assert before.source_for("Third") != after.source_for("Third")


def test_a_scenes_source_parses_and_has_no_narration() -> None:
    source = read_script(SCRIPT).source_for("First")
    classes = [node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    assert classes == ["First"]
    assert "NARRATION" not in source


def test_the_source_of_a_scene_with_a_very_long_expression_can_be_read() -> None:
    pieces = " + ".join(f"'piece {number}'" for number in range(600))
    script = read_script(f"{SCRIPT}\nTEXT = {pieces}\nprint(TEXT)\n")
    assert "piece 599" in script.source_for("First")


def test_a_script_that_python_would_parse_for_minutes_is_refused_at_once() -> None:
    for text in ("x = 1\n" * 100_000, "f'''" + "{a}" * 20_000 + "'''"):
        with pytest.raises(PodreelError, match="too long to be read"):
            read_script(text)
