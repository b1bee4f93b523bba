"""Sessions and links in the object store: written once, never changed, deleted when they are revoked.

So their existence is all that may change, and nothing can restore a revoked one by a late write.
"""

import asyncio
from typing import TypeVar

import structlog
from pydantic import ValidationError

from contract.access import AccessGrant
from stores.objects.base import ObjectStore

log = structlog.get_logger()
GrantT = TypeVar("GrantT", bound=AccessGrant)


async def write_grant(objects: ObjectStore, key: str, grant: AccessGrant) -> None:
    await objects.create_once(key, grant.model_dump_json().encode())


async def read_grant(objects: ObjectStore, key: str, kind: type[GrantT]) -> GrantT | None:
    """The grant; None if it was revoked, or is damaged: then it gives no access, and the log names it."""
    data = await objects.get_bytes(key)
    if data is None:
        return None
    try:
        return kind.model_validate_json(data)
    except ValidationError:
        log.error("grant_unreadable", key=key)
        return None


async def list_grants(objects: ObjectStore, prefix: str, kind: type[GrantT]) -> tuple[GrantT, ...]:
    """The readable grants below the prefix, those that expire first at the beginning."""
    keys = await grant_keys(objects, prefix)
    found = await asyncio.gather(*(read_grant(objects, key, kind) for key in keys))
    return tuple(grant for grant in found if grant is not None)


async def grant_keys(objects: ObjectStore, prefix: str) -> tuple[str, ...]:
    """The keys of all grants below the prefix, those that expire first at the beginning."""
    return tuple(sorted(facts.key for facts in await objects.list(prefix)))
