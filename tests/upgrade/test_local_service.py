"""`podreel up` goes on with a data folder that an earlier version left when it was killed."""

import pytest

from tests.upgrade.conftest import Local
from tests.upgrade.programs import TEXT
from tests.whole.open_paths import open_paths

# What one test does, the next ones see.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("upgrade-local_service")]


def test_all_videos_are_listed_and_the_deleted_one_is_not(local: Local) -> None:
    page = local.service.get("/videos")
    known = {name: local.videos[name] for name in local.videos if name != "deleted"}
    assert {video["video_id"] for video in page["videos"]} == set(known.values())
    assert {video["original_question"] for video in page["videos"]} == {TEXT}
    gone = local.service.client.get(f"/videos/{local.videos['deleted']}")
    assert gone.status_code == 410


def test_what_the_earlier_version_left_open_is_closed_to_other_users(local: Local) -> None:
    assert open_paths(local.data) == []


def test_a_completed_video_is_told_with_its_result_files_events_and_log(local: Local) -> None:
    video_id = local.videos["completed"]
    video = local.service.get(f"/videos/{video_id}")
    assert (video["status"], video["progress"], video["attempts"]) == ("completed", 100, 1)
    assert (video["title"], video["frame_rate"], video["failure"]) == ("Square", 15, None)
    assert video["request"]["prompt"] == TEXT
    assert "A circle has no corner at all." in video["initial_explanation"]
    sizes = {file["name"]: file["size_bytes"] for file in video["files"]}
    for name, size in sizes.items():
        answer = local.service.client.get(f"/videos/{video_id}/files/{name}")
        assert (answer.status_code, len(answer.content)) == (200, size)
    assert "video.mp4" in sizes
    last = local.service.events(video_id)[-1]
    assert (last["status"], last["progress"]) == ("completed", 100)
    assert "rendering" in local.service.client.get(f"/videos/{video_id}/logs").text.lower()


def test_a_cancelled_video_is_told_as_such(local: Local) -> None:
    video = local.service.get(f"/videos/{local.videos['cancelled']}")
    assert (video["status"], video["message"]) == ("cancelled", "The video was cancelled.")
    assert local.service.events(local.videos["cancelled"])[-1]["status"] == "cancelled"


def test_running_and_queued_videos_go_on_and_a_failed_one_is_retried(local: Local) -> None:
    running = local.videos["running"]
    before = local.checkpoints(running)
    assert before
    failed = local.service.get(f"/videos/{local.videos['failed']}")
    assert (failed["status"], failed["failure"]["code"]) == ("failed", "time_used_up")
    assert failed["failure"]["next_step"]
    local.service.post(f"/videos/{local.videos['failed']}/retry")
    for name, generation in (("running", 1), ("queued", 1), ("failed", 2)):
        video = local.service.wait_for(local.videos[name], "completed", "failed")
        assert (video["status"], video["generation"]) == ("completed", generation), video
    after = local.checkpoints(running)
    assert {name: after[name] for name in before} == before
    assert local.service.get(f"/videos/{running}")["attempts"] == 2


def test_a_repeated_request_is_still_the_same_video(local: Local) -> None:
    for name in ("completed", "running", "queued"):
        assert local.service.submit(name) == local.videos[name]


def test_no_turn_of_the_controller_has_failed(local: Local) -> None:
    for trouble in ("turn_failed", "upkeep_postponed", "job_postponed", "job_damaged"):
        assert local.service.logged(trouble) == []
