"""What earlier versions left behind, put in place for the code of today."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes.redis_server import RedisServer, serve_redis
from tests.fakes.s3_server import S3Server, environment
from tests.upgrade.cluster import Cluster, open_cluster
from tests.upgrade.programs import Service, Version, cluster_service, local_service
from tests.upgrade.remains import Remains, all_remains, load_bucket, load_redis, s3

TODAY = Version()


@pytest.fixture(scope="module", params=all_remains(), ids=lambda remains: remains.folder.name)
def remains(request: pytest.FixtureRequest) -> Remains:
    """Those of each earlier version."""
    found: Remains = request.param
    return found


@dataclass(frozen=True)
class Local:
    """`podreel up` on a data folder that an earlier version left, and the ids of its videos."""

    service: Service
    data: Path
    videos: dict[str, str]

    def checkpoints(self, video_id: str) -> dict[str, int]:
        """Stored answers, beats and sections with the moment each was written."""
        work = self.data / "objects" / "private" / video_id / "work"
        return {path.name: path.stat().st_mtime_ns for path in work.glob("*-*") if path.is_file()}


@pytest.fixture(scope="module")
def local(remains: Remains, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    data = remains.unpack_up(tmp_path_factory.mktemp("up"))
    with local_service(TODAY, data, MAX_CONCURRENT_VIDEOS="3") as service:
        yield Local(service, data, remains.videos["up"])


@dataclass(frozen=True)
class InCluster:
    """The chart's service on bucket, Redis and Jobs that an earlier version left."""

    service: Service
    cluster: Cluster
    redis: RedisServer
    storage: dict[str, str]
    objects: Path
    videos: dict[str, str]


@pytest.fixture(scope="module")
def in_cluster(
    remains: Remains, s3_server: S3Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[InCluster]:
    folder = tmp_path_factory.mktemp("k")
    with serve_redis(folder) as redis, open_cluster(folder / "kubernetes") as cluster:
        storage = s3_server.settings(redis_url=redis.url)
        client, bucket = s3(s3_server.endpoint), storage.s3_bucket_name
        client.create_bucket(Bucket=bucket)
        load_bucket(client, bucket, remains.unpack("bucket", folder), remains.objects)
        load_redis(redis, remains.redis)
        for kind, items in remains.jobs.items():
            for item in items:
                cluster.put(kind, item)
        objects = s3_server.folder / "buckets" / bucket
        env = environment(storage)
        # The running one and the queued one; the retried one waits.
        settings = {**env, **cluster.environment, "MAX_CONCURRENT_VIDEOS": "2"}
        with cluster_service(TODAY, folder / "log", **settings) as service:
            yield InCluster(service, cluster, redis, env, objects, remains.videos["cluster"])
