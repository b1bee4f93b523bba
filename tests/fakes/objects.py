"""ObjectStores that fail, as a store does that is down."""

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from contract.failure import FailureCode, PodreelError
from stores.objects.base import ObjectFacts


class BrokenStore:
    """An ObjectStore that is down for every call."""

    @property
    def name(self) -> str:
        return "a store that is down"

    async def check(self) -> None:
        _refuse()

    async def put_file(self, key: str, path: Path, metadata: Mapping[str, str] | None = None) -> None:
        _refuse()

    async def put_bytes(self, key: str, data: bytes) -> None:
        _refuse()

    async def create_once(self, key: str, data: bytes) -> bool:
        _refuse()

    async def get_bytes(self, key: str) -> bytes | None:
        _refuse()

    async def read_range(self, key: str, start: int, size_bytes: int) -> bytes | None:
        _refuse()

    async def get_file(self, key: str, path: Path) -> bool:
        _refuse()

    async def head(self, key: str) -> ObjectFacts | None:
        _refuse()

    async def list(self, prefix: str) -> tuple[ObjectFacts, ...]:
        _refuse()

    async def copy(self, source: str, target: str) -> None:
        _refuse()

    async def delete(self, key: str) -> None:
        _refuse()

    async def url(self, key: str, most_seconds: int | None = None) -> str:
        _refuse()

    def public_url(self, key: str) -> str | None:
        return None


def _refuse() -> NoReturn:
    raise PodreelError(FailureCode.UNAVAILABLE, "The store is down.")
