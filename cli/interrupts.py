"""Ctrl-C while nothing has been started yet that would have to be ended. Imports next to nothing."""

import os
import signal

SIGNAL_STATUS = 128
"""A command that a signal ended has the signal's number above this as its exit status."""


def leave_at_once(number: int, frame: object) -> None:
    """A handler of signals: the process ends here and now, without a traceback."""
    os._exit(SIGNAL_STATUS + number)


class LeavingAtOnce:
    """For slow imports, which an exception may break in ways that Python shows as a traceback."""

    def __enter__(self) -> None:
        self._before = signal.signal(signal.SIGINT, leave_at_once)

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)
