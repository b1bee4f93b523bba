"""The chart's service goes on with bucket, Redis and Jobs that an earlier version left."""

import json
import urllib.request

import pytest

from contract.names import new_video_id
from tests.upgrade.cluster import show_end
from tests.upgrade.conftest import TODAY, InCluster
from tests.upgrade.programs import TEXT, wait_until
from tests.upgrade.remains import s3

# What one test does, the next ones see.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("upgrade-cluster_service")]


def test_all_videos_are_listed_and_the_deleted_one_is_not(in_cluster: InCluster) -> None:
    page = in_cluster.service.get("/videos")
    statuses = {video["video_id"]: video["status"] for video in page["videos"]}
    videos = in_cluster.videos
    assert statuses.keys() == set(videos.values()) - {videos["deleted"]}
    for name in ("completed", "failed", "cancelled"):
        assert statuses[videos[name]] == name
    assert in_cluster.service.client.get(f"/videos/{videos['deleted']}").status_code == 410


def put_copy(in_cluster: InCluster, order: str, **fields: object) -> str:
    """A waiting Job of a new video, with this order, else with a whole one that has these fields too."""
    video_id = new_video_id()
    queued = in_cluster.videos["queued"]
    job = json.loads(json.dumps(in_cluster.cluster.job(f"vid-{queued}-1")).replace(queued, video_id))
    job["metadata"]["uid"] = video_id
    annotations = job["metadata"]["annotations"]
    whole = {**json.loads(annotations["podreel/order"]), **fields}
    annotations["podreel/order"] = order or json.dumps(whole)
    in_cluster.cluster.put("jobs", job)
    return video_id


def test_an_order_of_a_later_version_is_read_as_far_as_it_is_known(in_cluster: InCluster) -> None:
    video_id = put_copy(in_cluster, "", mood="cheerful", format_version=99)
    client = in_cluster.service.client
    wait_until(lambda: client.get(f"/videos/{video_id}").status_code == 200, "the Job is shown")
    assert in_cluster.service.get(f"/videos/{video_id}")["original_question"] == TEXT
    assert client.delete(f"/videos/{video_id}").status_code == 204


@pytest.mark.parametrize("order", ["{", "[]", '{"video_id": 7}', "no JSON", "without a zone"])
def test_a_job_whose_order_is_damaged_is_told_by_its_pods_copy_and_troubles_no_other(
    in_cluster: InCluster, order: str
) -> None:
    fields = {"submitted_at": "2026-11-28T22:29:40"} if order == "without a zone" else {}
    video_id = put_copy(in_cluster, "" if fields else order, **fields)
    client = in_cluster.service.client
    wait_until(lambda: client.get(f"/videos/{video_id}").status_code == 200, "the Job is shown")
    assert in_cluster.service.get(f"/videos/{video_id}")["original_question"] == TEXT
    assert in_cluster.service.status(in_cluster.videos["queued"]) == "queued"
    assert client.delete(f"/videos/{video_id}").status_code == 204


def test_a_completed_video_is_told_with_its_result_file_and_whole_history(in_cluster: InCluster) -> None:
    video_id = in_cluster.videos["completed"]
    video = in_cluster.service.get(f"/videos/{video_id}")
    assert (video["status"], video["title"], video["attempts"]) == ("completed", "Square", 1)
    assert video["s3_url"].endswith(f"/{in_cluster.storage['S3_BUCKET_NAME']}/{video_id}.mp4")
    assert video["voice"]["engines"]
    assert video["stage_seconds"]
    events = in_cluster.service.events(video_id)
    assert [event["status"] for event in (events[0], events[-1])] == ["queued", "completed"]
    assert len(events) > 5
    answer = in_cluster.service.client.get(f"/videos/{video_id}/files/video.mp4", follow_redirects=False)
    film = answer.content
    if answer.is_redirect:
        with urllib.request.urlopen(answer.headers["location"]) as opened:  # noqa: S310 - the test's own server
            film = opened.read()
    assert film[4:8] == b"ftyp"


