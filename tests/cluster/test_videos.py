"""Videos as Jobs of a real node: made, waited for, cancelled, moved, and upgraded around."""

import json
from pathlib import Path

import pytest

from contract.names import job_name, log_key, video_key
from tests.cluster.bucket import bucket_of
from tests.cluster.release import NAME, Release, install
from tests.cluster.tools import wait_for
from tests.whole.customer import LONG_TEXT, TEXT
from tests.whole.video_file import ffprobe

pytestmark = [pytest.mark.cluster, pytest.mark.slow]


def test_a_question_becomes_a_job_and_a_video_that_is_whole(release: Release, tmp_path: Path) -> None:
    watched = release.ask("submit", TEXT, "--quality", "draft", "--watch", "--idempotency-key", "first")
    assert watched.status == 0, watched.stderr
    assert watched.last["status"] == "completed"
    assert watched.progress == sorted(watched.progress)
    assert len(set(watched.progress)) > 4
    video_id = str(watched.last["video_id"])
    assert release.submit(TEXT, "--idempotency-key", "first") == video_id
    assert release.ask("get", video_id, "--out", str(tmp_path)).status == 0
    facts = ffprobe(tmp_path / "video.mp4")
    assert {stream["codec_name"] for stream in facts["streams"][:2]} == {"h264", "aac"}
    check_shown(release, video_id)
    with bucket_of(release) as objects:
        assert objects.completed(video_id).validation.is_good
        assert objects.size(video_key(video_id)) == (tmp_path / "video.mp4").stat().st_size
        assert objects.metadata(video_key(video_id))["model-used"].startswith("offline")


def check_shown(release: Release, video_id: str) -> None:
    """What an operator sees of an ended video with `kubectl`."""
    job = release.wait_for_job(video_id)
    assert job["metadata"]["name"] == job_name(video_id, 1)
    wait_for(
        lambda: (release.tools.job(video_id) or job)["metadata"]["labels"]["podreel/status"] == "completed",
        "the label of a completed video",
    )
    log = release.tools.kubectl("logs", f"job/{job_name(video_id, 1)}", "--container", "runner")
    events = [json.loads(line) for line in log.splitlines()]
    assert {"progress", "ended"} <= {event.get("event") for event in events}


def test_videos_wait_behind_the_limit_and_are_cancelled_waiting_and_running(release: Release) -> None:
    running, waiting, unwanted = release.submit(LONG_TEXT), release.submit(), release.submit()
    release.wait_for_pod(running)
    for video_id in (waiting, unwanted):
        assert release.video(video_id)["status"] == "queued"
        assert release.wait_for_job(video_id)["spec"]["suspend"] is True
        assert release.tools.pods(video_id) == []
    # Both at once: what runs is soon done.
    assert [release.ask("cancel", video_id).status for video_id in (unwanted, running)] == [0, 0]
    for video_id in (unwanted, running):
        release.wait_for_status(video_id, "cancelled")
    wait_for(lambda: not release.tools.pods(running), "the end of a cancelled pod")
    assert release.wait_for_status(waiting, "completed", "failed")["status"] == "completed"
    assert release.ask("retry", unwanted).status == 0
    assert release.wait_for_status(unwanted, "completed", "failed")["generation"] == 2


def test_a_pod_that_is_deleted_by_hand_is_followed_by_one_that_goes_on(release: Release) -> None:
    video_id = release.submit(LONG_TEXT)
    first = release.wait_for_pod(video_id)
    release.wait_for_status(video_id, "rendering_video")
    release.tools.kubectl("delete", "pod", first)
    assert release.wait_for_status(video_id, "completed", "failed")["status"] == "completed"
    assert first not in [pod["metadata"]["name"] for pod in release.tools.pods(video_id)]
    with bucket_of(release) as objects:
        assert objects.result(video_id).attempt == 2
        stopped = objects.text(log_key(video_id, 1, 1))
    assert json.loads(stopped.splitlines()[-1])["code"] == "stopped"


