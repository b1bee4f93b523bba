"""The ObjectStore in a bucket of S3 or an S3-compatible server."""

import asyncio
import uuid
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from contract.backoff import Backoff, Jitter
from contract.failure import FailureCode, PodreelError
from contract.settings import StorageSettings
from stores.objects.base import PRIVATE_PREFIX, ObjectFacts, ObjectStore, is_public, require_key
from stores.objects.s3.client import S3Client
from stores.objects.s3.errors import NOT_FOUND, NOT_IMPLEMENTED, S3Refused, wrong_region
from stores.objects.s3.metadata import fit_metadata

# Named like a file of a video, so that a policy for videos covers it; no video has this id.
PUBLIC_PROBE = "00000000-0000-0000-0000-000000000000/probe.txt"
PRIVATE_PROBE = f"{PRIVATE_PREFIX}probe.txt"
PROBE_TEXT = b"Podreel tries here what the bucket allows.\n"
CONFLICT_BACKOFF = Backoff(first_seconds=0.2, max_seconds=1.6, jitter=Jitter.FULL, max_retries=4)
CREATOR = "creator"
CONTENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".mp4": "video/mp4",
        ".vtt": "text/vtt; charset=utf-8",
        ".srt": "application/x-subrip; charset=utf-8",
        ".md": "text/markdown; charset=utf-8",
        ".py": "text/x-python; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".json": "application/json",
        ".jpg": "image/jpeg",
    }
)


