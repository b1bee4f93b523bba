"""A TeX format with the preamble of Manim's formulas, which would otherwise be read again for each formula.

The host makes it outside the sandbox while nothing waits for it, from the text below alone, and scripts may
only read it. TeX runs there as it does for scripts: with their environment, and unable to start programs.
"""

import asyncio
import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

from contract.failure import PodreelError
from runner.machine.processes import ToolError, run_tool
from runner.render.clearing import clear_folder
from runner.sandbox.limits import RenderLimits
from runner.sandbox.policy import Policy, environment

FORMAT_NAME = "podreel"
FORMAT_FILE = f"{FORMAT_NAME}.fmt"
PREAMBLE = r"""\documentclass[preview]{standalone}
\usepackage[english]{babel}
\usepackage{amsmath}
\usepackage{amssymb}"""
"""The preamble of Manim's default template; documents with another one don't use the format."""
# A document still begins with its preamble, so that its lines keep their numbers; the format skips it.
_SKIPPING = r"""
\makeatletter
\long\def\documentclass#1\begin{\let\documentclass\@twoclasseserror\begin}
\makeatother
\dump
"""
_MAKE_SECONDS = 60.0
_PACKED = "packed"
_SOURCE = "preamble.tex"
_SPECIAL = frozenset(":;,{}$~")
_ENGINE = ("pdftex", "-ini", "-interaction=batchmode", "-halt-on-error", f"-jobname={_PACKED}")


class TexFormat:
    """The format in `folder`, made in the background. Without a folder there is none."""

    def __init__(self, folder: Path | None = None) -> None:
        # TeX would not find it in a folder whose name it takes for a list or a pattern.
        is_findable = folder is not None and not _SPECIAL & set(str(folder))
        self._folder = folder if is_findable else None
        self._making: asyncio.Task[None] | None = None
        self._is_made = False

    def start(self) -> None:
        """Starts making it, once."""
        if self._folder is not None and self._making is None:
            self._making = asyncio.create_task(self._make(self._folder))

    @property
    def ready_folder(self) -> Path | None:
        """Its folder; None until this has made it, or if it can't be made."""
        return self._folder if self._is_made else None

    async def close(self) -> None:
        """Stops making it, and removes it."""
        if self._folder is None or self._making is None:
            return
        self._is_made = False
        self._making.cancel()
        await asyncio.wait({self._making})
        await asyncio.to_thread(clear_folder, self._folder)

    async def _make(self, folder: Path) -> None:
        self._is_made = await make_format(folder)


async def make_format(folder: Path) -> bool:
    """Makes the format in this folder, anew, for everybody to read. Returns whether there is one."""
    try:
        await _to_its_end(lambda: _prepare(folder))
        await run_tool(
            (*_ENGINE, "&latex", _SOURCE), cwd=folder, timeout_seconds=_MAKE_SECONDS, env=_environment(folder)
        )
        await _to_its_end(lambda: _unpack(folder))
    # Without it, formulas only take longer.
    except (OSError, EOFError, zlib.error, ToolError, PodreelError):
        return False
    return True


async def _to_its_end(call: Callable[[], None]) -> None:
    """Runs `call` in a thread, and waits for its end even if cancelled: what it writes is then removed."""
    running = asyncio.get_running_loop().run_in_executor(None, call)
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        raise


def _environment(folder: Path) -> dict[str, str]:
    """That of scripts, so that TeX reads the same files as theirs, and none of the operator's own."""
    limits = RenderLimits()
    policy = Policy(memory_bytes=limits.memory_bytes, file_bytes=limits.file_bytes)
    return environment(policy, folder)


def _prepare(folder: Path) -> None:
    """Makes the folder, closed to others. TeX reads files beside its own, so nothing may be there before."""
    clear_folder(folder)
    folder.mkdir(mode=0o700)
    (folder / _SOURCE).write_text(PREAMBLE + _SKIPPING)


def _unpack(folder: Path) -> None:
    """TeX reads a format in a third of the time if it is not compressed."""
    whole = folder / FORMAT_FILE
    whole.write_bytes(gzip.decompress((folder / f"{_PACKED}.fmt").read_bytes()))
    for made in folder.iterdir():
        if made != whole:
            made.unlink()
    whole.chmod(0o644)
    folder.chmod(0o755)