def test_an_upgrade_during_a_run_leaves_the_run_alone(release: Release) -> None:
    video_id = release.submit(LONG_TEXT)
    pod = release.wait_for_pod(video_id)
    before = release.api_pods()
    release.upgrade("--set=settings.VIDEO_RETENTION_DAYS=9")
    assert release.api_pods().isdisjoint(before)
    assert release.wait_for_status(video_id, "completed", "failed")["status"] == "completed"
    assert [found["metadata"]["name"] for found in release.tools.pods(video_id)] == [pod]
    with bucket_of(release) as objects:
        assert objects.result(video_id).attempt == 1


def test_without_redis_a_request_is_accepted_and_made_once_it_is_back(release: Release) -> None:
    redis = f"statefulset/{NAME}-redis"
    release.tools.kubectl("scale", redis, "--replicas=0")
    wait_for(lambda: release.health()["parts"]["redis"]["state"] == "down", "word that Redis is away")
    assert release.health()["status"] == "not_ready"
    video_id = release.submit()
    assert release.ask("status", video_id).status == 69
    assert release.wait_for_job(video_id)["spec"]["suspend"] is True
    release.tools.kubectl("scale", redis, "--replicas=1")
    release.tools.kubectl("rollout", "status", redis, "--timeout=120s", timeout=150)
    wait_for(lambda: release.ask("status", video_id).status == 0, "the record of an accepted video")
    assert release.wait_for_status(video_id, "completed", "failed")["status"] == "completed"


CONNECT = """
import socket
try:
    socket.create_connection(("10.96.200.200", 7070), timeout=5).close()
except OSError as error:
    print(type(error).__name__)
else:
    print("accepted")
"""


def test_an_address_of_the_service_network_without_a_service_is_answered_by_nobody(release: Release) -> None:
    # A pod may be quicker than the node's rules for a new service, and must not meet a server elsewhere.
    heard = release.tools.kubectl("exec", f"deployment/{NAME}-api", "--", "python", "-c", CONNECT)
    assert heard.strip() in {"ConnectionRefusedError", "TimeoutError"}


LEFT_BY_KUBERNETES = {"configmap/kube-root-ca.crt", "serviceaccount/default"}
KEPT = {
    f"persistentvolumeclaim/{NAME}-redis",
    f"persistentvolumeclaim/{NAME}-s3",
    f"secret/{NAME}-keys",
    f"secret/{NAME}-s3",
}
KINDS = (
    "all,jobs,configmaps,secrets,persistentvolumeclaims,serviceaccounts,roles,rolebindings,leases,"
    "networkpolicies,poddisruptionbudgets,ingresses"
)


def test_uninstalling_ends_what_runs_and_the_next_installation_finds_what_was_made(
    release: Release, tmp_path: Path
) -> None:
    made = release.submit(TEXT, "--idempotency-key", "first")
    assert release.wait_for_status(made, "completed", "failed")["status"] == "completed"
    release.wait_for_pod(release.submit(LONG_TEXT))
    release.tools.helm("uninstall", NAME, "--wait")
    wait_for(lambda: left(release) == LEFT_BY_KUBERNETES | KEPT, f"the end of all else, not {left(release)}")
    install(release.tools)
    wait_for(lambda: release.ask("list").status == 0, "an answer to the key of before")
    assert release.video(made)["status"] == "completed"
    assert release.ask("get", made, "--out", str(tmp_path)).status == 0
    assert ffprobe(tmp_path / "video.mp4")["streams"]


def test_uninstalling_leaves_nothing_where_videos_are_not_kept(release: Release) -> None:
    release.upgrade("--set=keepVideos=false")
    release.tools.helm("uninstall", NAME, "--wait")
    wait_for(lambda: left(release) <= LEFT_BY_KUBERNETES, f"an empty namespace, not {left(release)}")


def left(release: Release) -> set[str]:
    return set(release.tools.kubectl("get", KINDS, "--output", "name").split())
