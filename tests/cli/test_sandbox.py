"""What people and operators see of the sandbox: the doctor, the settings, and each result."""

import dataclasses
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from rich.console import Console

from cli.make import show_result
from contract.result import Completed, parse_completed
from contract.result_parts import SandboxResult
from runner.sandbox.layers import Layer
from tests.cli.conftest import Command
from tests.cli.refusals import PROMPT, check_told
from tests.fakes.results import completed_result
from tests.runner.sandbox import older_kernel

pytestmark = pytest.mark.slow

TINY = "--quality custom --width 128 --height 128 --frame-rate 10".split()
PERMISSIVE = {"PODREEL_SANDBOX": "permissive"}
PICTURE = """
from manim import *

class A(Scene):
    def construct(self):
        self.add(ImageMobject({path!r}))
        self.wait(0.5)
"""


def on_a_kernel_without(lacks: str, command: Command, environment: dict[str, str]) -> Command:
    launcher = (sys.executable, older_kernel.__file__, "--without", lacks, "--")
    return dataclasses.replace(command, launcher=launcher, environment=environment)


def report(command: Command, status: int) -> dict[str, Any]:
    """The rows of the doctor's group `sandbox`, each by its name."""
    ended = command.run("doctor", "--json")
    assert ended.status == status, ended.stdout
    return {row["name"]: row for row in json.loads(ended.stdout)["groups"]["sandbox"]}


def result(command: Command) -> Completed:
    return parse_completed((command.out / "result.json").read_bytes(), "of the video")


def render_picture(command: Command, path: Path) -> None:
    """Leaves a script that shows a picture, and the picture."""
    Image.new("RGB", (8, 8), "red").save(path)
    (command.folder / "script.py").write_text(PICTURE.format(path=str(path)))


def test_doctor_shows_each_layer_and_the_kernels_part_in_it(command: Command) -> None:
    granted = {"PODREEL_SCRIPT_FOLDERS": str(command.folder)}
    rows = report(dataclasses.replace(command, environment=granted), 0)
    assert [*rows] == ["mode", "folders", *Layer]
    assert str(command.folder) in rows["folders"]["detail"]
    for layer in Layer:
        assert rows[layer]["works"], rows[layer]
        assert rows[layer]["is_required"]
    assert "Landlock ABI" in rows["files"]["detail"]
    assert "tried: reading /etc/passwd is refused" in rows["files"]["detail"]
    assert "tried: opening a socket is refused" in rows["system_calls"]["detail"]
    assert "seccomp filter" in rows["system_calls"]["detail"]


@pytest.mark.parametrize(("lacks", "layer"), [("landlock", "files"), ("seccomp", "system_calls")])
def test_doctor_names_the_layer_that_the_kernel_lacks(command: Command, lacks: str, layer: str) -> None:
    rows = report(on_a_kernel_without(lacks, command, {}), 78)
    assert [name for name, row in rows.items() if not row["works"]] == [layer]
    assert rows[layer]["is_required"]
    assert "can't be installed" in rows[layer]["detail"]
    rows = report(on_a_kernel_without(lacks, command, PERMISSIVE), 0)
    assert [name for name, row in rows.items() if not row["works"]] == ["mode", layer]
    assert not any(row["is_required"] for row in rows.values())


def test_no_script_runs_without_a_required_sandbox_layer(command: Command) -> None:
    command = on_a_kernel_without("landlock", command, {})
    told = ("files", "podreel doctor", "PODREEL_SANDBOX=permissive")
    check_told(command.make(PROMPT, *TINY), 78, "sandbox_unavailable", *told)
    assert command.exported == []


def test_the_result_of_a_permissive_run_lists_the_missing_sandbox_layers(command: Command) -> None:
    render_picture(command, command.folder / "picture.png")
    ended = on_a_kernel_without("landlock", command, PERMISSIVE).make("--script", "script.py", *TINY)
    assert ended.status == 0, ended.stderr
    assert result(command).sandbox == SandboxResult(mode="permissive", missing=("files",))
    note = "Scripts ran without these layers of the sandbox: files."
    assert note in result(command).notes
    assert note in ended.stdout


def test_a_script_reads_a_picture_from_a_granted_folder_and_from_no_other(command: Command) -> None:
    pictures = command.folder / "pictures"
    pictures.mkdir()
    render_picture(command, pictures / "red.png")
    script = ("--script", "script.py", *TINY)
    told = ("PermissionError: Permission denied", "red.png", "PODREEL_SCRIPT_FOLDERS")
    check_told(command.make(*script), 65, "script_failed", *told)
    assert command.exported == []
    command = dataclasses.replace(command, environment={"PODREEL_SCRIPT_FOLDERS": f"/usr/share:{pictures}"})
    ended = command.make(*script)
    assert ended.status == 0, ended.stderr
    assert result(command).sandbox == SandboxResult(mode="enforced")
    assert not any("sandbox" in note for note in result(command).notes)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("PODREEL_SANDBOX", "off", "'enforced' or 'permissive'"),
        ("PODREEL_SCRIPT_FOLDERS", "pictures", "pictures is not an absolute path"),
        ("PODREEL_SCRIPT_FOLDERS", "/usr/share:/no/such/folder", "/no/such/folder is not an absolute path"),
    ],
)
def test_an_invalid_sandbox_setting_is_78(command: Command, variable: str, value: str, told: str) -> None:
    command = dataclasses.replace(command, environment={variable: value})
    check_told(command.make(PROMPT), 78, "bad_configuration", variable, told)
    assert command.exported == []


def test_the_summary_shows_the_sandbox_mode_and_a_scripts_text_unchanged() -> None:
    shown = io.StringIO()
    found = completed_result(
        sandbox=SandboxResult(mode="permissive", missing=("files",)),
        notes=("its script failed: ValueError: [/bold] [red]x.",),
    )
    console = Console(file=shown, force_terminal=True, width=120)
    show_result(console, Path("/out/[b]/video.mp4"), found)
    assert "permissive" in shown.getvalue()
    assert "ValueError: [/bold] [red]x." in shown.getvalue()
    assert "/out/[b]/video.mp4" in shown.getvalue()
    # A result that is older than the sandbox.
    show_result(console, Path("video.mp4"), found.model_copy(update={"sandbox": None}))
