"""Files that outlive a run: what every ObjectStore promises, and what all of them share."""

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from contract.failure import FailureCode, PodreelError

PRIVATE_PREFIX = "private/"


@dataclass(frozen=True)
class ObjectFacts:
    """What HEAD says of an object."""

    key: str
    size_bytes: int


class StoreUnavailable(PodreelError):
    """The store gives no answer now, and may later: what was tried may be tried again."""

    def __init__(self, detail: str) -> None:
        super().__init__(FailureCode.UNAVAILABLE, detail)


class ObjectStore(Protocol):
    """Objects by key. A key exists whole or not at all.

    Every method raises PodreelError: StoreUnavailable where trying again may help, not_configured or
    bad_configuration where it can't.
    """

    @property
    def name(self) -> str:
        """The store in a sentence for people: `the bucket films`."""
        ...

    async def check(self) -> None:
        """Returns where the store can be used as it is set up, and raises PodreelError where it can't."""
        ...

    async def put_file(self, key: str, path: Path, metadata: Mapping[str, str] | None = None) -> None:
        """Stores a file. `metadata` goes with it where the store keeps any, cut to what it keeps."""
        ...

    async def put_bytes(self, key: str, data: bytes) -> None: ...

    async def create_once(self, key: str, data: bytes) -> bool:
        """Creates the object unless it exists; says whether it did."""
        ...

    async def get_bytes(self, key: str) -> bytes | None:
        """The object's bytes; None where there is none."""
        ...

    async def read_range(self, key: str, start: int, size_bytes: int) -> bytes | None:
        """So many bytes from `start` on, fewer at the end of the object; None where there is none."""
        ...

    async def get_file(self, key: str, path: Path) -> bool:
        """Copies the object to `path`; False where there is none."""
        ...

    async def head(self, key: str) -> ObjectFacts | None: ...

    async def list(self, prefix: str) -> tuple[ObjectFacts, ...]: ...

    async def copy(self, source: str, target: str) -> None: ...

    async def delete(self, key: str) -> None: ...

    async def url(self, key: str) -> str:
        """A link that opens the object now; it may end, so it is made when it is read, never stored."""
        ...

    def public_url(self, key: str) -> str | None:
        """The lasting address of the object; None where the store has none that others can reach."""
        ...


def require_key(key: str) -> str:
    """The key itself; raises ValueError for what could leave the store or mean two things."""
    if not key or any(part in {"", ".", ".."} for part in key.split("/")) or "\0" in key:
        raise ValueError(f"not an object key: {key!r}")
    return key


def is_public(key: str) -> bool:
    """Whether readers may ever see the object."""
    return not key.startswith(PRIVATE_PREFIX)


def local_failure(error: OSError, place: Path) -> PodreelError:
    """A failure of this machine's own disk, told for people."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return PodreelError(
            FailureCode.UNAVAILABLE,
            f"The disk that holds {place} is full.",
            "Free some space, then resume the video: finished parts are kept.",
        )
    return PodreelError(FailureCode.UNAVAILABLE, f"{place} can't be used: {error.strerror or error}.")
