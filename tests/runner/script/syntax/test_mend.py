"""Scripts that can't be parsed are mended where one repair is certain, and each repair is told."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.script.parsing import tree_of
from runner.script.syntax.mend import MENDS, MendedSyntax, mend_syntax
from tests.runner.script.syntax.broken_code import END, LEFT_ALONE, MENDED, START, in_scene

REPOSITORY = Path(__file__).parents[4]
SOUND = [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "runner/script").glob("*.py"))]
PIECES = [
    *(before for _, before, _ in MENDED),
    *LEFT_ALONE,
    "x = 1",
    "(",
    "]",
    "'",
    '"""',
    "f'{",
    "\\",
    "\t",
    "    ",
    "\n",
    "try:",
    "class A(Scene):",
    "    def construct(self):",
    "\x00",
    "\u201c",
    "#",
    "@",
]


@pytest.mark.parametrize(("rule", "before", "after"), MENDED)
def test_a_statement_is_mended_by_its_rule(rule: str, before: str, after: str) -> None:
    given_code = START + indented(before) + END
    assert tree_of(given_code) is None
    mended = mend_syntax(given_code)
    assert mended.text == START + indented(after) + END
    assert [rewrite.rule for rewrite in mended.rewrites] == [rule]
    assert mended.rewrites[0].reason.endswith((".", "`."))
    assert not mended.is_cut


def indented(statement: str) -> str:
    """The statement in a scene; a tab at the beginning of a line is one of its own."""
    lines = (line if line.startswith("\t\t") else f"        {line}" for line in statement.split("\n"))
    return "".join(f"{line}\n" for line in lines)


def test_each_rule_has_a_case() -> None:
    assert set(MENDS) <= {rule for rule, _, _ in MENDED}


@pytest.mark.parametrize("statement", LEFT_ALONE)
def test_what_has_no_certain_repair_is_left_alone(statement: str) -> None:
    code = in_scene(statement)
    assert mend_syntax(code) == MendedSyntax(code)


def test_a_rewrite_names_its_line_and_the_lines_before_and_after() -> None:
    (rewrite,) = mend_syntax(in_scene("x = 1\nself.play(FadeOut(x)")).rewrites
    assert rewrite.line == 7
    assert rewrite.before == ("        self.play(FadeOut(x)",)
    assert rewrite.after == ("        self.play(FadeOut(x))",)


def test_several_faults_are_mended_together() -> None:
    mended = mend_syntax(in_scene('print "a"\nx = [1, 2\ny = x.copy()\nfor i in x\n    self.wait()'))
    assert {rewrite.rule for rewrite in mended.rewrites} == {"python-2", "brackets", "header"}
    assert tree_of(mended.text) is not None


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        ("        x = Circle(radius=", ""),
        ("        x =", ""),
        ("        x = Text('abc", ""),
        ('        x = """abc\n        def', ""),
        ("        for i in range(3):\n            self.play(", ""),
        ("        for i in range(3):\n            self.wait()\n            x = [", None),
        ("        if x:\n            self.wait()\n        else:\n            self.pl(", None),
        ("    def more(self):", "    def more(self):\n        pass"),
        ("    @prop\n    def more(", ""),
        ("\n\nclass B(Scene):\n    def construct(self):\n        # Now", None),
        ("\n\nclass B", ""),
    ],
)
def test_a_script_that_breaks_off_is_trimmed_to_its_last_statement(end: str, kept: str | None) -> None:
    mended = mend_syntax(START + END + end)
    assert mended.is_cut
    assert mended.rewrites[-1].rule == "broken-off"
    assert "end early" in mended.rewrites[-1].reason
    assert "self.play(Create(Dot()))" in mended.text
    assert tree_of(mended.text) is not None
    if kept is not None:
        assert mended.text.strip() == (START + END + kept).strip()


def test_a_script_that_breaks_off_inside_a_guarded_block_keeps_what_is_complete() -> None:
    mended = mend_syntax(f"{START}        try:\n            self.wait(2)\n            x = (")
    assert "self.wait(2)\n        finally:\n            pass" in mended.text


def test_a_call_at_the_end_that_lacks_only_its_last_bracket_is_kept() -> None:
    mended = mend_syntax(f"{START}        self.play(Create(Dot())")
    assert mended.text == START + END.rstrip("\n")
    assert not mended.is_cut


def test_many_lines_of_another_language_are_left_alone() -> None:
    code = "function f(x) { return x => x * 2; }\n" * 500
    assert mend_syntax(code).text == code


@pytest.mark.parametrize("code", SOUND)
def test_a_script_that_parses_is_left_alone_byte_for_byte(code: str) -> None:
    assert mend_syntax(code).text is code
    assert mend_syntax(code.replace("\n", "\r\n")).rewrites == ()


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=12),
    st.sampled_from(["\n", "", " ", "\n    "]),
)
def test_any_pieces_are_mended_or_left_alone_and_mending_again_changes_nothing(
    pieces: list[str], between: str
) -> None:
    code = between.join(pieces)
    mended = mend_syntax(code)
    assert mended.text == code or tree_of(mended.text) is not None
    assert mend_syntax(mended.text).text == mended.text
    if tree_of(code) is not None:
        assert mended.text == code


@given(st.integers(0, 500), st.sampled_from(SOUND))
def test_sound_code_cut_anywhere_parses_afterwards_or_is_left_alone(place: int, code: str) -> None:
    cut = code[: len(code) * place // 500]
    mended = mend_syntax(cut)
    assert mended.text == cut or ast.parse(mended.text)
    assert mended.text.count("\n") <= cut.count("\n") + 3


@given(st.data())
def test_a_sign_left_out_of_sound_code_is_mended_or_the_code_left_alone(data: st.DataObject) -> None:
    code = in_scene('x = Text("a", font_size=f(1))\nfor i in range(2):\n    y = [x, {"a": 1}]')
    place = data.draw(st.integers(0, len(code) - 1))
    broken = code[:place] + code[place + 1 :]
    mended = mend_syntax(broken)
    assert mended.text == broken or tree_of(mended.text) is not None
