"""A bucket that can't be used is told before anything is made."""

import dataclasses
import json
from typing import Any

import pytest
from pydantic import SecretStr

from contract.settings import StorageSettings
from tests.cli.conftest import Command
from tests.fakes.s3_server import S3Server, environment
from tests.stores.objects.buckets import make_bucket

ASK = ("make", "Explain binary search", "--quality", "draft", "--out", "out", "--data", "data")


@pytest.fixture
async def storage(s3_server: S3Server) -> StorageSettings:
    storage = s3_server.settings()
    await make_bucket(storage)
    return storage


def asked_with(command: Command, storage: StorageSettings, **fields: Any) -> Command:
    variables = environment(storage.model_copy(update=fields))
    return dataclasses.replace(command, environment=variables)


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"s3_bucket_name": "nowhere"}, 78, "podreel bucket init"),
        ({"aws_secret_access_key": SecretStr("wrong-secret")}, 77, "AWS_SECRET_ACCESS_KEY"),
        ({"aws_access_key_id": SecretStr("nobody")}, 77, "AWS_ACCESS_KEY_ID"),
        ({"aws_region": "us-west-2"}, 78, "eu-west-3"),
        ({"s3_public": "acl"}, 78, "S3_PUBLIC"),
        ({"s3_endpoint_url": "http://127.0.0.1:9"}, 69, "127.0.0.1:9"),
    ],
)
def test_a_bucket_that_cannot_be_used_is_reported(
    command: Command, storage: StorageSettings, fields: dict[str, Any], status: int, words: str
) -> None:
    ended = asked_with(command, storage, **fields).run(*ASK)
    assert ended.status == status, ended.stderr
    assert words in ended.stderr
    assert "wrong-secret" not in ended.stdout + ended.stderr
    assert not (command.data / "objects").exists()


@pytest.mark.slow
def test_doctor_shows_where_videos_are_stored_or_why_they_cannot_be(
    command: Command, storage: StorageSettings
) -> None:
    for fields, works, words in (
        ({}, True, f"the bucket {storage.s3_bucket_name}"),
        ({"s3_bucket_name": "nowhere"}, False, "There is no bucket nowhere."),
    ):
        ended = asked_with(command, storage, **fields).run("doctor", "--json")
        report = json.loads(ended.stdout)
        (row,) = report["groups"]["storage"]
        assert (row["name"], row["works"]) == ("s3", works)
        assert words in row["detail"]
        assert report["can_make_videos"] is works
