"""This process's output, written at once; a full disk behind it loses text, and nothing else."""

import contextlib
import io
import os


class LossyOutput(io.TextIOBase):
    """Text for a descriptor. Nothing is kept back, so nothing is tried again when the process exits."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, text: str) -> int:
        rest = memoryview(text.encode("utf-8", "backslashreplace"))
        with contextlib.suppress(OSError):
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        return len(text)

    def fileno(self) -> int:
        return self._descriptor
