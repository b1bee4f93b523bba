"""Whatever is wrong with an order: its exit status, one sentence, the next step, and no file under --out."""

import dataclasses
import re
import shlex
from pathlib import Path

import pytest

from contract.catalogue import ASPECTS, LANGUAGES, QUALITIES, THEMES, VOICES
from tests.cli.conftest import Command
from tests.cli.refusals import PROMPT, check_told

pytestmark = [pytest.mark.slow, pytest.mark.spread]

SIZE = ("--width", "640", "--height", "360", "--frame-rate", "15")
UNKNOWN_ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), ("0 characters; it needs at least 10",)),
        (("Too short",), ("9 characters; it needs at least 10",)),
        (("\udcff" * 20,), ("not text in UTF-8",)),
        (("\u200b" * 60,), ("0 visible characters; it needs at least 10",)),
        (("?!… " * 20,), ("no letter or digit, so there is nothing to speak",)),
        (("x" * 10_001,), ("10,001 characters; at most 10,000 are allowed",)),
        (("a" * 9_000,), ("has a word of 9,000 letters and digits", "divide it by spaces")),
        ((PROMPT, "--model", "gpt-6"), ("Unknown model 'gpt-6'; choose one of offline, claude-3-5-sonnet",)),
        ((PROMPT, "--voice", "Brian"), ("nknown voice 'Brian'", *VOICES)),
        ((PROMPT, "--quality", "8k"), ("nknown quality '8k'", *QUALITIES, "custom")),
        ((PROMPT, "--language", "xx"), ("nknown language 'xx'", *LANGUAGES)),
        ((PROMPT, "--aspect", "4:3"), ("nknown aspect '4:3'", *ASPECTS)),
        ((PROMPT, "--theme", "pink"), ("nknown theme 'pink'", *THEMES)),
        ((PROMPT, "--narration", "loud"), ("initial", "corrected", "refined")),
        ((PROMPT, "--minutes", "99"), ("inutes", "30")),
        ((PROMPT, "--width", "640"), ("--width, --height and --frame-rate", "--quality custom")),
        ((PROMPT, *SIZE), ("custom", "only it may have them")),
        ((PROMPT, "--quality", "custom", *SIZE[:4], "--frame-rate", "0"), ("--frame-rate: ",)),
        ((PROMPT, "--quality", "custom"), ("custom", "needs width, height and frame rate")),
        ((PROMPT, "--voice", "[red]Brian[/red]"), ("[red]Brian[/red]",)),
        ((PROMPT, "--script", "missing.py"), ("missing.py", "Give a Python file")),
        ((PROMPT, "--script", "."), ("can't be read", "Give a Python file")),
        (("--resume", "my-video"), ("'my-video' is not a video's id",)),
        (("--resume", "1c9"), ("1c9 is too short to name a video", "first 4 characters")),
        (("--resume", "1c9a8e"), ("No video of yours has an id that begins with 1c9a8e", "whole id")),
        (("--resume", "../../etc"), ("'../../etc' is not a video's id",)),
        (("--resume", UNKNOWN_ID), (f"There is no video {UNKNOWN_ID}",)),
    ],
)
def test_an_invalid_request_is_64(
    command: Command, arguments: tuple[str, ...], told: tuple[str, ...]
) -> None:
    check_told(command.make(*arguments), 64, "invalid_request", *told)
    assert command.exported == []


def test_a_prompt_is_read_from_stdin_and_checked_like_any_other(command: Command) -> None:
    check_told(command.make("-", stdin=" short \n"), 64, "invalid_request", "5 characters")
    check_told(command.make("-", stdin="é" * 10_001), 64, "invalid_request", "10,001 characters")


def test_a_script_that_is_no_text_is_64(command: Command) -> None:
    (command.folder / "script.py").write_bytes(b"\xff\xfe\x00")
    check_told(command.make("--script", "script.py"), 64, "invalid_request", "can't be read")
    assert command.exported == []


@pytest.mark.parametrize(
    ("model", "variable"),
    [("claude-4-sonnet", "ANTHROPIC_API_KEY"), ("claude-3-haiku", "ANTHROPIC_API_KEY")],
)
def test_a_model_without_its_provider_is_77_and_names_the_variable(
    command: Command, model: str, variable: str
) -> None:
    check_told(command.make(PROMPT, "--model", model), 77, "not_configured", variable, "offline")
    assert command.exported == []


def test_the_configured_list_of_models_replaces_the_default(command: Command) -> None:
    command = dataclasses.replace(command, environment={"EXPLANATION_MODELS": "gpt-5"})
    check_told(command.make(PROMPT, "--model", "gpt-5"), 77, "not_configured", "OPENAI_API_KEY")
    ended = command.make(PROMPT, "--model", "claude-4-sonnet")
    check_told(ended, 64, "invalid_request", "choose one of offline, gpt-5.")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("def construct(:\n    pass", "line 1"),
        ("x = 1", "nothing to render"),
        ("NARRATION = {'title': 'T', 'sections': [{'scene': 'A', 'title': 'a'}]}", "'A'"),
    ],
)
def test_a_script_that_cannot_be_used_is_65(command: Command, script: str, told: str) -> None:
    (command.folder / "script.py").write_text(script)
    check_told(command.make("--script", "script.py"), 65, "script_failed", told)
    assert command.exported == []


