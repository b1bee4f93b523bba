"""The ObjectStore protocol, and what its implementations share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from stores.objects.failures import UnreadableObject

PRIVATE_PREFIX = "private/"
_MOST_SMALL_BYTES = 16 * 2**20


@dataclass(frozen=True)
class ObjectFacts:
    """The key and size of an object; `head` adds its metadata as it is stored, if the store supports it."""

    key: str
    size_bytes: int
    metadata: Mapping[str, str] = field(default_factory=dict, compare=False)


class ObjectStore(Protocol):
    """Objects by key. An object is never visible in part.

    Every method raises PodreelError: StoreUnavailable if a retry may help, UnreadableObject for one object
    that can't be read, otherwise not_configured or bad_configuration.
    """

    @property
    def name(self) -> str:
        """The store's name for messages, such as `the bucket films`."""
        ...

    async def check(self) -> None:
        """Raises PodreelError if the store can't be used as configured."""
        ...

    async def put_file(self, key: str, path: Path, metadata: Mapping[str, str] | None = None) -> None:
        """Stores a file, with `metadata` if the store supports it, truncated to the store's limit."""
        ...

    async def put_bytes(self, key: str, data: bytes) -> None: ...

    async def create_once(self, key: str, data: bytes) -> bool:
        """Creates the object unless it exists; returns whether it did. Of several callers one succeeds."""
        ...

    async def get_bytes(self, key: str) -> bytes | None:
        """The object's bytes; None if it does not exist."""
        ...

    async def read_range(self, key: str, start: int, size_bytes: int) -> bytes | None:
        """Up to `size_bytes` bytes from `start`, fewer at the object's end; None if it does not exist."""
        ...

    async def get_file(self, key: str, path: Path) -> bool:
        """Copies the object to `path`; returns False if it does not exist."""
        ...

    async def head(self, key: str) -> ObjectFacts | None: ...

    async def list(self, prefix: str) -> tuple[ObjectFacts, ...]: ...

    async def copy(self, source: str, target: str) -> None: ...

    async def delete(self, key: str) -> None: ...

    async def url(self, key: str, most_seconds: int | None = None) -> str:
        """A link to the object, which may expire: create it when it is needed, never store it.

        One that expires does so after `most_seconds` at the latest.
        """
        ...

    def public_url(self, key: str) -> str | None:
        """The permanent address of the object; None if the store has no public addresses."""
        ...


async def read_small(objects: ObjectStore, key: str) -> bytes | None:
    """An object that should be a small file of Podreel's own, such as an order; None if it does not exist.

    Raises UnreadableObject if it has more than 16 MiB, without reading the rest.
    """
    data = await objects.read_range(key, 0, _MOST_SMALL_BYTES + 1)
    if data is not None and len(data) > _MOST_SMALL_BYTES:
        raise UnreadableObject(f"{key} in {objects.name} has more than {_MOST_SMALL_BYTES:,} bytes.")
    return data


def require_key(key: str) -> str:
    """Returns the key; raises ValueError if it could leave the store or is ambiguous."""
    if not key or any(part in {"", ".", ".."} for part in key.split("/")) or "\0" in key:
        raise ValueError(f"not an object key: {key!r}")
    return key


def is_public(key: str) -> bool:
    """Whether the object may be served to readers."""
    return not key.startswith(PRIVATE_PREFIX)
