"""English voices by festival's HTS voice. Each text is spoken by a short-lived child process."""

import asyncio
import os
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contract.failure import FailureCode, PodreelError
from contract.voice_engines import AMERICAN_ENGLISH
from runner.machine.processes import ToolError, run_tool
from runner.speech.engines.festival_script import TIMES_FILE, program, utterances, wave_file
from runner.speech.engines.htsvoice import changed_voice
from runner.speech.trim import trimmed
from runner.speech.voice import NothingToSay, Speech, VoiceError
from runner.speech.word_times import Stretch, times_of
from runner.text.pronunciation import SpokenWord, spoken_words

_MODEL = Path("/usr/share/festival/voices/us/cmu_us_slt_arctic_hts/hts/cmu_us_slt_arctic_hts.htsvoice")


@dataclass(frozen=True)
class Timbre:
    """How a variant differs from the recorded speaker, whose all-pass constant is 0.45."""

    name: str
    half_tones: float
    all_pass: float
    speed: float


JOANNA = Timbre("slt", 0.6, 0.45, 0.84)
RUTH = Timbre("slt-bright", 2.6, 0.44, 0.84)
MATTHEW = Timbre("slt-man", -6.0, 0.50, 0.84)
STEPHEN = Timbre("slt-deep-man", -8.5, 0.515, 0.84)


@dataclass(frozen=True)
class Festival:
    """A Voice of festival. `program` and `model` say where festival and its voice model are installed."""

    timbre: Timbre = JOANNA
    program: str = "festival"
    model: Path = _MODEL
    timeout_seconds: float = 60.0

    @property
    def engine(self) -> str:
        return f"festival:{self.timbre.name}"

    def can_speak(self, language: str) -> bool:
        return language in AMERICAN_ENGLISH

    async def speak(self, text: str, language: str) -> Speech:
        words = spoken_words(text, language)
        if not self.can_speak(language) or not utterances(words):
            raise NothingToSay(f"{self.engine} has nothing to say for this text")
        with tempfile.TemporaryDirectory(prefix="podreel-festival-") as folder:
            await self._run(words, Path(folder))
            try:
                speech = await asyncio.to_thread(_read, words, Path(folder), self.engine)
            except (OSError, EOFError, ValueError, wave.Error) as error:
                raise VoiceError(f"{self.engine} gave sound that can't be read: {error}") from error
        return trimmed(speech)

    async def _run(self, words: tuple[SpokenWord, ...], folder: Path) -> None:
        model = folder / "voice.htsvoice"
        try:
            recorded = await asyncio.to_thread(self.model.read_bytes)
        except OSError as error:
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION,
                "Festival's voice cmu_us_slt_arctic_hts is not installed.",
                "Install the package festvox-us-slt-hts.",
            ) from error
        script = program(utterances(words), model, self.timbre.speed)
        try:
            model.write_bytes(changed_voice(recorded, self.timbre.half_tones, self.timbre.all_pass))
            (folder / "say.scm").write_text(script, encoding="ascii")
            # With the user's own HOME, festival would also run their .festivalrc.
            env = {"HOME": str(folder), "PATH": os.environ.get("PATH", os.defpath)}
            command = [self.program, "--batch", "say.scm"]
            await run_tool(command, timeout_seconds=self.timeout_seconds, cwd=folder, env=env)
        except (ToolError, OSError, ValueError) as error:
            raise VoiceError(f"{self.engine}: {error}") from error


def _read(words: tuple[SpokenWord, ...], folder: Path, engine: str) -> Speech:
    """Joins the sentences and their word times that the child wrote into `folder`."""
    times = [line.split() for line in (folder / TIMES_FILE).read_text(encoding="ascii").splitlines()]
    parts: list[NDArray[np.int16]] = []
    starts: list[float] = []
    sample_rate = 0
    clock = 0.0
    for number in range(len(utterances(words))):
        with wave.open(str(folder / wave_file(number))) as file:
            sample_rate = file.getframerate()
            parts.append(np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.int16))
        starts.append(clock)
        clock += len(parts[-1]) / sample_rate
    stretches = (
        Stretch(int(source), starts[int(number)] + float(start), starts[int(number)] + float(end))
        for number, source, start, end in times
        if float(end) > float(start)
    )
    return Speech(np.concatenate(parts), sample_rate, times_of(words, stretches), engine)
