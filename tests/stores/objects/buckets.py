"""Buckets for tests, created as `podreel bucket init` does."""

from cli.bucket_steps import prepare
from contract.settings import StorageSettings
from stores.objects.s3.client import S3Client
from stores.objects.s3.store import S3Store


async def make_bucket(storage: StorageSettings) -> S3Store:
    """The bucket of these settings, ready for use."""
    client = S3Client(storage)
    outcomes = [outcome async for outcome in prepare(client)]
    assert all(outcome.is_done for outcome in outcomes), outcomes
    return S3Store(client)
