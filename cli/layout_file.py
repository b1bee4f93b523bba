"""The file of `podreel check --layout`: it can be written before work begins, and is whole or not there."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from stores.local_disk import folder_failure
from stores.temporary_leftovers import INCOMING_PREFIX


def require_png(path: Path) -> None:
    """Raises PodreelError(invalid_request) if the file's name promises something else."""
    if path.suffix.lower() != ".png":
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The layout is drawn as a PNG, and {path} has another ending.",
            "Name a file such as layout.png with --layout.",
        )


@contextmanager
def incoming_picture(path: Path | None) -> Iterator[Path | None]:
    """An empty file beside the path, which is removed in the end; None without a path.

    Raises PodreelError: bad_configuration if nothing can be written there, unavailable if the disk is full.
    """
    if path is None:
        yield None
        return
    incoming = path.with_name(f"{INCOMING_PREFIX}{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        incoming.touch(exist_ok=False)
    except OSError as error:
        raise folder_failure(error, path.parent, "--layout") from error
    try:
        yield incoming
    finally:
        incoming.unlink(missing_ok=True)


def keep_picture(incoming: Path, path: Path) -> bool:
    """Puts the picture in its place; false if none was drawn."""
    try:
        if not incoming.stat().st_size:
            return False
        incoming.replace(path)
    except OSError as error:
        raise folder_failure(error, path.parent, "--layout") from error
    return True
