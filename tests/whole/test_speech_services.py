"""Whole videos by the installed command, spoken by services that only their variables name."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import webvtt

from contract.catalogue import VOICES
from contract.result import Completed
from contract.result_parts import VoiceResult
from tests.fakes.polly import FORBIDDEN, FakePolly
from tests.fakes.speech_server import FakeSpeechServer
from tests.fakes.web import Trouble
from tests.whole.conftest import Order, Run, podreel
from tests.whole.results import exported_result, max_offset_ms_of

pytestmark = pytest.mark.slow
SYNC_GOAL_MS = 40
# Nobody waits for that long, however slow the machine.
HANGING_SECONDS, PATIENCE_SECONDS = 3_600, 120
BEATS = ("Here is a square.", "And now it turns.", "A circle says goodbye.")


def make(script: Path, out: Path, **env: str) -> tuple[Run, Completed]:
    options = ("--script", str(script), "--quality", "draft", "--out", str(out), "--data", str(out / "data"))
    run = podreel("make", *options, env=env)
    assert run.status == 0, run.stderr
    return run, exported_result(out)


def test_a_video_is_spoken_by_polly_in_step_with_its_pictures(short_script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with FakePolly() as polly:
        _, result = make(short_script, out, **polly.environment())
        assert len(polly.calls) == 2 * len(BEATS)
        assert polly.billed_characters == 2 * sum(map(len, BEATS))
    assert result.voice == VoiceResult(asked="Joanna", engines=("polly:Joanna",))
    assert max_offset_ms_of(result) <= SYNC_GOAL_MS
    assert result.sync.missing_beats == ()
    assert result.captions_are_estimated is False
    captions = " ".join(caption.text for caption in webvtt.read(str(out / "captions.vtt")).captions)
    assert " ".join(captions.split()) == " ".join(BEATS)


def test_a_refusal_in_the_middle_is_told_and_one_local_voice_speaks_it_all(
    short_script: Path, tmp_path: Path
) -> None:
    with FakePolly() as polly:
        polly.troubles = [Trouble(), Trouble(), *[FORBIDDEN] * 20]
        run, result = make(short_script, tmp_path / "out", PODREEL_WORKERS="1", **polly.environment())
    assert result.voice.engines == ("festival:slt",)
    assert "polly:SynthesizeSpeech" in result.voice.falls[0]
    assert any("polly:Joanna can't speak" in event.get("message", "") for event in run.events)
    assert max_offset_ms_of(result) <= SYNC_GOAL_MS


def test_a_video_is_spoken_by_a_speech_server(short_script: Path, tmp_path: Path) -> None:
    with FakeSpeechServer() as server:
        _, result = make(short_script, tmp_path / "out", SPEECH_SERVER_URL=server.url)
        assert len(server.calls) == len(BEATS)
    assert result.voice.engines == ("server:kokoro:nova",)
    assert max_offset_ms_of(result) <= SYNC_GOAL_MS
    assert result.captions_are_estimated is True


def test_a_run_that_is_stopped_does_not_wait_for_a_service_that_hangs(short_order: Order) -> None:
    with FakePolly() as polly:
        polly.lasting = Trouble(delay_seconds=HANGING_SECONDS)
        with running(short_order.first_command, **polly.environment()) as process:
            wait_until(lambda: polly.calls != [])
            process.terminate()
            told, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 143
    assert json.loads(told.splitlines()[-1])["code"] == "stopped"


@contextmanager
def running(command: list[str], **env: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **env}) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(is_so: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < ends_at
        time.sleep(0.05)


def test_doctor_tries_the_services_and_tells_what_is_wrong() -> None:
    with FakePolly() as polly:
        spoken = doctor(**polly.environment())
        polly.lasting = FORBIDDEN
        fallen = doctor(**polly.environment())
    none = doctor()
    for name in VOICES:
        assert spoken[name] == f"spoken by polly:{name}"
        assert f"polly:{name} fails" in fallen[name]
        assert "polly:SynthesizeSpeech" in fallen[name]
        assert "AWS_ACCESS_KEY_ID" in none[name]
        assert "SPEECH_SERVER_URL" in none[name]


def doctor(**env: str) -> dict[str, str]:
    command = [str(Path(sys.executable).parent / "podreel"), "doctor", "--json"]
    done = subprocess.run(
        command, capture_output=True, env={**os.environ, **env}, check=True, timeout=PATIENCE_SECONDS
    )
    return {row["name"]: row["detail"] for row in json.loads(done.stdout)["groups"]["voices"]}
