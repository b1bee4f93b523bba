"""Uploads the finished files, decides the result once, and copies it to the public keys."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from contract.failure import FailureCode, PodreelError
from contract.names import attempt_key, companion_key, result_key, video_key
from contract.objects import ObjectStore
from contract.stage import Stage
from runner.author import Explained, Written
from runner.context import VideoRun
from runner.explanation import Explanation
from runner.media.validate import describe_validation
from runner.outage import outlast
from runner.result import DegradedSection, ModelResult, SandboxResult, SyncResult, VideoResult, VoiceResult
from runner.script.source import Script, replace_scene
from runner.script.storyboard import storyboard_alone
from runner.stages.assemble import Assembled
from runner.stages.check_script import Checked
from runner.stages.narrate import Narrated
from runner.stages.render import SectionPicture

ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class Story:
    """How the video came about: what each stage before rendering gave, and how long all of them took."""

    explained: Explained
    refined: Explained
    narrated: Narrated
    written: Written
    checked: Checked
    stage_seconds: dict[str, float]


async def deliver(run: VideoRun, story: Story, assembled: Assembled) -> VideoResult:
    """Publishes the video: upload, check of sizes, result, public copies.

    The result is the decision: a run that stops after it is only repeated, never made again.
    """
    run.reporter.progress(Stage.DELIVER, 0, "Storing the finished files")
    script = run.folder / "finished" / "script.py"
    text = _as_drawn(story.checked.script, assembled.pictures).text
    await asyncio.to_thread(script.write_text, text, encoding="utf-8")
    files = assembled.files | {"script.py": script}
    finished_at = datetime.now(UTC).isoformat(timespec="seconds")
    metadata = _metadata(run, story, assembled, finished_at)
    for name, path in files.items():
        about = metadata if name == "video.mp4" else None
        await _outlast(run, partial(run.objects.put_file, _staged(run, name), path, about))
    sizes = {name: await _outlast(run, partial(_size, run, name, path)) for name, path in files.items()}
    result = _result(run, story, assembled, sizes, finished_at)
    await _outlast(run, partial(_decide, run, result))
    await _outlast(run, partial(publish, run.objects, result))
    run.reporter.progress(Stage.DELIVER, 1, "Stored the finished files")
    return result


async def _outlast(run: VideoRun, action: Callable[[], Awaitable[ResultT]]) -> ResultT:
    return await outlast(action, lambda told: run.reporter.progress(Stage.DELIVER, 0, told))


async def _decide(run: VideoRun, result: VideoResult) -> None:
    """Writes the result unless another run did; raises PodreelError(superseded) then."""
    key, data = result_key(run.video_id, run.generation), result.model_dump_json(indent=2).encode()
    if await run.objects.create_once(key, data):
        return
    # An earlier try of ours may have written it although its answer was lost.
    if await run.objects.get_bytes(key) != data:
        raise PodreelError(FailureCode.SUPERSEDED)


def _as_drawn(script: Script, pictures: Sequence[SectionPicture]) -> Script:
    """The script with storyboards where they took the place of scenes."""
    for picture in pictures:
        if picture.reason:
            narration = picture.narration
            source = storyboard_alone(narration.section, narration.scene)
            script = replace_scene(script, narration.scene, source)
    return script


async def publish(objects: ObjectStore, result: VideoResult) -> None:
    """Copies the files of a result to their public keys; repeating it changes nothing."""
    for name in result.files:
        public = video_key(result.video_id) if name == "video.mp4" else companion_key(result.video_id, name)
        await objects.copy(f"{result.folder}/{name}", public)


def _staged(run: VideoRun, name: str) -> str:
    return attempt_key(run.video_id, run.generation, run.attempt, name)


async def _size(run: VideoRun, name: str, path: Path) -> int:
    expected_bytes = (await asyncio.to_thread(path.stat)).st_size
    stored = await run.objects.head(_staged(run, name))
    if stored is None or stored.size_bytes != expected_bytes:
        raise PodreelError(FailureCode.UNAVAILABLE, f"{name} was not stored whole.")
    return expected_bytes


def _metadata(run: VideoRun, story: Story, assembled: Assembled, finished_at: str) -> Mapping[str, str]:
    """What the stored video says of itself; the result has the same in full."""
    return {
        "original-question": run.request.prompt or assembled.timeline.title,
        "initial-explanation": _as_text(story.explained.explanation),
        "refined-explanation": _as_text(story.refined.explanation),
        "model-used": story.explained.model,
        "voice-used": ", ".join(story.narrated.engines),
        "generation-date": finished_at,
    }


def _as_text(explanation: Explanation) -> str:
    sections = (f"## {section.title}\n\n{' '.join(section.beats)}" for section in explanation.sections)
    return "\n\n".join((f"# {explanation.title}", *sections))


def _result(
    run: VideoRun, story: Story, assembled: Assembled, sizes: dict[str, int], finished_at: str
) -> VideoResult:
    sync = assembled.sync
    picture = run.picture
    return VideoResult(
        video_id=run.video_id,
        generation=run.generation,
        attempt=run.attempt,
        finished_at=finished_at,
        title=assembled.timeline.title,
        s3_url=run.objects.public_url(video_key(run.video_id)),
        initial_explanation=_as_text(story.explained.explanation),
        refined_explanation=_as_text(story.refined.explanation),
        request=run.request.model_dump(mode="json", exclude={"script"}, exclude_none=True),
        models={
            "explain": story.explained.model,
            "refine": story.refined.model,
            "write_script": story.written.model,
        },
        model_use=_model_use(run),
        corrections=story.refined.corrections,
        script=story.checked.result,
        voice=_voice(run, story.narrated),
        width=picture.width,
        height=picture.height,
        frame_rate=picture.frame_rate,
        seconds=round(assembled.timeline.seconds, 3),
        degraded=_degraded(assembled),
        captions_are_estimated=assembled.captions.words_are_estimated,
        sync=SyncResult(
            max_offset_ms=_rounded(sync.max_offset_ms),
            beat_offsets_ms=tuple(_rounded(beat.offset_ms) for beat in sync.beats),
            missing_beats=sync.missing_beats,
        ),
        sandbox=SandboxResult(mode=run.settings.sandbox, missing=_missing_layers(assembled)),
        validation=describe_validation(assembled.validation),
        notes=_notes(run, story, assembled),
        stage_seconds=story.stage_seconds,
        folder=_staged(run, "").rstrip("/"),
        files=sizes,
    )


def _rounded(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else round(milliseconds, 3)


def _model_use(run: VideoRun) -> ModelResult | None:
    calls = run.ledger.calls
    if not calls:
        return None
    return ModelResult(
        cost_usd=round(run.ledger.cost_usd, 6),
        input_tokens=sum(call.usage.input_tokens for call in calls),
        output_tokens=sum(call.usage.output_tokens for call in calls),
        seconds=round(sum(call.seconds for call in calls), 3),
        calls=calls,
    )


def _voice(run: VideoRun, narrated: Narrated) -> VoiceResult:
    return VoiceResult(
        asked=run.request.voice,
        engines=narrated.engines,
        falls=tuple(f"{fall.engine}: {fall.reason}" for fall in narrated.falls),
    )


def _missing_layers(assembled: Assembled) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layer for picture in assembled.pictures for layer in picture.missing_layers))


def _degraded(assembled: Assembled) -> tuple[DegradedSection, ...]:
    return tuple(
        DegradedSection(title=picture.narration.title, reason=picture.reason)
        for picture in assembled.pictures
        if picture.reason
    )


def _notes(run: VideoRun, story: Story, assembled: Assembled) -> tuple[str, ...]:
    notes = [*story.explained.notes, *story.refined.notes, *story.written.notes, *story.checked.notes]
    notes += [f"Another model answered: {fall}." for fall in run.ledger.falls]
    notes += [
        f"The section “{section.title}” has simpler pictures, because its script failed: {section.reason}."
        for section in _degraded(assembled)
    ]
    notes += [
        f"{fall.engine} could not speak, so another voice did: {fall.reason}" for fall in story.narrated.falls
    ]
    if missing := _missing_layers(assembled):
        notes.append(f"Scripts ran without these layers of the sandbox: {', '.join(missing)}.")
    notes += [finding.message for finding in (*assembled.findings, *assembled.validation.findings)]
    return tuple(dict.fromkeys(notes))
