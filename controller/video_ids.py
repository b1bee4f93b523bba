"""Ids of videos: random, or derived from the caller's Idempotency-Key."""

import hmac
import re
import secrets
import uuid

from contract.failure import FailureCode, PodreelError
from contract.names import is_video_id, new_video_id, server_secret_key
from stores.objects.base import ObjectStore

SECRET_BYTES = 32


def video_id_for(secret: bytes, caller: str, idempotency_key: str | None) -> str:
    """A random id if there is no key; otherwise the HMAC-SHA-256 of caller and key, as a UUID."""
    if idempotency_key is None:
        return new_video_id()
    # The length separates pairs whose concatenations are equal.
    text = f"{len(caller)}:{caller}{idempotency_key}"
    digest = hmac.digest(secret, text.encode("utf-8", "surrogatepass"), "sha256")
    return str(uuid.UUID(bytes=digest[:16], version=4))


async def server_secret(objects: ObjectStore) -> bytes:
    """The server's secret of at least 32 bytes, created at the first start and shared by all replicas.

    It is stored under `private/`, which is never served; in a folder only its owner can read it.
    Raises PodreelError(bad_configuration) if it is damaged.
    """
    made = secrets.token_bytes(SECRET_BYTES)
    if await objects.create_once(server_secret_key(), made):
        return made
    stored = await objects.get_bytes(server_secret_key())
    if stored is None or len(stored) < SECRET_BYTES:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The server's secret {server_secret_key()} in {objects.name} is damaged.",
            "Delete that object. Idempotency-Keys used before then count as new.",
        )
    return stored


async def ids_below(objects: ObjectStore, prefix: str) -> set[str]:
    """The videos with objects under `prefix`, whose keys continue with the video's id; ignores other keys."""
    keys = [facts.key.removeprefix(prefix) for facts in await objects.list(prefix)]
    return set(filter(is_video_id, (re.split("[./]", key, maxsplit=1)[0] for key in keys)))
