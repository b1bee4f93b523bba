"""Reports to users and programs why a command failed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.markup import escape

from cli.terminal_words import in_terminal_words
from cli.words import without_orders
from contract.failure import PodreelError
from contract.run_events import RunEnded, event_line
from contract.video import VideoStatus


def show_failure(code: str, message: str, next_step: str) -> None:
    """Prints the code, one sentence and the next step on stderr, in the words of the terminal."""
    console = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)
    console.print(f"[bold red]{code}[/bold red]: {shown(message)}")
    console.print(shown(next_step))


def shown(text: str) -> str:
    """The text as a console may print it: some sentences quote a script, which may look like markup."""
    return escape(without_orders(in_terminal_words(text)))


@contextmanager
def failures_as_exit_status(wants_json: bool) -> Iterator[None]:
    """Reports a PodreelError and exits with its exit status."""
    try:
        yield
    except PodreelError as error:
        if wants_json or not sys.stdout.isatty():
            print(event_line(_event_of(error)), flush=True)
        show_failure(error.code, error.detail, error.next_step)
        raise typer.Exit(error.exit_status) from error


def _event_of(error: PodreelError) -> RunEnded:
    return RunEnded(
        status=VideoStatus.FAILED,
        exit_status=error.exit_status,
        code=error.code,
        message=in_terminal_words(error.detail),
        next_step=in_terminal_words(error.next_step),
        is_retryable=error.failure.is_retryable,
    )
