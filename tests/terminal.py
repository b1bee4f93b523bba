"""Somebody at a terminal: the real command on a pseudo-terminal of a chosen size."""

import os
import pty
import re
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pexpect
from pexpect.fdpexpect import fdspawn

PODREEL = str(Path(sys.executable).with_name("podreel"))
PATIENCE_SECONDS = 300
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_OUR_VARIABLES = re.compile(r"COLUMNS|LINES|NO_COLOR|FORCE_COLOR|PODREEL_.*")


@dataclass(frozen=True)
class Shown:
    """What a command left on the screen, without colours, and its exit status."""

    status: int
    text: str

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.text.splitlines()]


class Session:
    """A command that runs at a terminal."""

    def __init__(self, process: "subprocess.Popen[bytes]", screen: "fdspawn[str]") -> None:
        self._process, self._screen, self._seen = process, screen, ""

    def wait_for(self, pattern: str) -> str:
        """What was shown until then, the match included."""
        self._screen.expect(pattern)
        seen = _plain(f"{self._screen.before}{self._screen.after}")
        self._seen += seen
        return seen

    def type(self, line: str) -> None:
        self._screen.sendline(line)

    def press_ctrl_c(self) -> None:
        self._screen.send("\x03")

    def end(self) -> Shown:
        """Waits until the command ends."""
        self._screen.expect(pexpect.EOF)
        self._seen += _plain(str(self._screen.before))
        return Shown(self._process.wait(PATIENCE_SECONDS), self._seen)


@contextmanager
def terminal(
    *arguments: str, columns: int = 80, variables: Mapping[str, str] | None = None, folder: Path | None = None
) -> Iterator[Session]:
    """A session of `podreel` in a window of 24 rows; killed if it still runs at the end."""
    kept = {name: value for name, value in os.environ.items() if not _OUR_VARIABLES.fullmatch(name)}
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    # As its controlling terminal, so that Ctrl-C comes as from a keyboard.
    process = subprocess.Popen(
        ["/usr/bin/setsid", "--ctty", PODREEL, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**kept, "TERM": "xterm-256color", **(variables or {})},
        cwd=folder,
    )
    os.close(theirs)
    try:
        with fdspawn(ours, encoding="utf-8", timeout=PATIENCE_SECONDS) as screen:
            yield Session(process, screen)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def at_terminal(
    *arguments: str,
    columns: int = 80,
    variables: Mapping[str, str] | None = None,
    folder: Path | None = None,
    answer: str | None = None,
) -> Shown:
    """What is shown by a command that asks at most one question."""
    with terminal(*arguments, columns=columns, variables=variables, folder=folder) as session:
        if answer is not None:
            session.wait_for(r"\[y/N\]")
            session.type(answer)
        return session.end()


def _plain(text: str) -> str:
    return _CONTROL.sub("", text).replace("\r\n", "\n")
