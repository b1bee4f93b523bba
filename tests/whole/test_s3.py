"""Whole videos whose state and files are in S3 alone."""

import asyncio
import hashlib
import json
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from contract.names import new_video_id, video_key
from contract.settings import StorageSettings
from contract.stage import Stage
from stores.objects.s3.client import S3Client
from tests.fakes.fault_proxy import Fault, FaultProxy, faulty
from tests.fakes.s3_server import S3Server, environment
from tests.stores.objects.buckets import make_bucket
from tests.whole.conftest import SHORT_REQUEST, podreel, read_events, runner_command
from tests.whole.processes import kill_tree, start_runner, wait_for_stage
from tests.whole.results import exported_result

pytestmark = pytest.mark.slow
OUTAGE_SECONDS = 4.0


@pytest.fixture
def storage(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> StorageSettings:
    """A bucket that readers see videos in, named by the environment of every program that is started."""
    storage = s3_server.settings(s3_public="policy")
    asyncio.run(_make(storage))
    for name, value in environment(storage).items():
        monkeypatch.setenv(name, value)
    return storage


@pytest.fixture
def proxy(
    s3_server: S3Server, storage: StorageSettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FaultProxy]:
    with faulty(s3_server.port) as proxy:
        monkeypatch.setenv("S3_ENDPOINT_URL", proxy.endpoint)
        yield proxy


async def _make(storage: StorageSettings) -> None:
    await make_bucket(storage)


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - the test server's own address
        data: bytes = answer.read()
        return data


def checkpoints(server: S3Server, storage: StorageSettings, video_id: str) -> dict[str, int]:
    """Stored speeches and sections with the moment each was written.

    A section is stored once its `.json` is; a picture without it was still under way.
    """
    work = server.folder / "buckets" / storage.s3_bucket_name / "private" / video_id / "work"
    sections = [*work.glob("section-*.json")]
    kept = [*work.glob("speech-*"), *sections, *(path.with_suffix(".mp4") for path in sections)]
    return {path.name: path.stat().st_mtime_ns for path in kept}


def metadata_of(storage: StorageSettings, video_id: str) -> dict[str, str]:
    facts: dict[str, Any] = asyncio.run(S3Client(storage).call("head_object", Key=video_key(video_id)))
    return {name: unquote(value) for name, value in facts["Metadata"].items()}


def test_a_video_in_s3_opens_from_its_address_and_is_fetched_anew_anywhere(
    storage: StorageSettings, short_script: Path, tmp_path: Path
) -> None:
    def make(name: str, *arguments: str) -> tuple[Path, Any]:
        folders = ("--out", str(tmp_path / name / "out"), "--data", str(tmp_path / name / "data"))
        run = podreel("make", *arguments, *folders)
        assert run.status == 0, run.stderr
        return tmp_path / name, run.last

    here, exported = make("here", "--script", str(short_script), "--quality", "draft")
    result = exported_result(here / "out")
    film = (here / "out" / "video.mp4").read_bytes()
    assert result.s3_url is not None
    assert result.s3_url == exported["link"]
    assert result.s3_url.endswith(f"/{storage.s3_bucket_name}/{result.video_id}.mp4")
    assert fetch(result.s3_url) == film
    assert not (here / "data" / "objects").exists()
    metadata = metadata_of(storage, result.video_id)
    assert metadata["model-used"] == "script"
    assert metadata["generation-date"] == result.finished_at.isoformat()
    assert metadata["initial-explanation"] == result.initial_explanation
    assert "And now it turns." in metadata["refined-explanation"]
    there, _ = make("there", "--resume", result.video_id)
    assert (
        hashlib.sha256((there / "out" / "video.mp4").read_bytes()).digest() == hashlib.sha256(film).digest()
    )


@pytest.mark.parametrize("stage", [Stage.WRITE_SCRIPT, Stage.RENDER, Stage.DELIVER])
def test_a_run_killed_in_the_middle_goes_on_elsewhere_and_repeats_nothing_that_was_stored(
    stage: Stage, s3_server: S3Server, storage: StorageSettings, tmp_path: Path
) -> None:
    video_id = new_video_id()
    request = tmp_path / "request.json"
    request.write_text(json.dumps(SHORT_REQUEST))
    process = start_runner(runner_command(tmp_path / "here", video_id, request))
    assert wait_for_stage(process, stage)
    if stage is Stage.RENDER:
        wait_for_a_section(s3_server, storage, video_id)
    kill_tree(process)
    kept = checkpoints(s3_server, storage, video_id)
    assert kept
    going_on = start_runner(runner_command(tmp_path / "elsewhere", video_id, None))
    output, _ = going_on.communicate(timeout=300)
    assert going_on.returncode == 0, output
    after = checkpoints(s3_server, storage, video_id)
    assert {name: after[name] for name in kept} == kept
    assert fetch(f"{storage.s3_endpoint_url}/{storage.s3_bucket_name}/{video_key(video_id)}")[4:8] == b"ftyp"


def test_an_outage_at_delivery_is_outlasted(
    proxy: FaultProxy, s3_server: S3Server, storage: StorageSettings, tmp_path: Path
) -> None:
    video_id = new_video_id()
    request = tmp_path / "request.json"
    request.write_text(json.dumps(SHORT_REQUEST))
    process = start_runner(runner_command(tmp_path / "data", video_id, request))
    assert wait_for_stage(process, Stage.RENDER)
    wait_for_a_section(s3_server, storage, video_id)
    proxy.always = Fault("drop")
    assert wait_for_stage(process, Stage.DELIVER)
    time.sleep(OUTAGE_SECONDS)
    proxy.always = None
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 0, output
    assert read_events(output)[-1]["status"] == "completed"
    assert fetch(f"{storage.s3_endpoint_url}/{storage.s3_bucket_name}/{video_key(video_id)}")[4:8] == b"ftyp"


def wait_for_a_section(server: S3Server, storage: StorageSettings, video_id: str) -> None:
    deadline = time.monotonic() + 180
    while not any(name.startswith("section-") for name in checkpoints(server, storage, video_id)):
        assert time.monotonic() < deadline
        time.sleep(0.02)
