"""Child processes of festival and espeak-ng that hang or fail; the times of numbers and signs."""

import asyncio
import time
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from runner.speech.engines.espeak import Espeak
from runner.speech.engines.festival import Festival
from runner.speech.engines.htsvoice import changed_voice
from runner.speech.voice import VoiceError


def script(path: Path, body: str) -> str:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().split()[2] != "Z"


async def test_a_child_that_hangs_is_killed_with_its_children_at_its_timeout(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    program = script(tmp_path / "hangs", f"sleep 300 & echo $$ $! > {pids}; wait")
    started = time.monotonic()

    with pytest.raises(VoiceError, match="did not finish within"):
        await Festival(program=program, timeout_seconds=0.5).speak("Hello there.", "en")

    assert time.monotonic() - started < 5
    await asyncio.sleep(0.2)
    assert not any(is_alive(int(pid)) for pid in pids.read_text().split())


async def test_a_worker_of_espeak_that_hangs_is_killed_too(tmp_path: Path) -> None:
    worker = (script(tmp_path / "hangs", "sleep 300"),)

    with pytest.raises(VoiceError, match="did not finish within"):
        await Espeak(worker=worker, timeout_seconds=0.5).speak("Hello there.", "en")


@pytest.mark.parametrize("body", ["exit 3", "exit 0", "echo garbage > 0.wav; echo 0 0 0 1 > times.txt"])
async def test_a_child_that_leaves_no_sound_is_a_voice_error(tmp_path: Path, body: str) -> None:
    with pytest.raises(VoiceError):
        await Festival(program=script(tmp_path / "lies", body)).speak("Hello there.", "en")


@pytest.mark.parametrize(
    "body", ["exit 3", "echo garbage", """echo '{"sample_rate":1,"events":[]}'; printf x"""]
)
async def test_unreadable_output_of_the_worker_is_a_voice_error(tmp_path: Path, body: str) -> None:
    with pytest.raises(VoiceError):
        await Espeak(worker=(script(tmp_path / "lies", body),)).speak("Hello there.", "en")


async def test_a_missing_library_names_the_package(tmp_path: Path) -> None:
    worker = (script(tmp_path / "missing", """echo '{"missing": "libespeak-ng.so.1"}'"""),)

    with pytest.raises(PodreelError, match="espeak-ng is not installed") as caught:
        await Espeak(worker=worker).speak("Hello there.", "en")
    assert caught.value.code is FailureCode.BAD_CONFIGURATION


async def test_a_missing_voice_names_its_package(tmp_path: Path) -> None:
    with pytest.raises(PodreelError) as caught:
        await Festival(model=tmp_path / "none").speak("Hello there.", "en")
    assert "festvox-us-slt-hts" in caught.value.next_step


async def test_a_number_and_a_power_are_one_word_each_with_the_time_of_all_they_are_spoken_as() -> None:
    speech = await Festival().speak("So a² is 125 here.", "en")

    assert speech.words is not None
    by_text = {word.text: word.end_seconds - word.start_seconds for word in speech.words}
    assert list(by_text) == ["So", "a²", "is", "125", "here."]
    assert by_text["125"] > 0.8
    assert by_text["a²"] > 0.4


def test_bytes_that_are_no_hts_voice_are_a_value_error() -> None:
    with pytest.raises(ValueError, match="not an HTS voice"):
        changed_voice(b"RIFF", 1.0, 0.5)
