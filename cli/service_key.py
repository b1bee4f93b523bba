"""The API key for a service: from a file, a question, or a variable, and never from the command line.

Every user of a machine can read the command lines of its processes, and shells keep them in their history.
"""

import os
import re
import sys
from getpass import getpass
from pathlib import Path

from contract.failure import FailureCode, PodreelError

VARIABLE = "PODREEL_API_KEY"
STDIN = Path("-")
_KEY = re.compile(r"[\x21-\x7e]+")


def read_service_key(file: Path | None) -> str | None:
    """The key in the first line of `file`; `-` asks for it in a terminal, else reads stdin.

    Without a file the variable's, and None without that. Raises PodreelError(invalid_request).
    """
    if file is None:
        key = os.environ.get(VARIABLE)
        return _checked(key, f"The variable {VARIABLE}") if key else None
    if file == STDIN:
        return _checked(_asked(), "What was given as API key")
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The file with the API key {file} can't be read: {error}.",
            "Give a text file whose first line is the key.",
        ) from error
    return _checked(text.partition("\n")[0], f"The first line of {file}")


def _asked() -> str:
    try:
        return getpass("API key: ") if sys.stdin.isatty() else sys.stdin.readline()
    except EOFError:
        return ""


def _checked(text: str, what: str) -> str:
    key = text.strip()
    if _KEY.fullmatch(key) is None:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"{what} is not an API key: it must be one word of printable ASCII characters.",
            "Use what `podreel keys add` printed.",
        )
    return key
