"""Makes what a version leaves behind, by that version's own programs.

    .venv/bin/python -m tests.upgrade.make_remains CHECKOUT tests/upgrade/remains/VERSION

CHECKOUT is a checkout of the version with its own `.venv`; where it lies is noted in the remains.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from contract.names import new_video_id
from tests.fakes.redis_server import serve_redis
from tests.fakes.s3_server import environment, serve_s3
from tests.upgrade.cluster import Cluster, open_cluster
from tests.upgrade.programs import (
    TEXT,
    Service,
    Version,
    cluster_service,
    kill_all,
    local_service,
    wait_until,
)
from tests.upgrade.remains import Remains, s3, save_bucket, save_redis

# Less than any video takes.
_HURRY = {"PODREEL_DEADLINE_SECONDS": "1"}
_BROKEN_SCRIPT = """
from scenekit import NarratedScene

NARRATION = {"title": "Broken", "language": "en", "sections": [
    {"scene": "Broken", "title": "Broken", "beats": ["A square has four equal sides."]},
]}


class Broken(NarratedScene):
    def construct(self):
        with self.beat(1):
            raise RuntimeError("this script does not run")
"""


def main() -> None:
    version, remains = Version.at(Path(sys.argv[1]).absolute()), Remains(Path(sys.argv[2]))
    remains.folder.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="podreel-"))
    try:
        videos = {
            "make": _make(version, folder / "make"),
            "up": _up(version, folder / "up"),
            "cluster": _cluster(version, folder / "cluster", remains),
        }
        remains.write("videos", videos)
        trees = {"make": folder / "make" / "data", "up": folder / "up" / "data"}
        remains.pack({**trees, "bucket": folder / "cluster" / "saved"})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(version: Version, folder: Path) -> dict[str, str]:
    """`podreel make`: one video is completed, one failed, and one was killed between its two sections."""
    folder.mkdir()
    data, out, script = folder / "data", folder / "out", folder / "broken.py"
    script.write_text(_BROKEN_SCRIPT)
    options = ["--quality", "draft", "--data", str(data), "--out", str(out)]
    completed = version.run("make", TEXT, *options)
    assert completed.returncode == 0, completed.stderr
    failed = version.run("make", "--script", str(script), *options)
    assert failed.returncode == 65, failed.stderr
    ended = {path.name for path in (data / "objects" / "private").glob("*-*-*-*-*")}
    done = next((data / "objects").glob("*.mp4")).stem
    request = folder / "request.json"
    request.write_text((data / "objects" / "private" / done / "request.json").read_text())
    halfway = new_video_id()
    words = [
        "python",
        "-m",
        "runner",
        "make",
        "--video-id",
        halfway,
        "--data",
        str(data),
        "--request",
        str(request),
    ]
    version.start(*words, log=folder / "log", env={})
    wait_until(lambda: _has_section(data / "objects", halfway), "a section is stored")
    kill_all(data)
    shutil.rmtree(data / "work")
    return {"completed": done, "failed": (ended - {done}).pop(), "halfway": halfway}


def _up(version: Version, folder: Path) -> dict[str, str]:
    """`podreel up`, which was killed with one video running and one waiting."""
    folder.mkdir()
    data, videos = folder / "data", {}
    with local_service(version, data, **_HURRY) as service:
        videos["failed"] = service.submit("failed")
        service.wait_for(videos["failed"], "failed")
    with local_service(version, data) as service:
        videos["completed"] = service.submit("completed")
        service.wait_for(videos["completed"], "completed")
        videos["running"] = service.submit("running")
        videos |= _waiting(service)
        wait_until(lambda: _has_section(data / "objects", videos["running"]), "a section is stored")
        kill_all(data)
    shutil.rmtree(data / "work")
    return videos


def _waiting(service: Service) -> dict[str, str]:
    """Behind a video that runs: one that is cancelled, one that is deleted, and one that waits."""
    videos = {name: service.submit(name) for name in ("cancelled", "deleted", "queued")}
    service.post(f"/videos/{videos['cancelled']}/cancel")
    service.wait_for(videos["cancelled"], "cancelled")
    assert service.client.delete(f"/videos/{videos['deleted']}").status_code == 204
    return videos


def _cluster(version: Version, folder: Path, remains: Remains) -> dict[str, str]:
    """The chart's service with a bucket, Redis and a cluster's Jobs."""
    folder.mkdir()
    with (
        serve_s3(folder / "s3") as server,
        serve_redis(folder) as redis,
        open_cluster(folder / "kubernetes") as cluster,
    ):
        storage = server.settings(s3_bucket_name="videos", redis_url=redis.url)
        client = s3(server.endpoint)
        client.create_bucket(Bucket="videos")
        env = {**environment(storage), **cluster.environment}
        with cluster_service(version, folder / "log", **env) as service:
            objects = server.folder / "buckets" / "videos"
            videos = _make_in_cluster(version, service, cluster, objects, env)
            service.process.kill()
        remains.write("bucket", save_bucket(client, "videos", folder / "saved"))
        remains.write("redis", save_redis(redis))
        remains.write("jobs", {kind: cluster.all(kind) for kind in ("jobs", "pods")})
    return videos


def _make_in_cluster(
    version: Version, service: Service, cluster: Cluster, objects: Path, env: dict[str, str]
) -> dict[str, str]:
    videos: dict[str, str] = {}
    for name, more in (("failed", _HURRY), ("completed", {})):
        videos[name] = service.submit(name)
        _start(version, cluster, videos[name], {**env, **more}).end()
        service.wait_for(videos[name], name)
    videos["running"] = service.submit("running")
    pod = _start(version, cluster, videos["running"], env)
    videos |= _waiting(service)
    videos["retried"] = service.submit("retried")
    service.post(f"/videos/{videos['retried']}/cancel")
    service.wait_for(videos["retried"], "cancelled")
    service.post(f"/videos/{videos['retried']}/retry")
    wait_until(lambda: _has_section(objects, videos["running"]), "a section is stored")
    pod.runner.kill()
    pod.runner.wait()
    return videos


def _start(version: Version, cluster: Cluster, video_id: str, env: dict[str, str]) -> Any:
    name = f"vid-{video_id}-1"
    wait_until(lambda: cluster.is_admitted(name), f"{name} is admitted")
    return cluster.start_pod(version, name, **env)


def _has_section(objects: Path, video_id: str) -> bool:
    return any((objects / "private" / video_id / "work").glob("section-*.json"))


if __name__ == "__main__":
    main()
