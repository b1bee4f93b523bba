"""Shows a run's events: a progress bar in a terminal, one JSON line per event elsewhere."""

import sys
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from api.schemas.events import EndEvent, ProgressEvent
from cli.words import without_orders
from contract.run_events import ConnectionLost, RunEnded, RunProgress, event_line

ShownEvent = RunProgress | RunEnded | ProgressEvent | EndEvent | ConnectionLost


class Screen(Protocol):
    """Shows events while its context is open."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def show(self, event: ShownEvent) -> None: ...


class JsonLines:
    """Prints one JSON object per line, for programs."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.stdout.flush()

    def show(self, event: ShownEvent) -> None:
        print(event_line(event), flush=True)


class ProgressBar:
    """Shows stage, percent, elapsed and remaining time on one line of a terminal."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            _Remaining(),
            console=console,
        )
        self._task = self._progress.add_task("Starting", total=100, remaining=None, told_at=0.0)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def show(self, event: ShownEvent) -> None:
        if isinstance(event, ConnectionLost):
            self._progress.update(self._task, description=event.message)
            return
        task = self._progress.tasks[0]
        self._progress.update(
            self._task,
            completed=event.progress,
            description=without_orders(event.message or event.status),
            remaining=None if isinstance(event, RunEnded) else event.remaining_seconds,
            told_at=task.elapsed or 0.0,
        )


class _Remaining(ProgressColumn):
    """The runner's estimate of the remaining time, counted down between two events."""

    def render(self, task: Task) -> Text:
        remaining = task.fields.get("remaining")
        if remaining is None:
            return Text("")
        left = max(int(remaining - ((task.elapsed or 0.0) - task.fields["told_at"])), 0)
        return Text(f"about {left // 60}:{left % 60:02} left", style="cyan")


def choose_screen(console: Console, wants_json: bool) -> AbstractContextManager[Screen]:
    """A progress bar in a terminal; JSON lines otherwise, or if `wants_json`."""
    return JsonLines() if wants_json or not console.is_terminal else ProgressBar(console)
