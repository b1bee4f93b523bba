"""A TeX format with the preamble of Manim's formulas, which would otherwise be read again for each formula.

The host makes it while nothing waits for it, from the text below alone; scripts may only read it.
"""

import asyncio
import contextlib
import gzip
import shutil
from pathlib import Path

from contract.failure import PodreelError
from runner.machine.processes import ToolError, run_tool

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
_ENGINE = ("pdftex", "-ini", "-interaction=batchmode", "-halt-on-error", f"-jobname={_PACKED}")


class TexFormat:
    """The format in `folder`, made in the background. Without a folder there is none."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._making: asyncio.Task[bool] | None = None

    def start(self) -> None:
        """Starts making it, once."""
        if self._folder is not None and self._making is None:
            self._making = asyncio.create_task(make_format(self._folder))

    @property
    def ready_folder(self) -> Path | None:
        """Its folder; None if it is not ready, or can't be made."""
        is_ready = self._folder is not None and (self._folder / FORMAT_FILE).exists()
        return self._folder if is_ready else None

    async def close(self) -> None:
        """Stops making it, and removes it."""
        if self._folder is None or self._making is None:
            return
        self._making.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._making
        await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)


async def make_format(folder: Path) -> bool:
    """Makes the format in this folder, for everybody to read. Returns whether there is one."""
    try:
        await asyncio.to_thread(_prepare, folder)
        await run_tool((*_ENGINE, "&latex", "preamble.tex"), cwd=folder, timeout_seconds=_MAKE_SECONDS)
        await asyncio.to_thread(_unpack, folder)
    except (OSError, ToolError, PodreelError):  # without it, formulas only take longer
        return False
    return True


def _prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    (folder / "preamble.tex").write_text(PREAMBLE + _SKIPPING)


def _unpack(folder: Path) -> None:
    """TeX reads a format in a third of the time if it is not compressed."""
    whole = folder / "unpacked"
    whole.write_bytes(gzip.decompress((folder / f"{_PACKED}.fmt").read_bytes()))
    whole.chmod(0o644)
    whole.replace(folder / FORMAT_FILE)
