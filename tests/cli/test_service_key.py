"""The API key never stands in a command line, where every user of the machine could read it."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli.app import app
from podreel.address import service_address
from podreel.client import ProblemError

KEY = "podreel_0123-456_789"
URL = "http://127.0.0.1:1"


def _commands(command: Any) -> Iterator[Any]:
    yield command
    for inner in getattr(command, "commands", {}).values():
        yield from _commands(inner)


def test_no_option_of_any_command_takes_a_secret_itself() -> None:
    options = [
        option
        for command in _commands(typer.main.get_command(app))
        for parameter in command.params
        for option in parameter.opts
        if any(word in option for word in ("api-key", "token", "secret", "password"))
    ]
    assert set(options) == {"--api-key-file"}
    assert len(options) >= 9


@pytest.mark.parametrize("text", [KEY, KEY + "\n", f"  {KEY}\r\n", f"{KEY}\nnotes of its owner\n"])
def test_the_key_is_the_first_line_of_its_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "key"
    file.write_bytes(text.encode())
    assert service_address(URL, None, file).headers == {"Authorization": f"Bearer {KEY}"}


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"two words\n", "schlüssel".encode(), b"\xff\xfe", b"a\x00b", b"\x1b[31m"]
)
def test_a_file_without_a_key_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key"
    file.write_bytes(content)
    with pytest.raises(ProblemError, match=r"key") as caught:
        service_address(URL, None, file)
    assert caught.value.code == "invalid_key"
    assert caught.value.next_step


def test_a_missing_file_ends_the_command_before_it_calls_anybody(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["list", "--url", URL, "--api-key-file", str(tmp_path / "none")])
    assert told.exit_code == 64
    assert "can't be read" in told.output


def test_a_given_key_comes_before_the_file_and_that_before_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODREEL_API_KEY", "from-the-variable")
    file = tmp_path / "key"
    file.write_text(KEY)
    assert service_address(URL, None, None).api_key == "from-the-variable"
    assert service_address(URL, None, file).api_key == KEY
    assert service_address(URL, "given", file).api_key == "given"
    monkeypatch.setenv("PODREEL_API_KEY", "")
    assert service_address(URL, None, None).api_key is None


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=60))
def test_every_printable_key_is_read_as_it_is(key: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODREEL_API_KEY", key)
        assert service_address(URL, None, None).api_key == key


def test_a_variable_that_is_no_key_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODREEL_API_KEY", "schlüssel mit leerzeichen")
    told = CliRunner().invoke(app, ["list", "--url", URL])
    assert told.exit_code == 64
    assert "PODREEL_API_KEY" in told.output


ASKING = "from cli.service_key import ask_for_key; print('got', ask_for_key().strip())"


def test_a_dash_reads_the_key_from_a_pipe() -> None:
    done = _python(f"{KEY}\n".encode())
    assert done == f"got {KEY}\n"


def test_a_dash_asks_in_a_terminal_and_does_not_show_what_is_typed() -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ASKING],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    while b"API key: " not in shown:
        shown += os.read(ours, 1024)
    os.write(ours, f"{KEY}\n".encode())
    output, _ = process.communicate(timeout=60)
    os.close(ours)
    assert output.decode() == f"got {KEY}\n"
    assert KEY.encode() not in shown


def test_the_old_option_is_refused_with_the_new_one() -> None:
    told = CliRunner().invoke(app, ["list", "--api-key", KEY], env={"COLUMNS": "160"})
    assert told.exit_code == 2
    assert "--api-key-file" in told.output


def _python(given: bytes) -> str:
    return subprocess.run(
        [sys.executable, "-c", ASKING], input=given, capture_output=True, check=True, timeout=60
    ).stdout.decode()
