"""A listening socket that takes few connections at a time, and stays calm without descriptors."""

import contextlib
import errno
import os
import socket
from collections.abc import Callable
from typing import Any

# Others are closed for them only after the event loop has accepted them all.
AT_ONCE = 32
_USED_UP = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})


class Entrance(socket.socket):
    """asyncio accepts from it until it says that nobody waits.

    Without descriptors asyncio logs up to 2,048 tracebacks a second, and accepts nobody. The entrance keeps
    one to spare, with which it turns the caller away, and lets `when_full` free others.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.when_full: Callable[[], None] | None = None
        self._in_a_row = 0
        self._spare: int | None = _open_spare()

    def accept(self) -> tuple[socket.socket, Any]:
        if self._in_a_row >= AT_ONCE:
            self._in_a_row = 0
            raise BlockingIOError(errno.EAGAIN, "Enough for now.")
        try:
            accepted = super().accept()
        except OSError as error:
            self._in_a_row = 0
            if error.errno not in _USED_UP:
                raise
            self._turn_away()
            raise BlockingIOError(errno.EAGAIN, "Nobody can be taken.") from error
        self._in_a_row += 1
        return accepted

    def close(self) -> None:
        super().close()
        self._release_spare()

    def _turn_away(self) -> None:
        self._release_spare()
        with contextlib.suppress(OSError):
            super().accept()[0].close()
        self._spare = _open_spare()
        if self.when_full is not None:
            self.when_full()

    def _release_spare(self) -> None:
        if self._spare is not None:
            os.close(self._spare)
            self._spare = None


def _open_spare() -> int | None:
    try:
        return os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
