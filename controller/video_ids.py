"""Ids of videos: random, or the same one whenever a caller repeats its Idempotency-Key."""

import hmac
import secrets
import uuid

from contract.failure import FailureCode, PodreelError
from contract.names import new_video_id, server_secret_key
from stores.objects.base import ObjectStore

SECRET_BYTES = 32


def video_id_for(secret: bytes, caller: str, idempotency_key: str | None) -> str:
    """A random id without a key; with one, an id that nobody can guess without the server's secret."""
    if idempotency_key is None:
        return new_video_id()
    # The length keeps two pairs apart whose joined texts are the same.
    text = f"{len(caller)}:{caller}{idempotency_key}"
    digest = hmac.digest(secret, text.encode("utf-8", "surrogatepass"), "sha256")
    return str(uuid.UUID(bytes=digest[:16], version=4))


async def server_secret(objects: ObjectStore) -> bytes:
    """The server's secret, made at the first start: it outlives restarts, and all replicas share it.

    It lies under `private/`, which readers never see; in a folder of objects its owner alone can read it.
    """
    made = secrets.token_bytes(SECRET_BYTES)
    if await objects.create_once(server_secret_key(), made):
        return made
    stored = await objects.get_bytes(server_secret_key())
    if stored is None or len(stored) < SECRET_BYTES:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The server's secret {server_secret_key()} in {objects.name} is damaged.",
            "Delete that object; keys of repeated requests then count as new ones.",
        )
    return stored
