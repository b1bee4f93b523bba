"""How the turns of the controller's loop go, for health and metrics."""

import time
from collections.abc import Callable

from contract.failure import PodreelError
from controller.cluster.base import ClusterForbidden, ClusterUnavailable

TROUBLES = (ClusterUnavailable, ClusterForbidden, PodreelError)
"""Failures of services that Podreel needs; any other exception is a bug."""


class Turns:
    """The failures in a row, why the last turn failed, and when it ended; `seconds` is a clock."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self.failed_in_a_row = 0
        self.failing_because = ""
        self._seconds = seconds
        self._ended_at = seconds()

    @property
    def silent_seconds(self) -> float:
        """How long ago the last turn ended, or the loop began."""
        return self._seconds() - self._ended_at

    def began(self) -> None:
        self._ended_at = self._seconds()

    def failed(self, error: Exception) -> None:
        self.failed_in_a_row += 1
        self.failing_because = _sentence(error)
        self._ended_at = self._seconds()

    def succeeded(self) -> None:
        self.failed_in_a_row = 0
        self.failing_because = ""
        self._ended_at = self._seconds()


def _sentence(error: Exception) -> str:
    """Why a turn failed, for users: what Podreel's own errors say, and of a bug only its kind."""
    known = isinstance(error, TROUBLES) and str(error)
    return str(error) if known else f"The controller has an internal error ({type(error).__name__})."
