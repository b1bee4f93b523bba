"""Tells a person, and a program, why a command ended badly."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape

from contract.failure import PodreelError
from contract.video import VideoStatus


def show_failure(event: Mapping[str, Any], *, wants_json: bool) -> None:
    """One sentence and the next step on stderr; for programs also the event on stdout."""
    if wants_json:
        print(json.dumps(event, ensure_ascii=False), flush=True)
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    console.print(f"[bold red]{event['code']}[/bold red]: {escape(str(event['message']))}")
    console.print(escape(str(event["next_step"])))


@contextmanager
def failures_as_exit_status(wants_json: bool) -> Iterator[None]:
    """Turns a PodreelError into its exit status, after telling why."""
    try:
        yield
    except PodreelError as error:
        event = {
            "event": "ended",
            "status": VideoStatus.FAILED,
            "exit_status": error.exit_status,
            "code": error.code,
            "message": error.detail,
            "next_step": error.next_step,
        }
        show_failure(event, wants_json=wants_json or not sys.stdout.isatty())
        raise typer.Exit(error.exit_status) from error
