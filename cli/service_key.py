"""Asks for the API key for a service, which never stands in the command line.

Every user of a machine can read the command lines of its processes, and shells keep them in their history.
"""

import sys
from getpass import getpass
from pathlib import Path

STDIN = Path("-")


def ask_for_key() -> str:
    """What is typed unseen in a terminal, or else a line of stdin."""
    try:
        return getpass("API key: ") if sys.stdin.isatty() else sys.stdin.readline()
    except (EOFError, UnicodeDecodeError):
        return ""
