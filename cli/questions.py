"""Questions before something is lost."""

import sys

import typer

from cli.words import without_orders
from contract.failure import FailureCode, PodreelError

ANSWERED_NO = 1


def require_yes(question: str, *, is_given: bool) -> None:
    """Goes on after a yes, which --yes gives beforehand.

    After any other answer the command ends. Raises PodreelError(invalid_request) without a terminal.
    """
    if is_given:
        return
    if not sys.stdin.isatty():
        raise PodreelError(
            FailureCode.INVALID_REQUEST, f"{question} There is no terminal to ask in.", "Add --yes to go on."
        )
    print(f"{without_orders(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise typer.Exit(ANSWERED_NO)
