"""Buckets for tests, made as `podreel bucket init` makes them."""

from cli.bucket_steps import prepare
from contract.s3 import S3Client
from contract.s3_store import S3Store
from contract.settings import StorageSettings


async def make_bucket(storage: StorageSettings) -> S3Store:
    """The bucket of these settings, ready for use."""
    client = S3Client(storage)
    outcomes = [outcome async for outcome in prepare(client)]
    assert all(outcome.is_done for outcome in outcomes), outcomes
    return S3Store(client)