def test_why_a_video_failed_is_told_in_the_same_words(in_cluster: InCluster) -> None:
    failed = in_cluster.service.get(f"/videos/{in_cluster.videos['failed']}")
    assert failed["failure"]["code"] == "time_used_up"
    assert "within 1 seconds" in failed["failure"]["message"]


def test_a_retried_video_waits_as_its_second_generation(in_cluster: InCluster) -> None:
    video = in_cluster.service.get(f"/videos/{in_cluster.videos['retried']}")
    assert (video["generation"], video["request"]["prompt"]) == (2, TEXT)


def test_a_repeated_request_is_still_the_same_video(in_cluster: InCluster) -> None:
    for name in ("completed", "running", "queued", "retried"):
        assert in_cluster.service.submit(name) == in_cluster.videos[name]


def test_a_run_whose_pod_is_lost_goes_on_from_its_checkpoints(in_cluster: InCluster) -> None:
    video_id = in_cluster.videos["running"]
    name = f"vid-{video_id}-1"
    work = in_cluster.objects / "private" / video_id / "work"
    before = {path.name: path.stat().st_mtime_ns for path in work.iterdir()}
    assert any(name.startswith("speech-") for name in before)
    assert in_cluster.service.status(video_id) == "rendering_video"
    in_cluster.cluster.do(lambda objects: objects.delete("pods", f"{name}-abcde"))
    pod = in_cluster.cluster.start_pod(TODAY, name, **in_cluster.storage)
    assert pod.end() == 0
    video = in_cluster.service.wait_for(video_id, "completed", "failed")
    assert (video["status"], video["attempts"]) == ("completed", 2)
    after = {path.name: path.stat().st_mtime_ns for path in work.iterdir()}
    assert {name: after[name] for name in before} == before


def test_a_run_of_the_earlier_version_ends_under_the_service_of_today(in_cluster: InCluster) -> None:
    """Its pod goes on with the image that it was started with."""
    queued, done = in_cluster.videos["queued"], in_cluster.videos["completed"]
    name = f"vid-{queued}-1"
    wait_until(lambda: in_cluster.cluster.is_admitted(name), "the queued video is admitted")
    client, bucket = s3(in_cluster.storage["S3_ENDPOINT_URL"]), in_cluster.storage["S3_BUCKET_NAME"]
    paths = [*(in_cluster.objects / "private" / done / "work").rglob("*"), in_cluster.objects]
    keys = [str(path.relative_to(in_cluster.objects)) for path in paths if path.is_file()]
    for key in [*keys, f"private/{done}/claims/1-1", f"private/results/{done}-1.json"]:
        body = (in_cluster.objects / key).read_bytes()
        if key.endswith(".json"):
            body = body.replace(done.encode(), queued.encode())
        client.put_object(Bucket=bucket, Key=key.replace(done, queued), Body=body)
    in_cluster.cluster.create_pod(name)
    show_end(in_cluster.cluster, name, 0)
    video = in_cluster.service.wait_for(queued, "completed", "failed")
    assert (video["status"], video["title"]) == ("completed", "Square")
    assert (in_cluster.objects / f"{queued}.mp4").is_file()


def test_emptied_records_are_rebuilt(in_cluster: InCluster) -> None:
    in_cluster.redis.command("FLUSHALL")
    videos = in_cluster.videos
    known = set(videos.values()) - {videos["deleted"]}

    def are_back() -> bool:
        page = in_cluster.service.get("/videos")
        return {video["video_id"] for video in page["videos"]} == known

    wait_until(are_back, "all records are back")
    for name in ("completed", "failed", "cancelled"):
        assert in_cluster.service.status(videos[name]) == name
    failed = in_cluster.service.get(f"/videos/{videos['failed']}")
    assert failed["failure"]["code"] == "time_used_up"
    assert failed["original_question"] == TEXT


def test_no_turn_of_the_controller_has_failed(in_cluster: InCluster) -> None:
    for trouble in ("turn_failed", "upkeep_postponed", "job_postponed"):
        assert in_cluster.service.logged(trouble) == []
