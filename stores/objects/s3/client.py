"""The gateway to S3: the only module of the stores that imports boto3.

Runs calls in threads, retries them, and translates errors to PodreelError.
"""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    FlexibleChecksumError,
    HTTPClientError,
    IncompleteReadError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    SSLError,
)
from botocore.exceptions import ConnectionError as NoConnectionError
from pydantic import SecretStr

from contract.failure import FailureCode, PodreelError
from contract.settings import StorageSettings
from stores.local_disk import local_failure
from stores.objects.base import ObjectFacts
from stores.objects.failures import StoreUnavailable
from stores.objects.s3.errors import DENIED, NOT_FOUND, S3Refusal, S3Refused, failure_of, no_keys

ResultT = TypeVar("ResultT")
MAX_ATTEMPTS = 4
# One request copies up to 5 GB; several requests would be slower.
COPY_IN_PARTS_BYTES = 4 * 2**30
BROKEN_OFF = (FlexibleChecksumError, HTTPClientError, IncompleteReadError)


@dataclass(frozen=True)
class S3Timeouts:
    """Timeouts of one attempt."""

    connect_seconds: float = 5.0
    read_seconds: float = 30.0


class S3Client:
    """One bucket of one S3 server."""

    def __init__(self, storage: StorageSettings, patience: S3Timeouts = S3Timeouts()) -> None:
        """Raises PodreelError(not_configured) if only half of a key is set."""
        if (storage.aws_access_key_id is None) != (storage.aws_secret_access_key is None):
            raise no_keys()
        self.storage = storage
        self._session, self._patience = _session(storage), patience
        self._client = self._connect(storage.s3_endpoint_url)

    async def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Calls an operation of the bucket by boto3's name; returns its answer."""
        method = getattr(self._client, operation)
        answer: dict[str, Any] = await self._run(lambda: method(Bucket=self._bucket, **parameters))
        return answer

    async def upload(self, key: str, path: Path, extra: Mapping[str, Any]) -> None:
        """Stores a file; a large one in several parts."""
        await self._run(
            lambda: self._client.upload_file(str(path), self._bucket, key, ExtraArgs=dict(extra)), path
        )

    async def read(self, key: str) -> bytes | None:
        """The object's bytes; None if it does not exist."""
        return await self._unless_missing(lambda: self._take(key, lambda body: bytes(body.read())))

    async def read_range(self, key: str, start: int, size_bytes: int) -> bytes | None:
        """Up to `size_bytes` bytes from `start`; None if the object does not exist."""
        part = f"bytes={start}-{start + size_bytes - 1}"
        try:
            return await self._unless_missing(
                lambda: self._take(key, lambda body: bytes(body.read()), Range=part)
            )
        except S3Refused as error:
            if error.refusal.status == 416:
                return b""  # the object ends before `start`
            raise

    async def download(self, key: str, path: Path) -> bool:
        """Writes the object to `path` atomically; returns False if it does not exist."""
        took = self._unless_missing(lambda: self._take(key, lambda body: _save(body, path)), path)
        return await took is not None

    async def list(self, prefix: str) -> tuple[ObjectFacts, ...]:
        """All objects with this prefix."""
        pages = self._client.get_paginator("list_objects_v2")

        def read() -> tuple[ObjectFacts, ...]:
            return tuple(
                ObjectFacts(entry["Key"], entry["Size"])
                for page in pages.paginate(Bucket=self._bucket, Prefix=prefix)
                for entry in page.get("Contents", ())
            )

        return await self._run(read)

    async def copy(self, source: str, target: str, extra: Mapping[str, Any]) -> None:
        """Copies on the server."""
        config = TransferConfig(multipart_threshold=COPY_IN_PARTS_BYTES, multipart_chunksize=2**29)
        where = {"Bucket": self._bucket, "Key": source}
        await self._run(
            lambda: self._client.copy(where, self._bucket, target, ExtraArgs=dict(extra), Config=config)
        )

    async def link(self, key: str, most_seconds: int | None = None) -> str:
        """A presigned link; needs no request to the server."""
        parameters = {"Bucket": self._bucket, "Key": key}
        seconds = min(self.storage.s3_link_seconds, most_seconds or self.storage.s3_link_seconds)
        make = self._linking_client.generate_presigned_url
        return str(await self._run(lambda: make("get_object", Params=parameters, ExpiresIn=seconds)))

    async def can_anyone_read(self, key: str) -> bool:
        """Whether the object can be read without credentials."""

        def read() -> bool:
            self._anonymous_client.head_object(Bucket=self._bucket, Key=key)
            return True

        try:
            return await self._run(read)
        except S3Refused as error:
            if error.refusal.code in DENIED | NOT_FOUND:
                return False
            raise

    @cached_property
    def _linking_client(self) -> Any:
        public = self.storage.s3_public_endpoint_url
        return self._client if public is None else self._connect(public)

    @cached_property
    def _anonymous_client(self) -> Any:
        return self._connect(self.storage.s3_endpoint_url, signature_version=UNSIGNED)

    def _connect(self, endpoint: str | None, **more: Any) -> Any:
        is_amazon = endpoint is None
        config = Config(
            connect_timeout=self._patience.connect_seconds,
            read_timeout=self._patience.read_seconds,
            retries={"mode": "standard", "total_max_attempts": MAX_ATTEMPTS},
            s3={"addressing_style": "virtual" if is_amazon else "path"},
            # Servers other than Amazon's may not support the checksums that boto3 adds by default.
            request_checksum_calculation="when_supported" if is_amazon else "when_required",
            response_checksum_validation="when_supported" if is_amazon else "when_required",
            **{"signature_version": "s3v4", **more},
        )
        return self._session.client("s3", endpoint_url=endpoint, config=config)

    @property
    def _bucket(self) -> str:
        return self.storage.s3_bucket_name

    def _take(self, key: str, take: Callable[[Any], ResultT], **more: Any) -> ResultT:
        """Applies `take` to the object's body; retries here, since boto3 does not retry a broken body."""
        for left in reversed(range(MAX_ATTEMPTS)):
            body = self._client.get_object(Bucket=self._bucket, Key=key, **more)["Body"]
            with contextlib.closing(body):
                try:
                    return take(body)
                except BROKEN_OFF:
                    if not left:
                        raise
        raise AssertionError("the last attempt returns or raises")

    async def _unless_missing(self, action: Callable[[], ResultT], place: Path = Path()) -> ResultT | None:
        try:
            return await self._run(action, place)
        except S3Refused as error:
            if error.refusal.code in NOT_FOUND:
                return None
            raise

    async def _run(self, action: Callable[[], ResultT], place: Path = Path()) -> ResultT:
        try:
            return await asyncio.to_thread(action)
        except (BotoCoreError, Boto3Error, ClientError) as error:
            raise self._failure(error) from error
        except OSError as error:
            raise local_failure(error, place) from error

    def _failure(self, error: BaseException) -> PodreelError:
        """A boto3 exception as a PodreelError."""
        if isinstance(error, Boto3Error) and isinstance(error.__context__, ClientError):
            error = error.__context__
        where = self.storage.s3_endpoint_url or f"S3 in {self.storage.aws_region}"
        match error:
            case ClientError():
                return failure_of(_refusal(error), self.storage)
            case NoCredentialsError() | PartialCredentialsError():
                return no_keys()
            case SSLError():
                return PodreelError(
                    FailureCode.BAD_CONFIGURATION,
                    f"The certificate of {where} can't be trusted: {error}.",
                    "Correct S3_ENDPOINT_URL, or set AWS_CA_BUNDLE to the CA's certificate file.",
                )
            case ParamValidationError():
                refusal = S3Refusal("the name", "InvalidBucketName", 400)
                return failure_of(refusal, self.storage)
            case HTTPClientError() | NoConnectionError() | IncompleteReadError() | FlexibleChecksumError():
                return StoreUnavailable(f"{where} is unreachable: {_first_line(error)}")
            case _:
                return PodreelError(FailureCode.UNAVAILABLE, f"S3 can't be used: {_first_line(error)}")


