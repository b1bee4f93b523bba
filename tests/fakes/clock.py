"""An event loop whose time passes at once: pauses take no wall time, and can be measured exactly."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

ResultT = TypeVar("ResultT")


class _Skipping(selectors.DefaultSelector):
    """Instead of waiting it sets the clock forward."""

    skipped_seconds = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("the test waits for something that never comes")
        if not ready:
            self.skipped_seconds += timeout or 0.0
        return ready


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._skipping = _Skipping()
        super().__init__(self._skipping)

    def time(self) -> float:
        return self._skipping.skipped_seconds


def skipping_loop() -> asyncio.AbstractEventLoop:
    """A loop of that kind, for who runs it piece by piece."""
    return _Loop()


def run_skipping(main: Coroutine[Any, Any, ResultT]) -> ResultT:
    """The result of `main`, on a loop of its own whose time begins at 0. Real input and output don't fit."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(main)
