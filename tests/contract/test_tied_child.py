"""A program that is tied to its parent: it starts while the parent lives, and never after that."""

import os
import subprocess

import pytest

from contract.tied_child import tied_child

SAY = ["sh", "-c", 'printf "%s\\n" "$@"', "sh", "two words", "$HOME", ""]


def start(parent_process_id: int) -> subprocess.CompletedProcess[str]:
    command = tied_child(SAY, "setpriv", parent_process_id, "KILL")
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_program_starts_with_its_own_words() -> None:
    assert start(os.getpid()).stdout == "two words\n$HOME\n\n"


@pytest.mark.parametrize("other", [1, 2**22])
def test_a_program_whose_parent_is_no_longer_the_one_that_started_it_does_not_start(other: int) -> None:
    done = start(other)
    assert (done.returncode, done.stdout) == (1, "")
