"""What a version left behind, as files: packed by `make_remains`, unpacked for tests.

`trees.tar.xz` has `make/` (the data folder of `podreel make`), `up/` (that of `podreel up`), `bucket/` (its
objects). The JSON files have what must be readable: `videos` the ids by what became of them, `bucket` the
objects' types and metadata, `redis` the records, `jobs` the Jobs and pods of the cluster.
"""

import json
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from tests.fakes.aws_key import KEY_ID, REGION, SECRET
from tests.fakes.redis_server import RedisServer

FOLDER = Path(__file__).with_name("remains")
REDIS_KEYS = "podreel:*"


@dataclass(frozen=True)
class Remains:
    """Those of one version."""

    folder: Path

    @property
    def videos(self) -> Any:
        return self._read("videos")

    @property
    def jobs(self) -> Any:
        return self._read("jobs")

    @property
    def redis(self) -> Any:
        return self._read("redis")

    @property
    def objects(self) -> Any:
        return self._read("bucket")

    def unpack(self, tree: str, target: Path) -> Path:
        """One of the trees, in a folder of its own below `target`."""
        with tarfile.open(self.folder / "trees.tar.xz") as archive:
            members = [one for one in archive.getmembers() if one.name.split("/")[0] == tree]
            archive.extractall(target, members, filter="data")
        return target / tree

    def unpack_up(self, target: Path) -> Path:
        """The data folder of `podreel up` as if it had been left a moment ago: a Job may run for some hours,
        and the leader is not waited for.
        """
        data = self.unpack("up", target)
        for path in data.rglob("state.json"):
            state = json.loads(path.read_bytes())
            if state["state"] == "running":
                path.write_text(json.dumps({**state, "resumed_at": datetime.now(UTC).isoformat()}))
        for path in data.rglob("lease.json"):
            path.unlink()
        return data

    def write(self, name: str, content: Any) -> None:
        text = json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True)
        (self.folder / f"{name}.json").write_text(text + "\n")

    def pack(self, trees: Mapping[str, Path]) -> None:
        """Without sockets, locks of processes, and logs of services, which may name the machine."""
        with tarfile.open(self.folder / "trees.tar.xz", "w:xz", preset=9) as archive:
            for name, path in trees.items():
                archive.add(path, name, filter=_anonymous)

    def _read(self, name: str) -> Any:
        return json.loads((self.folder / f"{name}.json").read_bytes())


def all_remains() -> Iterable[Remains]:
    return [Remains(path.parent) for path in sorted(FOLDER.glob("*/videos.json"))]


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    if not (member.isfile() or member.isdir()) or member.name.endswith("/redis.log"):
        return None
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def s3(endpoint: str) -> Any:
    """A client of the S3 server of the tests."""
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id=KEY_ID,
        aws_secret_access_key=SECRET,
        region_name=REGION,
        config=Config(s3={"addressing_style": "path"}),
    )


def save_bucket(client: Any, bucket: str, folder: Path) -> Any:
    """Writes the objects below `folder`; returns type and metadata of each."""
    found = {}
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for item in page.get("Contents", ()):
            key = item["Key"]
            stored = client.get_object(Bucket=bucket, Key=key)
            path = folder / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(stored["Body"].read())
            found[key] = {"type": stored["ContentType"], "metadata": stored["Metadata"]}
    return found


def load_bucket(client: Any, bucket: str, folder: Path, objects: Mapping[str, Any]) -> None:
    """Puts the saved objects into a bucket."""
    for key, facts in objects.items():
        client.put_object(
            Bucket=bucket,
            Key=key,
            Body=(folder / key).read_bytes(),
            ContentType=facts["type"],
            Metadata=facts["metadata"],
        )


def save_redis(server: RedisServer) -> Any:
    """Every key of Podreel's, with its type and content."""
    found = {}
    for key in sorted(server.command("--raw", "KEYS", REDIS_KEYS).splitlines()):
        kind = server.command("TYPE", key)
        found[key] = {kind: _READ[kind](server, key)}
    return found


def load_redis(server: RedisServer, keys: Mapping[str, Any]) -> None:
    for key, content in keys.items():
        for kind, value in content.items():
            _WRITE[kind](server, key, value)


def _ask(server: RedisServer, *words: str) -> Any:
    return json.loads(server.command("--json", *words))


def _read_hash(server: RedisServer, key: str) -> Any:
    return _ask(server, "HGETALL", key)


def _read_stream(server: RedisServer, key: str) -> Any:
    return _ask(server, "XRANGE", key, "-", "+")


def _read_set(server: RedisServer, key: str) -> Any:
    return _ask(server, "ZRANGE", key, "0", "-1")


def _write_hash(server: RedisServer, key: str, fields: Mapping[str, str]) -> None:
    server.command("HSET", key, *(word for pair in fields.items() for word in pair))


def _write_stream(server: RedisServer, key: str, entries: Any) -> None:
    for event_id, fields in entries:
        server.command("XADD", key, event_id, *fields)


def _write_set(server: RedisServer, key: str, members: Iterable[str]) -> None:
    server.command("ZADD", key, *(word for member in members for word in ("0", member)))


_READ = {"hash": _read_hash, "stream": _read_stream, "zset": _read_set}
_WRITE = {"hash": _write_hash, "stream": _write_stream, "zset": _write_set}
