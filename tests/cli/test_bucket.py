"""`podreel bucket`, the real command at a real S3 server."""

import asyncio
import dataclasses
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from contract.settings import StorageSettings
from stores.objects.s3.bucket import STATEMENT_ID
from stores.objects.s3.store import open_bucket
from tests.cli.conftest import Command, Ended
from tests.fakes.s3_server import S3Server, environment
from tests.stores.objects.buckets import make_bucket
from tests.terminal import PODREEL


def init(command: Command, storage: StorageSettings, *arguments: str) -> Ended:
    return dataclasses.replace(command, environment=environment(storage)).run("bucket", "init", *arguments)


def steps(ended: Ended) -> dict[str, Any]:
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    return {row["step"]: row for row in rows if "step" in row}


@pytest.mark.parametrize("public", ["presigned", "policy"])
def test_a_bucket_is_made_and_making_it_again_changes_nothing(
    command: Command, s3_server: S3Server, public: str
) -> None:
    storage = s3_server.settings(s3_public=public)
    first = init(command, storage)
    assert first.status == 0, first.stderr
    assert all(row["is_done"] for row in steps(first).values())
    assert ("policy" in steps(first)) == (public == "policy")
    assert "CORS" in steps(first)
    again = init(command, storage)
    assert again.status == 0
    assert not {"policy", "CORS"} & set(steps(again))


def test_a_server_that_ignores_acls_is_detected_at_once(command: Command, s3_server: S3Server) -> None:
    ended = init(command, s3_server.settings(s3_public="acl"))
    assert ended.status == 78
    assert "S3_PUBLIC is acl" in ended.stderr


def test_a_key_without_permission_gets_the_commands_to_run_with_another(
    command: Command, s3_server: S3Server
) -> None:
    storage = s3_server.settings(s3_public="policy")
    assert init(command, storage.model_copy(update={"s3_public": "presigned"})).status == 0
    s3_server.add_user("visitor", "visitor-secret")
    keys = {"aws_access_key_id": SecretStr("visitor"), "aws_secret_access_key": SecretStr("visitor-secret")}
    ended = init(command, storage.model_copy(update=keys))
    assert ended.status == 77
    row = steps(ended)["policy"]
    assert not row["is_done"]
    assert row["command"].startswith("aws s3api put-bucket-policy --bucket")
    assert STATEMENT_ID in row["command"]
    assert "visitor-secret" not in ended.stdout + ended.stderr


def test_print_changes_nothing(command: Command, s3_server: S3Server) -> None:
    storage = s3_server.settings(s3_public="policy")
    ended = init(command, storage, "--print")
    assert ended.status == 0
    rows = steps(ended)
    assert set(rows) == {"bucket", "public access", "policy", "CORS"}
    assert all(row["command"].startswith("aws s3api ") for row in rows.values())
    assert not (s3_server.folder / "buckets" / storage.s3_bucket_name).exists()


def test_an_unreachable_server_is_reported(command: Command, s3_server: S3Server) -> None:
    ended = init(command, s3_server.settings(s3_endpoint_url="http://127.0.0.1:9"))
    assert ended.status == 69
    assert "127.0.0.1:9" in ended.stderr
    assert "Traceback" not in ended.stderr


def redirected(storage: StorageSettings, verb: str, **files: Any) -> subprocess.CompletedProcess[bytes]:
    """`podreel bucket export > FILE` or `import < FILE`."""
    env = {**os.environ, **environment(storage), "COLUMNS": "200"}
    quiet = {"stdout": subprocess.PIPE, "stdin": subprocess.DEVNULL, **files}
    return subprocess.run(
        [PODREEL, "bucket", verb], env=env, stderr=subprocess.PIPE, timeout=120, check=False, **quiet
    )


def test_a_bucket_is_exported_into_a_file_and_imported_once(s3_server: S3Server, tmp_path: Path) -> None:
    full, empty = s3_server.settings(), s3_server.settings()
    asyncio.run(_fill(full, {"film.mp4": b"pictures", "private/a": b""}))
    asyncio.run(_fill(empty, {}))
    archive = tmp_path / "bucket.tar"
    with archive.open("wb") as file:
        done = redirected(full, "export", stdout=file)
    assert (done.returncode, done.stderr) == (0, b"2 files were written.\n")
    with archive.open("rb") as file:
        done = redirected(empty, "import", stdin=file)
    assert (done.returncode, done.stdout) == (0, b"2 files are in the bucket.\n"), done.stderr
    assert asyncio.run(open_bucket(empty).get_bytes("film.mp4")) == b"pictures"
    with archive.open("rb") as file:
        again = redirected(empty, "import", stdin=file)
    assert again.returncode == 64
    assert b"There are already 2 objects in the bucket" in again.stderr


async def _fill(storage: StorageSettings, kept: dict[str, bytes]) -> None:
    bucket = await make_bucket(storage)
    for key, data in kept.items():
        await bucket.put_bytes(key, data)


def test_what_is_no_archive_is_refused(s3_server: S3Server, tmp_path: Path) -> None:
    storage = s3_server.settings()
    asyncio.run(_fill(storage, {}))
    (tmp_path / "text").write_text("no archive at all")
    with (tmp_path / "text").open("rb") as file:
        done = redirected(storage, "import", stdin=file)
    assert done.returncode == 64
    assert b"The archive is damaged: " in done.stderr


def test_a_failed_export_says_nothing_into_the_archive(s3_server: S3Server) -> None:
    done = redirected(s3_server.settings(s3_endpoint_url="http://127.0.0.1:9"), "export")
    assert done.returncode == 69
    assert b"127.0.0.1:9" in done.stderr
    assert done.stdout.strip(b"\0") == b""
