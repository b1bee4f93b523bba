"""One voice speaks every beat, a few at a time, and stores each. If it fails, the next speaks them all."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from contract.failure import FailureCode, PodreelError
from contract.stage import Stage
from runner.speech.cache import from_bytes, speech_key, to_bytes
from runner.speech.chain import VoiceFailure, speech_by
from runner.speech.voice import Speech, Voice, VoiceError
from runner.stages.context import VideoRun
from runner.text.explanation import Explanation

log = structlog.get_logger()
_FIRST_SHARE = 0.2


@dataclass(frozen=True)
class Narrated:
    """The speeches of all beats in order, and the voices that failed before."""

    speeches: tuple[Speech, ...]
    falls: tuple[VoiceFailure, ...]

    @property
    def engines(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(speech.engine for speech in self.speeches))


async def narrate(run: VideoRun, explanation: Explanation) -> Narrated:
    """Speaks the explanation. Beats that this voice spoke in an earlier attempt are reused.

    Raises PodreelError(unavailable) if every voice failed.
    """

    def tell_fall(fall: VoiceFailure) -> None:
        log.warning("voice_failed", engine=fall.engine, reason=fall.reason)
        message = f"{fall.engine} can't speak, so another voice speaks everything: {fall.reason}"
        run.reporter.progress(Stage.NARRATE, _FIRST_SHARE, message)

    try:
        told = await run.voice.tell(
            run.request.language, lambda voice: _speak_all(run, voice, explanation.beats), tell_fall
        )
    except VoiceError as error:
        raise PodreelError(FailureCode.UNAVAILABLE, f"No voice could speak: {error}.") from error
    return Narrated(told.speeches, told.falls)


async def _speak_all(run: VideoRun, voice: Voice, beats: Sequence[str]) -> tuple[Speech, ...]:
    """All beats by one voice. After a failure no new beat starts; those in progress are finished and stored.

    Raises the first failure.
    """
    turns = asyncio.Semaphore(run.settings.workers)
    failures: list[VoiceError | PodreelError] = []
    speeches: dict[int, Speech] = {}

    async def speak(number: int, text: str) -> None:
        async with turns:
            if failures:
                return
            try:
                speeches[number] = await _speak(run, voice, text)
            except (VoiceError, PodreelError) as error:
                failures.append(error)
                return
        share = _FIRST_SHARE + (1 - _FIRST_SHARE) * len(speeches) / len(beats)
        run.reporter.progress(Stage.NARRATE, share, "Speaking")

    async with asyncio.TaskGroup() as group:
        for number, beat in enumerate(beats):
            group.create_task(speak(number, beat))
    if failures:
        raise failures[0]
    return tuple(speeches[number] for number in range(len(beats)))


async def _speak(run: VideoRun, voice: Voice, text: str) -> Speech:
    language = run.request.language
    name = f"speech-{speech_key(text, language, voice.engine)}"
    stored = await run.checkpoints.get(name)
    if stored is not None:
        try:
            return from_bytes(stored)
        except ValueError:
            pass  # a damaged checkpoint is made again
    speech = await speech_by(voice, text, language)
    log.info("beat_spoken", engine=voice.engine, seconds=round(speech.seconds, 2))
    await run.checkpoints.put(name, to_bytes(speech))
    return speech