def _session(storage: StorageSettings) -> Any:
    return boto3.session.Session(
        aws_access_key_id=_secret(storage.aws_access_key_id),
        aws_secret_access_key=_secret(storage.aws_secret_access_key),
        aws_session_token=_secret(storage.aws_session_token) if storage.aws_access_key_id else None,
        region_name=storage.aws_region,
    )


def _secret(value: SecretStr | None) -> str | None:
    return None if value is None else value.get_secret_value()


def _refusal(error: ClientError) -> S3Refusal:
    answer, about = error.response.get("Error", {}), error.response.get("ResponseMetadata", {})
    headers = about.get("HTTPHeaders", {})
    return S3Refusal(
        operation=error.operation_name,
        code=str(answer.get("Code", "")),
        status=int(about.get("HTTPStatusCode", 0)),
        message=str(answer.get("Message", "")),
        region=str(answer.get("Region") or headers.get("x-amz-bucket-region", "")),
        clock=str(answer.get("ServerTime") or headers.get("date", "")),
    )


def _save(body: Any, path: Path) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".incoming-", dir=path.parent) as folder:
        incoming = Path(folder) / path.name
        with incoming.open("wb") as file:
            shutil.copyfileobj(body, file, 2**20)
        incoming.replace(path)
    return True


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
