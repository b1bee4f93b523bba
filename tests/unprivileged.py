"""What tests do as a user without rights, also where they run as root."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65_534


@contextmanager
def as_nobody() -> Iterator[Path]:
    """A temporary folder, and a user who owns it and has no rights of root."""
    is_root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as temporary:
        if is_root:
            os.chown(temporary, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield Path(temporary)
        finally:
            if is_root:
                os.seteuid(0)
