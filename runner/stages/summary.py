"""Builds the result of a finished video."""

from dataclasses import dataclass
from datetime import datetime

from contract.names import attempt_key, video_key
from contract.result import Completed
from contract.result_parts import DegradedSection, ModelResult, SandboxResult, SyncResult, VoiceResult
from runner.authors.base import ExplainedVideo, WrittenScript
from runner.media.checks.sync import Sync
from runner.media.checks.validate import describe_validation
from runner.stages.assemble import Assembled
from runner.stages.check_script import ScriptToRender
from runner.stages.choose_text import SpokenText
from runner.stages.context import VideoRun
from runner.stages.narrate import Narrated
from runner.text.explanation import as_markdown


@dataclass(frozen=True)
class VideoStory:
    """The results of the stages before rendering, and the seconds that each stage took."""

    explained: ExplainedVideo
    refined: ExplainedVideo
    spoken: SpokenText
    narrated: Narrated
    written: WrittenScript
    checked: ScriptToRender
    stage_seconds: dict[str, float]

    @property
    def models(self) -> dict[str, str]:
        return {
            "explain": self.explained.model,
            "refine": self.refined.model,
            "write_script": self.written.model,
        }


def summarize(
    run: VideoRun, story: VideoStory, assembled: Assembled, sizes: dict[str, int], finished_at: datetime
) -> Completed:
    """The result of a video whose files have been uploaded, but not yet published."""
    picture = run.picture
    return Completed(
        video_id=run.video_id,
        generation=run.generation,
        attempt=run.attempt,
        finished_at=finished_at,
        title=assembled.timeline.title,
        s3_url=run.objects.public_url(video_key(run.video_id)),
        initial_explanation=as_markdown(story.explained.explanation),
        refined_explanation=as_markdown(story.refined.explanation),
        request=run.request,
        models=story.models,
        model_use=_model_use(run),
        corrections=story.refined.corrections or (),
        corrected_beats=story.spoken.corrected,
        script=story.checked.result,
        storyboards=_storyboards(story, assembled),
        voice=_voice(run, story.narrated),
        width=picture.width,
        height=picture.height,
        frame_rate=picture.frame_rate,
        seconds=round(assembled.timeline.seconds, 3),
        degraded=_degraded(assembled),
        captions_are_estimated=assembled.captions.words_are_estimated,
        sync=_sync(assembled.sync),
        sandbox=SandboxResult(mode=run.settings.sandbox, missing=_missing_layers(assembled)),
        validation=describe_validation(assembled.validation),
        notes=_notes(run, story, assembled),
        stage_seconds=story.stage_seconds,
        folder=staged_key(run, "").rstrip("/"),
        files=sizes,
    )


def staged_key(run: VideoRun, name: str) -> str:
    """The key of a finished file before it is published."""
    return attempt_key(run.video_id, run.generation, run.attempt, name)


def _sync(sync: Sync) -> SyncResult:
    return SyncResult(
        max_offset_ms=_rounded(sync.max_offset_ms),
        beat_offsets_ms=tuple(_rounded(beat.offset_ms) for beat in sync.beats),
        missing_beats=sync.missing_beats,
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


def _storyboards(story: VideoStory, assembled: Assembled) -> tuple[str, ...]:
    fallen = {picture.narration.scene for picture in assembled.pictures if picture.storyboard}
    shown = (picture.narration.scene for picture in assembled.pictures)
    return tuple(scene for scene in shown if scene in fallen | story.written.storyboards)


def _degraded(assembled: Assembled) -> tuple[DegradedSection, ...]:
    return tuple(
        DegradedSection(title=picture.narration.title, reason=picture.reason)
        for picture in assembled.pictures
        if picture.reason
    )


def _notes(run: VideoRun, story: VideoStory, assembled: Assembled) -> tuple[str, ...]:
    notes = [
        *run.notes,
        *story.explained.notes,
        *story.refined.notes,
        *story.spoken.notes,
        *story.written.notes,
        *story.checked.notes,
    ]
    notes += [f"Another model answered: {fall}." for fall in run.ledger.falls]
    notes += [f"A model was not shown all pictures: {reason}." for reason in run.ledger.unseen]
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
