"""Shells complete words with what `podreel completions` prints."""

import os
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import app
from contract.catalogue import VOICES
from tests.terminal import PODREEL

# What bash does at the Tab key after these words, the last of which is incomplete.
PRESS_TAB = """
source <(podreel completions bash)
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_podreel_completion podreel
printf '%s\\n' "${COMPREPLY[@]}"
"""


def offered_by_bash(*words: str) -> list[str]:
    path = f"{Path(PODREEL).parent}:{os.environ['PATH']}"
    command = ["/bin/bash", "-c", PRESS_TAB, "bash", *words]
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return [word for word in done.stdout.splitlines() if word]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("podreel", "ma"), ["make"]),
        (("podreel", "links", ""), ["add", "list", "revoke"]),
        (("podreel", "make", "--voice", ""), [*VOICES]),
        # A service that is not there: nothing, and no message.
        (("podreel", "status", "--url", "http://127.0.0.1:1", "ab"), []),
    ],
    ids=" ".join,
)
def test_bash_completes_commands_options_and_values(words: tuple[str, ...], offered: list[str]) -> None:
    assert sorted(offered_by_bash(*words)) == sorted(offered)


@pytest.mark.parametrize(
    ("shell", "sign"), [("zsh", "#compdef podreel"), ("fish", "complete --command podreel")]
)
def test_the_other_shells_have_scripts_of_their_own(shell: str, sign: str) -> None:
    told = CliRunner().invoke(app, ["completions", shell], prog_name="podreel")
    assert (told.exit_code, told.stdout.startswith(sign)) == (0, True)


def test_an_unknown_shell_is_told_the_known_ones() -> None:
    told = CliRunner().invoke(app, ["completions", "ksh"])
    assert told.exit_code == 2
    assert all(f"'{shell}'" in told.output for shell in ("bash", "zsh", "fish"))
