"""The voice speaks every beat, some at a time, and stores each one."""

import asyncio
from dataclasses import dataclass

from contract.failure import FailureCode, PodreelError
from contract.stage import Stage
from runner.context import VideoRun
from runner.explanation import Explanation
from runner.speech.cache import from_bytes, speech_key, to_bytes
from runner.speech.chain import Fall, Told
from runner.speech.voice import Speech, VoiceError


@dataclass(frozen=True)
class Narrated:
    """The speeches of all beats in order, and the voices that failed on the way."""

    speeches: tuple[Speech, ...]
    falls: tuple[Fall, ...]

    @property
    def engines(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(speech.engine for speech in self.speeches))


async def narrate(run: VideoRun, explanation: Explanation) -> Narrated:
    """Speaks the explanation. A beat that was stored is not spoken again."""
    turns = asyncio.Semaphore(run.settings.workers)
    done = 0

    async def speak(text: str) -> Told:
        nonlocal done
        async with turns:
            told = await _speak(run, text)
        done += 1
        run.reporter.progress(Stage.NARRATE, 0.2 + 0.8 * done / len(explanation.beats), "Speaking")
        return told

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(speak(beat)) for beat in explanation.beats]
    told = [task.result() for task in tasks]
    falls = dict.fromkeys(fall for answer in told for fall in answer.falls)
    return Narrated(tuple(answer.speech for answer in told), tuple(falls))


async def _speak(run: VideoRun, text: str) -> Told:
    name = f"speech-{speech_key(text, run.request.language, run.voice.engine)}"
    stored = await run.checkpoints.get(name)
    if stored is not None:
        try:
            return Told(from_bytes(stored), ())
        except ValueError:
            pass  # a damaged piece is made again
    try:
        told = await run.voice.tell(text, run.request.language)
    except VoiceError as error:
        raise PodreelError(FailureCode.UNAVAILABLE, f"No voice could speak: {error}.") from error
    if not told.falls:  # a voice that failed for a moment is tried again by the next attempt
        await run.checkpoints.put(name, to_bytes(told.speech))
    return told
