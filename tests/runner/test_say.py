"""A voice that can be heard: `runner say` as a program, and what it does where engines fail."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from contract.catalogue import LANGUAGES
from contract.failure import FAILURES, FailureCode, PodreelError
from contract.voice_samples import sample_text
from runner.media.audio.loudness import TARGET_LUFS, TOLERANCE_LU, measure_loudness
from runner.say import SayRequest, TimeLimitedVoice, say
from runner.speech.engines.silence import Silence
from runner.speech.registry import LOCAL_ENGINES
from runner.speech.voice import Speech, Voice, VoiceError
from runner.text.pronunciation import has_speech, spoken_words
from tests.fakes.speech_server import FakeSpeechServer, refusal
from tests.fakes.web import Trouble

pytestmark = pytest.mark.slow


def run(*arguments: str, **environment: str) -> tuple[int, dict[str, Any]]:
    """The exit status of `runner say`, and its one line."""
    ended = subprocess.run(
        [sys.executable, "-m", "runner", "say", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=300,
        check=False,
    )
    (line,) = ended.stdout.splitlines()
    told: dict[str, Any] = json.loads(line)
    return ended.returncode, told


def heard(path: Path) -> tuple[float, float]:
    """Seconds and root mean square of the file's sound."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(stream)])
        return len(sound) / stream.rate, float(np.sqrt(np.mean(sound**2)))


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize(
    ("voice", "language", "engines"),
    [
        ("Joanna", "en", {"festival:slt", "espeak:female"}),
        ("Matthew", "de", {"espeak:male"}),
        ("Ruth", "et", {"espeak:female-2"}),
    ],
)
async def test_a_voice_is_heard_as_loud_as_in_a_video(
    tmp_path: Path, voice: str, language: str, engines: set[str]
) -> None:
    out = tmp_path / "sample.m4a"
    status, told = await asyncio.to_thread(run, "--voice", voice, "--language", language, "--out", str(out))
    assert (status, told["engine"] in engines) == (0, True), told
    seconds, level = heard(out)
    assert 1 < seconds < 15
    assert level > 0.02
    loudness = (await measure_loudness(out)).integrated_lufs
    assert loudness is not None
    assert abs(loudness - TARGET_LUFS) <= TOLERANCE_LU
    assert names_in(tmp_path) == ["sample.m4a"]


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "named"),
    [
        (["--voice", "Bob", "--out", "x.m4a"], {}, FailureCode.INVALID_REQUEST, "Joanna"),
        (["--voice", "Ruth", "--language", "tlh", "--out", "x.m4a"], {}, FailureCode.INVALID_REQUEST, "tlh"),
        (["--voice", "Ruth", "--out", "/no/x.m4a"], {}, FailureCode.INVALID_REQUEST, "/no"),
        (
            ["--voice", "Ruth", "--out", "x.m4a"],
            {"SPEECH_SERVER_URL": "nowhere"},
            FailureCode.BAD_CONFIGURATION,
            "SPEECH_SERVER_URL",
        ),
        (
            ["--voice", "Ruth", "--language", "de", "--out", "x.m4a"],
            {"PATH": "/nowhere"},
            FailureCode.BAD_CONFIGURATION,
            "ffmpeg",
        ),
    ],
)
def test_an_error_exits_with_the_status_of_the_failure_table(
    arguments: list[str], environment: Mapping[str, str], code: FailureCode, named: str
) -> None:
    status, told = run(*arguments, **environment)
    assert (status, told["code"]) == (FAILURES[code].exit_status, code)
    assert named in told["message"]
    assert told["next_step"]
    assert not Path("x.m4a").exists()


def test_the_voice_that_replaces_a_service_is_reported_with_the_reason(tmp_path: Path) -> None:
    with FakeSpeechServer() as fake:
        fake.lasting = Trouble(refusal(401, "no such key"))
        out = tmp_path / "sample.m4a"
        status, told = run("--voice", "Stephen", "--out", str(out), SPEECH_SERVER_URL=fake.url)
    assert status == 0
    assert told["engine"] in {"festival:slt-deep-man", "espeak:male-2"}
    assert told["falls"][0]["engine"].startswith("server:")
    assert "SPEECH_SERVER_KEY" in told["falls"][0]["reason"]
    assert heard(out)[1] > 0.02


@dataclass(frozen=True)
class Hanging:
    """A Voice that never comes to an end."""

    engine: str = "hanging"

    def can_speak(self, language: str) -> bool:
        return True

    async def speak(self, text: str, language: str) -> Speech:
        await asyncio.Event().wait()
        raise AssertionError


async def test_a_voice_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(VoiceError, match=r"within 0\.01 seconds"):
        await TimeLimitedVoice(Hanging(), seconds=0.01).speak("Hello", "en")


async def test_a_silent_sample_is_an_error(tmp_path: Path) -> None:
    engines: dict[str, Callable[[], Voice]] = {"silence": Silence}
    with pytest.raises(PodreelError, match="Joanna has no engine here that speaks Deutsch") as caught:
        await say(SayRequest("Joanna", "de", tmp_path / "sample.m4a"), engines)
    assert caught.value.code is FailureCode.UNAVAILABLE
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_something_to_say_and_somebody_to_say_it(language: str) -> None:
    assert has_speech(spoken_words(sample_text(language), language))
    assert LOCAL_ENGINES["espeak:female"]().can_speak(language)


def test_regions_say_what_their_language_says_unless_they_say_it_otherwise() -> None:
    assert sample_text("en-GB") == sample_text("en")
    assert sample_text("pt-BR") == sample_text("pt")
    assert sample_text("es-419") != sample_text("es")
    assert sample_text("et") == "Eesti: 1, 2, 3, 4, 5."
