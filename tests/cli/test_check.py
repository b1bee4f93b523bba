"""`podreel check`, with the real sandbox: what runs is left alone, what rules mend runs, the rest is told."""

import json
from pathlib import Path

import pytest
from PIL import Image

from contract.script_check import Checked
from tests.cli.conftest import Command
from tests.cli.refusals import check_told
from tests.terminal import at_terminal, terminal

pytestmark = [pytest.mark.slow, pytest.mark.spread]

HEAD = "from manim import *\n\n\n"
GOOD = f"{HEAD}class Waves(Scene):\n    def construct(self):\n        self.play(Create(Circle()))  # drawn\n"
MENDABLE = GOOD.replace("Create(", "Creat(").replace("\n", "\r\n")
LOST = GOOD + "\n\nclass Tides(Scene):\n    def construct(self):\n        self.wait(1 / 0)\n"


def test_a_script_that_runs_is_left_alone_byte_for_byte(command: Command) -> None:
    path = command.folder / "waves.py"
    path.write_text(GOOD)
    facts = path.stat()
    ended = command.run("check", "waves.py", "--fix")
    assert (ended.status, ended.stdout, ended.stderr) == (0, "Waves\t1.4\truns\n", "")
    assert path.read_text() == GOOD
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (facts.st_ino, facts.st_mtime_ns)


def test_what_rules_can_mend_is_written_only_if_asked(command: Command) -> None:
    path = command.folder / "waves.py"
    path.write_bytes(MENDABLE.encode())
    ended = command.run("check", "waves.py", "--json", "--out", "new/waves.py")
    assert ended.status == 0
    checked = Checked.model_validate_json(ended.stdout)
    assert checked.runs
    assert json.loads(ended.stdout)["runs"] is True
    assert [rewrite.line for rewrite in checked.rewrites] == [6]
    assert path.read_bytes() == MENDABLE.encode()
    assert (command.folder / "new" / "waves.py").read_text() == GOOD
    again = command.run("check", "waves.py", "--out", "new/waves.py")
    check_told(again, 64, "invalid_request", "exists already", "--yes")
    tiny = MENDABLE.replace("Circle()", "Text('tiny', font_size=18)")
    path.write_bytes(tiny.encode())
    assert command.run("check", "waves.py", "--fix").status == 0
    mended = GOOD.replace("Circle()", "Text('tiny', font_size=26)")
    assert path.read_bytes() == mended.replace("\n", "\r\n").encode()


def test_faults_of_layout_are_told_and_count_only_if_asked(command: Command) -> None:
    wide = GOOD.replace("Create(Circle())", "Write(Text('A wave carries energy', font_size=60))")
    (command.folder / "waves.py").write_text(wide)
    ended = command.run("check", "waves.py", "--aspect", "9:16")
    assert (ended.status, ended.stderr) == (0, "")
    assert "waves.py:6: layout 1: Waves, 2.0 s: “A wave carries energy” leaves the frame" in ended.stdout
    drawn = ("--layout", "new/layout.png")
    strict = command.run("check", "waves.py", "--aspect", "9:16", "--strict", "--json", *drawn)
    assert strict.status == 65
    assert "layout has 1 finding" in strict.stderr
    checked = Checked.model_validate_json(strict.stdout)
    assert checked.runs
    assert [fault.kind for fault in checked.layout] == ["text_outside"]
    assert checked.picture == "new/layout.png"
    assert [path.name for path in (command.folder / "new").iterdir()] == ["layout.png"]
    with Image.open(command.folder / "new" / "layout.png") as page:
        assert page.height > 600
    refused = command.run("check", "waves.py", "--aspect", "4:3")
    check_told(refused, 64, "invalid_request", "4:3", "9:16")
    check_told(command.run("check", "waves.py", *drawn), 64, "invalid_request", "exists already", "--yes")


def test_files_in_the_users_folder_are_never_taken_for_modules(command: Command) -> None:
    for module in ("json", "numpy", "manim", "runner", "structlog"):
        (command.folder / f"{module}.py").write_text("open('executed', 'w').close()\n")
    (command.folder / "waves.py").write_bytes(MENDABLE.encode())
    ended = command.run("check", "waves.py")
    assert (ended.status, ended.stderr) == (0, "")
    assert not (command.folder / "executed").exists()


def test_what_no_rule_mends_ends_with_65_and_is_shown_with_its_line(command: Command) -> None:
    (command.folder / "waves.py").write_text(LOST)
    ended = command.run("check", "waves.py")
    check_told(ended, 65, "script_failed", "1 of 2 scenes don't run", "check it again")
    assert "Tides\t\tline 11: ZeroDivisionError" in ended.stdout
    assert command.run("check", "waves.py", "--scene", "Waves").status == 0
    shown = at_terminal("check", "waves.py", columns=60, folder=command.folder)
    assert shown.status == 65
    assert "Tides" in shown.text
    assert "ZeroDivisionError" in shown.text


@pytest.mark.parametrize(
    ("name", "data", "status", "told"),
    [
        ("none.py", None, 64, "There is no file none.py"),
        (".", None, 64, "is a folder"),
        ("empty.py", b"", 64, "is empty"),
        ("large.py", b"#" * 10_000_000, 64, "more than 8 MB"),
        ("nul.py", b"x = 1\0", 64, "NUL bytes"),
        ("latin.py", b"x = '\xe9'", 64, "UTF-8"),
        ("list.txt", b"Milk, eggs and bread.", 65, "no Python code"),
        ("helper.py", b"x = 1\n", 65, "no class with a construct method"),
        ("two.py", b"class A(Scene):\n  def construct(self):\n    print 'a', ]]\n", 65, "Python can't read"),
        ("deep.py", b"x = " + b"(" * 5000 + b"\nclass A(Scene):\n  pass\n", 65, ""),
        ("page.js", b"const a = () => { return 1 };\n", 65, "no Python code"),
    ],
)
def test_whatever_is_no_script_gets_a_sentence(
    command: Command, name: str, data: bytes | None, status: int, told: str
) -> None:
    if data is not None:
        (command.folder / name).write_bytes(data)
    ended = command.run("check", name)
    code = "invalid_request" if status == 64 else "script_failed"
    check_told(ended, status, code, told)


def test_an_unknown_scene_is_refused_with_those_there_are(command: Command) -> None:
    (command.folder / "waves.py").write_text(LOST)
    ended = command.run("check", "waves.py", "--scene", "Wave")
    check_told(ended, 64, "invalid_request", "no scene 'Wave'", "Waves, Tides")


def test_the_code_of_an_answer_is_checked_and_can_be_written_elsewhere(command: Command) -> None:
    answer = f"Here it is:\n\n```python\n{GOOD}```\nBye!"
    ended = command.run("check", "-", "--out", "waves.py", stdin=answer)
    assert ended.status == 0, ended.stderr
    assert (command.folder / "waves.py").read_text() == GOOD
    assert "begins at line 4" in ended.stdout
    check_told(command.run("check", "-", "--fix", stdin=answer), 64, "invalid_request", "--fix", "--out")


def test_ctrl_c_ends_a_check_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "waves.py").write_text(GOOD.replace("self.play(", "while True: self.play("))
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    variables = {"TMPDIR": str(temporary)}
    with terminal("check", "waves.py", folder=tmp_path, variables=variables) as session:
        session.wait_for("Trying")
        session.press_ctrl_c()
        assert session.end().status == 130
    assert list(temporary.iterdir()) == []
