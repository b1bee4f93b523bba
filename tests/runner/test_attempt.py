"""One attempt: one runner at a time, only known videos, and a finished video is never made again."""

import fcntl
import io
import json
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from contract.names import claim_key, lock_name, request_key, result_key, video_key
from runner.attempt import Attempt, Launch
from runner.progress.reporter import Reporter
from runner.settings import RunnerSettings
from stores.objects.directory import DirectoryStore
from stores.results import write_result
from tests.fakes.results import cancelled_result, completed_result
from tests.runner.stages.conftest import ID

REQUEST = {"prompt": "Explain two parts", "quality": "draft"}


def attempt(data: Path, request: object = None, video_id: str = ID) -> Attempt:
    path = None
    if request is not None:
        path = data / "request.json"
        path.write_text(request if isinstance(request, str) else json.dumps(request))
    launch = Launch(video_id, 1, data, path)
    return Attempt(launch, RunnerSettings(), Reporter(video_id, io.StringIO()))


async def failure(made: Attempt) -> PodreelError:
    with pytest.raises(PodreelError) as caught:
        await made.run()
    return caught.value


@pytest.mark.parametrize("video_id", ["", "..", "../../etc", "my-video", ID.upper()])
async def test_an_invalid_video_id_is_refused_before_anything_is_written(
    tmp_path: Path, video_id: str
) -> None:
    error = await failure(attempt(tmp_path / "data", video_id=video_id))
    assert error.code is FailureCode.INVALID_REQUEST
    assert not (tmp_path / "data").exists()


async def test_a_video_that_was_never_asked_for_cannot_be_resumed(tmp_path: Path) -> None:
    error = await failure(attempt(tmp_path))
    assert error.code is FailureCode.INVALID_REQUEST
    assert ID in error.detail


async def test_the_runner_also_refuses_a_model_that_is_not_configured(tmp_path: Path) -> None:
    error = await failure(attempt(tmp_path, {**REQUEST, "model": "claude-4-sonnet"}))
    assert error.code is FailureCode.NOT_CONFIGURED
    assert "ANTHROPIC_API_KEY" in error.detail


async def test_a_missing_order_file_is_named(tmp_path: Path) -> None:
    missing = Attempt(
        Launch(ID, 1, tmp_path, tmp_path / "missing.json"), RunnerSettings(), Reporter(ID, io.StringIO())
    )
    error = await failure(missing)
    assert error.code is FailureCode.INVALID_REQUEST
    assert error.detail == f"The order in {tmp_path}/missing.json can't be read: No such file or directory."


@pytest.mark.parametrize("request_text", ["", "no json", "{}", '{"prompt": "short"}', '{"colour": "red"}'])
async def test_a_request_that_cannot_be_read_is_an_invalid_request(tmp_path: Path, request_text: str) -> None:
    assert (await failure(attempt(tmp_path, request_text))).code is FailureCode.INVALID_REQUEST


async def test_two_runners_never_make_one_video_at_once(tmp_path: Path) -> None:
    (tmp_path / "locks").mkdir()
    with (tmp_path / "locks" / lock_name(ID)).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert (await failure(attempt(tmp_path, REQUEST))).code is FailureCode.SUPERSEDED
    assert await DirectoryStore(tmp_path / "objects").get_bytes(request_key(ID)) is None


async def test_a_data_folder_that_cannot_be_written_is_a_bad_configuration(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    error = await failure(Attempt(Launch(ID, 1, tmp_path / "file", None), RunnerSettings(), Reporter(ID)))
    assert error.code is FailureCode.BAD_CONFIGURATION
    assert "--data" in error.next_step


async def test_a_made_video_is_published_again_but_not_made_again(tmp_path: Path) -> None:
    objects = DirectoryStore(tmp_path / "objects")
    await objects.put_bytes(request_key(ID), json.dumps(REQUEST).encode())
    made = completed_result(ID, files={"video.mp4": 4})
    await write_result(objects, made)
    await objects.put_bytes(f"{made.folder}/video.mp4", b"film")
    assert await attempt(tmp_path).run() == made
    assert await objects.get_bytes(video_key(ID)) == b"film"
    assert await objects.head(claim_key(ID, 1, 1)) is None


async def test_a_video_that_ended_without_success_is_not_made(tmp_path: Path) -> None:
    objects = DirectoryStore(tmp_path / "objects")
    await objects.put_bytes(request_key(ID), json.dumps(REQUEST).encode())
    await write_result(objects, cancelled_result(ID))
    assert (await failure(attempt(tmp_path))).code is FailureCode.SUPERSEDED
    assert await objects.head(claim_key(ID, 1, 1)) is None


async def test_a_damaged_result_is_named_and_the_video_not_made_again(tmp_path: Path) -> None:
    objects = DirectoryStore(tmp_path / "objects")
    await objects.put_bytes(request_key(ID), json.dumps(REQUEST).encode())
    await objects.put_bytes(result_key(ID, 1), b"damaged")
    error = await failure(attempt(tmp_path))
    assert (error.code, result_key(ID, 1) in error.detail) == (FailureCode.INTERNAL, True)
    assert await objects.head(claim_key(ID, 1, 1)) is None


async def test_the_request_that_came_first_stays_the_videos_request(tmp_path: Path) -> None:
    objects = DirectoryStore(tmp_path / "objects")
    await objects.put_bytes(request_key(ID), json.dumps({**REQUEST, "model": "gpt-5"}).encode())
    error = await failure(attempt(tmp_path, REQUEST))
    assert "'gpt-5'" in error.detail
    assert json.loads(await objects.get_bytes(request_key(ID)) or b"")["model"] == "gpt-5"