class S3Store:
    """An ObjectStore in a bucket. Objects outside `private/` become readable as set by `S3_PUBLIC`."""

    def __init__(self, client: S3Client) -> None:
        self._client = client
        self._storage = client.storage

    @property
    def name(self) -> str:
        return f"the bucket {self._storage.s3_bucket_name}"

    async def check(self) -> None:
        """Tests the operations that a video needs, before anything costs money.

        Raises PodreelError if the bucket is missing or in another region, the key is refused, objects can't
        be created exactly once, or readers can read too much or too little.
        """
        await self._check_region()
        await self._check_created_once()
        await self._check_readers()

    async def put_file(self, key: str, path: Path, metadata: Mapping[str, str] | None = None) -> None:
        extra = self._headers(key) | ({"Metadata": fit_metadata(metadata)} if metadata else {})
        await self._client.upload(require_key(key), path, extra)

    async def put_bytes(self, key: str, data: bytes) -> None:
        await self._client.call("put_object", Key=require_key(key), Body=data, **self._headers(key))

    async def create_once(self, key: str, data: bytes) -> bool:
        require_key(key)
        creator = uuid.uuid4().hex
        pauses = CONFLICT_BACKOFF.pauses()
        while True:
            try:
                await self._create(key, data, creator)
                return True
            except S3Refused as error:
                if error.refusal.status == 412:
                    return await self._creator(key) == creator
                pause = next(pauses, None)
                if error.refusal.status != 409 or pause is None:
                    raise
            await asyncio.sleep(pause)

    async def get_bytes(self, key: str) -> bytes | None:
        return await self._client.read(require_key(key))

    async def read_range(self, key: str, start: int, size_bytes: int) -> bytes | None:
        return await self._client.read_range(require_key(key), start, size_bytes)

    async def get_file(self, key: str, path: Path) -> bool:
        return await self._client.download(require_key(key), path)

    async def head(self, key: str) -> ObjectFacts | None:
        facts = await self._facts(require_key(key))
        return None if facts is None else ObjectFacts(key, int(facts["ContentLength"]), facts["Metadata"])

    async def list(self, prefix: str) -> tuple[ObjectFacts, ...]:
        return await self._client.list(prefix)

    async def copy(self, source: str, target: str) -> None:
        facts = await self._facts(require_key(source))
        headers = self._headers(require_key(target))
        if facts is None:
            raise PodreelError(FailureCode.UNAVAILABLE, f"{source} is missing from {self.name}.")
        extra = {"Metadata": facts["Metadata"], "MetadataDirective": "REPLACE", **headers}
        await self._client.copy(source, target, extra)

    async def delete(self, key: str) -> None:
        await self._client.call("delete_object", Key=require_key(key))

    async def url(self, key: str, most_seconds: int | None = None) -> str:
        address = self.public_url(key)
        if self._storage.s3_public == "presigned" or address is None or not is_public(key):
            return await self._client.link(key, most_seconds)
        return address

    def public_url(self, key: str) -> str | None:
        storage, path = self._storage, quote(require_key(key))
        endpoint = storage.s3_public_endpoint_url or storage.s3_endpoint_url
        if endpoint is not None:
            return f"{endpoint}/{storage.s3_bucket_name}/{path}"
        return f"https://{storage.s3_bucket_name}.s3.{storage.aws_region}.amazonaws.com/{path}"

    def _headers(self, key: str) -> dict[str, Any]:
        suffix = Path(key).suffix.lower()
        kind = CONTENT_TYPES.get(suffix) or "application/octet-stream"
        is_open = self._storage.s3_public == "acl" and is_public(key)
        return {"ContentType": kind, **({"ACL": "public-read"} if is_open else {})}

    async def _create(self, key: str, data: bytes, creator: str) -> None:
        """Raises S3Refused with status 412 if the object exists, 409 if another request is creating it."""
        await self._client.call(
            "put_object",
            Key=key,
            Body=data,
            IfNoneMatch="*",
            # An attempt whose answer was lost may have created it: then the next one gets a 412 for it.
            Metadata={CREATOR: creator},
            **self._headers(key),
        )

    async def _creator(self, key: str) -> str | None:
        facts = await self._facts(key)
        return None if facts is None else facts["Metadata"].get(CREATOR)

    async def _facts(self, key: str) -> dict[str, Any] | None:
        try:
            return await self._client.call("head_object", Key=key)
        except S3Refused as error:
            if error.refusal.code in NOT_FOUND:
                return None
            raise

    async def _check_region(self) -> None:
        """Checks the region: boto3 follows a bucket to its region, but links would name the wrong one."""
        try:
            found = (await self._client.call("head_bucket")).get("BucketRegion")
        except S3Refused as error:
            await self._client.call("list_objects_v2", MaxKeys=1)  # unlike HEAD, its refusal has a reason
            found = error.refusal.region or await self._location()
        else:
            if self._storage.s3_endpoint_url is not None:
                return  # servers other than Amazon's may report any region
        if found and found != self._storage.aws_region:
            raise wrong_region(found, self._storage)

    async def _location(self) -> str:
        location = (await self._client.call("get_bucket_location")).get("LocationConstraint")
        return str(location or "us-east-1")

    async def _check_created_once(self) -> None:
        try:
            created = [await self.create_once(PRIVATE_PROBE, PROBE_TEXT)]
            if created[0]:
                created.append(await self.create_once(PRIVATE_PROBE, PROBE_TEXT))
        except S3Refused as error:
            if error.refusal.code not in NOT_IMPLEMENTED:
                raise
            created = [True, True]
        if created == [True, True]:
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION,
                "The S3 server overwrites objects that must be created only once (If-None-Match: *).",
                "Use a server that supports conditional writes, or OBJECT_STORE=directory.",
            )

    async def _check_readers(self) -> None:
        storage = self._storage
        if await self._client.can_anyone_read(PRIVATE_PROBE):
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION,
                f"Anyone can read the objects under private/ in {self.name}.",
                "Remove private/ from the bucket's policy; `podreel bucket init` writes a correct one.",
            )
        if storage.s3_public == "presigned":
            return
        await self.put_bytes(PUBLIC_PROBE, PROBE_TEXT)
        if not await self._client.can_anyone_read(PUBLIC_PROBE):
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION,
                f"S3_PUBLIC is {storage.s3_public}, but videos in {self.name} are not publicly readable.",
                "Run `podreel bucket init`, or set S3_PUBLIC=presigned.",
            )


def open_bucket(storage: StorageSettings) -> ObjectStore:
    """The bucket of the settings. Raises PodreelError(not_configured) if only half of a key is set."""
    return S3Store(S3Client(storage))
