"""Lists, finds and revokes the stored grants of one kind: sessions by their key, links by their video."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from api.auth.access_changes import AccessChanges
from api.auth.recent_grants import LookUpTimes, RecentGrants
from contract.access import AccessGrant
from contract.names import GRANT_ID
from stores.grants import GrantFiles

GrantT = TypeVar("GrantT", bound=AccessGrant)


@dataclass(frozen=True)
class GrantPlace(Generic[GrantT]):
    """Where grants of a kind are stored: functions of `contract/names.py`."""

    kind: type[GrantT]
    prefix: Callable[[str], str]
    key: Callable[[str, str], str]


class GrantBook(Generic[GrantT]):
    """All methods raise PodreelError while the object store does not answer."""

    def __init__(
        self, place: GrantPlace[GrantT], files: GrantFiles, changes: AccessChanges, times: LookUpTimes
    ) -> None:
        self._place, self._files, self._changes = place, files, changes
        self._recent = RecentGrants(lambda key: files.read(key, place.kind), times)

    async def find(self, scope: str, grant_id: str) -> GrantT | None:
        """The grant, at most some seconds old; None if it was revoked."""
        return await self._recent.get(self._place.key(scope, grant_id))

    async def add(self, scope: str, grant: GrantT) -> None:
        await self._files.write(self._place.key(scope, grant.grant_id), grant)

    async def list(self, scope: str) -> tuple[GrantT, ...]:
        """The readable grants, those that expire first at the beginning, with the expired ones."""
        return await self._files.list(self._place.prefix(scope), self._place.kind)

    async def keys(self, scope: str) -> tuple[str, ...]:
        """The keys of all grants, of damaged ones too, those that expire first at the beginning."""
        return await self._files.keys(self._place.prefix(scope))

    async def revoke(self, scope: str, grant_id: str) -> bool:
        """Revokes a grant everywhere; False if there is none."""
        if GRANT_ID.fullmatch(grant_id) is None:
            return False
        key = self._place.key(scope, grant_id)
        exists = await self._files.exists(key)
        await self.delete([key])
        return exists

    async def revoke_all(self, scope: str, but: str = "") -> None:
        """Revokes all grants, except the one with the id `but`."""
        kept = self._place.key(scope, but)
        await self.delete([key for key in await self.keys(scope) if key != kept])

    async def delete(self, keys: Sequence[str]) -> None:
        """Deletes grants; streams that they opened in this replica end at once."""
        await self._files.delete(keys)
        for key in keys:
            self._recent.forget(key)
        self._changes.tell()
