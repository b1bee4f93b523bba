"""The entry point of the installed command: however early Ctrl-C comes, there is no traceback."""

import signal

from cli.interrupts import LeavingAtOnce


def main() -> None:
    """Runs the command; ends the process with its exit status."""
    with LeavingAtOnce():
        from cli.app import command  # noqa: PLC0415 - takes a second to import
    try:
        command()
    finally:
        # All is done and the exit status is decided; another Ctrl-C must not change it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
