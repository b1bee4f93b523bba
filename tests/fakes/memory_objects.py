"""An ObjectStore in memory, of equal rank, with troubles by seeded chance."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stores.objects.base import ObjectFacts, require_key
from stores.objects.failures import StoreUnavailable


@dataclass
class MemoryObjects:
    """`history` has every value of a key since it was last deleted. Trouble comes before or after it."""

    chance: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - repeatable
    trouble_chance: float = 0.0
    is_down: bool = False
    kept: dict[str, bytes] = field(default_factory=dict)
    history: dict[str, list[bytes]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return "the memory"

    async def check(self) -> None:
        self._before()

    async def put_file(self, key: str, path: Path, metadata: Mapping[str, str] | None = None) -> None:
        await self.put_bytes(key, path.read_bytes())  # noqa: ASYNC240 - a fake

    async def put_bytes(self, key: str, data: bytes) -> None:
        self._before()
        self.write(key, data)
        self._after()

    async def create_once(self, key: str, data: bytes) -> bool:
        self._before()
        is_new = key not in self.kept
        if is_new:
            self.write(key, data)
        self._after()
        return is_new

    async def get_bytes(self, key: str) -> bytes | None:
        self._before()
        return self.kept.get(require_key(key))

    async def read_range(self, key: str, start: int, size_bytes: int) -> bytes | None:
        data = await self.get_bytes(key)
        return None if data is None else data[start : start + size_bytes]

    async def get_file(self, key: str, path: Path) -> bool:
        data = await self.get_bytes(key)
        if data is not None:
            path.write_bytes(data)  # noqa: ASYNC240 - a fake
        return data is not None

    async def head(self, key: str) -> ObjectFacts | None:
        data = await self.get_bytes(key)
        return None if data is None else ObjectFacts(key, len(data))

    async def list(self, prefix: str) -> tuple[ObjectFacts, ...]:
        self._before()
        found = sorted(key for key in self.kept if key.startswith(prefix))
        return tuple(ObjectFacts(key, len(self.kept[key])) for key in found)

    async def copy(self, source: str, target: str) -> None:
        self._before()
        self.write(target, self.kept[source])
        self._after()

    async def delete(self, key: str) -> None:
        self._before()
        self.kept.pop(key, None)
        self.history.pop(key, None)
        self._after()

    async def url(self, key: str, most_seconds: int | None = None) -> str:
        return f"memory:{key}"

    def public_url(self, key: str) -> str | None:
        return None

    def write(self, key: str, data: bytes) -> None:
        """Without trouble, whoever else may have some."""
        self.kept[require_key(key)] = data
        self.history.setdefault(key, []).append(data)

    def _before(self) -> None:
        if self.is_down or self.chance.random() < self.trouble_chance:
            raise StoreUnavailable("The memory gives no answer.")

    def _after(self) -> None:
        if self.chance.random() < self.trouble_chance:
            raise StoreUnavailable("The memory did it, but its answer was lost.")
