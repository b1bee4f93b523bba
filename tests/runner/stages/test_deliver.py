"""Publishing: a result is decided once, and repeating the publication changes nothing."""

import json

import pytest

from contract.failure import PodreelError
from contract.names import attempt_key, companion_key, video_key
from runner.progress.result import SandboxResult, SyncResult, VideoResult, VoiceResult
from runner.stages.deliver import publish
from tests.runner.stages.conftest import ID, Bench

FILES = {"video.mp4": b"film", "captions.vtt": b"words", "script.py": b"x = 1"}


def result() -> VideoResult:
    return VideoResult(
        video_id=ID,
        generation=1,
        attempt=2,
        finished_at="2026-01-01T00:00:00+00:00",
        title="T",
        request={},
        models={},
        voice=VoiceResult(asked="Joanna", engines=("fake:hum",), falls=()),
        width=854,
        height=480,
        frame_rate=15,
        seconds=1.0,
        sync=SyncResult(max_offset_ms=None, beat_offsets_ms=(), missing_beats=()),
        validation={},
        stage_seconds={},
        folder=attempt_key(ID, 1, 2, "").rstrip("/"),
        files={name: len(data) for name, data in FILES.items()},
    )


async def test_every_file_of_a_result_gets_its_public_key(bench: Bench) -> None:
    objects = bench.run.objects
    for name, data in FILES.items():
        await objects.put_bytes(attempt_key(ID, 1, 2, name), data)
    for _ in range(2):
        await publish(objects, result())
        assert await objects.get_bytes(video_key(ID)) == b"film"
        assert await objects.get_bytes(companion_key(ID, "captions.vtt")) == b"words"
        assert await objects.get_bytes(companion_key(ID, "script.py")) == b"x = 1"


async def test_a_result_whose_files_are_gone_is_not_published_in_silence(bench: Bench) -> None:
    with pytest.raises(PodreelError):
        await publish(bench.run.objects, result())


def test_a_result_survives_its_way_through_json() -> None:
    text = result().model_dump_json()
    assert VideoResult.model_validate_json(text) == result()
    assert json.loads(text)["status"] == "completed"


def test_a_result_tells_how_scripts_were_confined() -> None:
    confined = result().model_copy(
        update={"sandbox": SandboxResult(mode="permissive", missing=("files", "scopes"))}
    )
    text = confined.model_dump_json()
    assert json.loads(text)["sandbox"] == {"mode": "permissive", "missing": ["files", "scopes"]}
    assert VideoResult.model_validate_json(text) == confined


def test_a_result_that_is_older_than_the_sandbox_says_nothing_of_it() -> None:
    stored = json.loads(result().model_dump_json())
    del stored["sandbox"]
    assert VideoResult.model_validate(stored).sandbox is None
