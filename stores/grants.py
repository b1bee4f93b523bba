"""Sessions and links in the object store: written once, never changed, deleted when they are revoked.

So their existence is all that may change, and nothing can restore a revoked one by a late write.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from contract.access import AccessGrant
from stores.damage import DamageKind, DamageRegister
from stores.objects.base import ObjectStore

GrantT = TypeVar("GrantT", bound=AccessGrant)


@dataclass(frozen=True)
class GrantFiles:
    """All methods raise PodreelError if the object store is unreachable."""

    objects: ObjectStore
    damage: DamageRegister

    async def write(self, key: str, grant: AccessGrant) -> None:
        await self.objects.create_once(key, grant.model_dump_json().encode())

    async def read(self, key: str, kind: type[GrantT]) -> GrantT | None:
        """The grant; None if it was revoked, or is damaged or another one: then it gives no access."""
        data = await self.objects.get_bytes(key)
        if data is None:
            return None
        try:
            grant = kind.model_validate_json(data)
        except ValidationError:
            self.damage.found(DamageKind.ACCESS, key, "It is not a session or link that can be read.")
            return None
        if not key.endswith(f"/{grant.grant_id}.json"):
            self.damage.found(DamageKind.ACCESS, key, "It is another session or link.")
            return None
        return grant

    async def exists(self, key: str) -> bool:
        return await self.objects.head(key) is not None

    async def list(self, prefix: str, kind: type[GrantT]) -> tuple[GrantT, ...]:
        """The readable grants below the prefix, those that expire first at the beginning."""
        found = await asyncio.gather(*(self.read(key, kind) for key in await self.keys(prefix)))
        return tuple(grant for grant in found if grant is not None)

    async def keys(self, prefix: str) -> tuple[str, ...]:
        """The keys of all grants below the prefix, of damaged ones too, in the same order."""
        return tuple(sorted(facts.key for facts in await self.objects.list(prefix)))

    async def delete(self, keys: Iterable[str]) -> None:
        await asyncio.gather(*(self.objects.delete(key) for key in keys))