SCENE = "from manim import *\n{head}\nclass A(Scene):\n    def construct(self):\n        {body}\n"


# A section that is no video, with times that look true.
FORGE = """
import os, pathlib, sys
def forge():
    pathlib.Path("section.mp4").write_bytes(b"no video at all")
    pathlib.Path("times.json").write_text('{"frame_count": 22, "beat_start_frames": []}')
    os._exit(0)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("while True: pass", "did not finish within 4 seconds"),
        ("while True: sys.stdout.write('x' * 65536)", "did not finish within 4 seconds"),
        ("raise SystemExit", "ended before its section was rendered"),
        ("os._exit(0)", "ended before its section was rendered"),
        ("eaten = [bytearray(2**26) for _ in range(2**20)]", "needs more than 1,536 MB of memory"),
        ("eaten = bytearray(10**11)", "needs more than 1,536 MB of memory"),
        ("forge()", "section"),
        ("unknown_name", "NameError"),
    ],
    ids=[
        "loops for ever",
        "floods its log",
        "exits",
        "exits at once",
        "eats memory",
        "asks for all memory",
        "forges its section",
        "names what is not there",
    ],
)
def test_a_script_that_does_not_render_is_65(command: Command, body: str, told: str) -> None:
    # A busy machine needs time to fill memory.
    seconds = "4" if "within 4 seconds" in told else "60"
    limits = {"PODREEL_SECTION_SECONDS": seconds, "PODREEL_SECTION_MEMORY_MB": "1536"}
    command = dataclasses.replace(command, environment=limits)
    (command.folder / "script.py").write_text(SCENE.format(head=FORGE, body=body))
    ended = command.make("--script", "script.py", "--quality", "draft")
    check_told(ended, 65, "script_failed", told, "'A'")
    assert "Resume with" not in ended.stderr
    assert "Correct that scene" in ended.event["next_step"]
    assert command.exported == []


def test_an_out_folder_that_cannot_be_written_is_78(command: Command) -> None:
    command.out.write_text("a file, not a folder")
    check_told(command.make(PROMPT), 78, "bad_configuration", str(command.out), "--out")


def test_a_data_folder_that_cannot_be_made_is_78(command: Command) -> None:
    command.data.write_text("a file, not a folder")
    check_told(command.make(PROMPT), 78, "bad_configuration", str(command.data), "--data")
    assert command.exported == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [("MAX_CONCURRENT_VIDEOS", "many"), ("VIDEO_RETENTION_DAYS", "0"), ("PODREEL_WORKERS", "0")],
)
def test_an_invalid_setting_is_78_and_names_the_variable(command: Command, variable: str, value: str) -> None:
    command = dataclasses.replace(command, environment={variable: value})
    check_told(command.make(PROMPT), 78, "bad_configuration", variable)
    assert command.exported == []


def test_a_missing_ffmpeg_is_78_and_names_the_package(command: Command) -> None:
    empty = command.folder / "bin"
    empty.mkdir()
    command = dataclasses.replace(command, environment={"PATH": str(empty)})
    check_told(command.make(PROMPT), 78, "bad_configuration", "ffmpeg", "apt-get install ffmpeg")
    assert command.exported == []


def _without_libraries(path: Path) -> tuple[str, ...]:
    """Runs what follows where no shared library can be looked up, with the programs in `path` only."""
    shell = f'mount --bind /dev/null /etc/ld.so.cache && PATH={path} && export PATH && exec "$@"'
    return ("unshare", "--map-root-user", "--mount", "sh", "-c", shell, "sh")


def test_a_missing_espeak_is_78_and_names_the_package(command: Command) -> None:
    path = command.folder / "bin"
    path.mkdir()
    (path / "ffmpeg").symlink_to("/usr/bin/ffmpeg")
    command = dataclasses.replace(command, launcher=_without_libraries(path))
    check_told(command.make(PROMPT), 78, "bad_configuration", "espeak-ng", "apt-get install libespeak-ng1")
    assert "install ffmpeg" not in command.make(PROMPT).stderr
    assert command.exported == []


def test_a_run_that_can_be_mended_says_how_to_resume_it_in_words_for_the_shell(command: Command) -> None:
    command = dataclasses.replace(command, environment={"PODREEL_DEADLINE_SECONDS": "0.5"})
    data = str(command.folder / "my data")
    ended = command.run("make", PROMPT, "--data", data, "--out", str(command.out))
    assert (ended.status, ended.event["code"]) == (75, "time_used_up")
    told = re.search(r"Resume with: (podreel make --resume ([0-9a-f-]{36}) .*)", ended.stderr)
    assert told is not None
    assert shlex.split(told[1]) == ["podreel", "make", "--resume", told[2], "--data", data]
