"""Deletes sessions and links that have expired. Their keys say when, so that a damaged one is swept too."""

from datetime import datetime

import structlog

from contract.names import ACCESS_PREFIX, expiry_of_grant
from stores.objects.base import ObjectStore

log = structlog.get_logger()


async def sweep_expired_access(objects: ObjectStore, now: datetime) -> None:
    """Raises PodreelError if the object store is unreachable; the next sweep continues."""
    count = 0
    for facts in await objects.list(ACCESS_PREFIX):
        expiry = expiry_of_grant(facts.key)
        if expiry is not None and expiry <= now.timestamp():
            await objects.delete(facts.key)
            count += 1
    if count:
        log.info("expired_access_deleted", count=count)
