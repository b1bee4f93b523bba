"""What a video says, by section, with the code of each: from what its run stored, or from its record."""

import asyncio
from collections.abc import Iterator, Sequence

from api.backends import ApiBackends
from api.problems import Problem, ProblemKind
from api.schemas.scripts import ExplainedSection, ExplanationAnswer, ScriptPart, ScriptParts
from contract.names import companion_key, work_key
from contract.record import VideoRecord
from contract.result import Completed
from contract.sentences import split_sentences
from contract.spoken_story import STORY_NAME, SpokenSection, SpokenStory, parse_story
from contract.video import Narration, VideoStatus
from stores.objects.base import read_small


async def explain_video(backends: ApiBackends, record: VideoRecord) -> ExplanationAnswer:
    """The spoken text with the script's code. Raises Problem(conflict) while there is no text yet."""
    story, parts, result = await asyncio.gather(
        _story(backends, record), _parts(backends, record), backends.results.of(record)
    )
    markdown = _markdown(record)
    if story is None:
        story = _of_parts(parts, record) or (_of_markdown(markdown, record) if markdown else None)
        markdown = markdown or (story.markdown if story else "")
    else:
        markdown = story.markdown
    if story is None:
        raise Problem(
            ProblemKind.CONFLICT,
            f"This video has no text yet; its status is {record.status}.",
            "Retry the video, or submit a new one." if record.status.is_terminal else "Follow its events.",
        )
    degraded = {section.title for section in result.degraded} if isinstance(result, Completed) else set()
    return ExplanationAnswer(
        video_id=record.video_id,
        language=record.language or story.language or None,
        title=story.title,
        spoken=_spoken(record),
        sections=tuple(_sections(story, parts, degraded)),
        shared_code=parts.shared if parts else None,
        markdown=markdown,
    )


def _spoken(record: VideoRecord) -> Narration:
    return record.request.narration if record.request is not None else Narration.INITIAL


async def _story(backends: ApiBackends, record: VideoRecord) -> SpokenStory | None:
    data = await read_small(backends.objects, work_key(record.video_id, STORY_NAME))
    return None if data is None else parse_story(data)


async def _parts(backends: ApiBackends, record: VideoRecord) -> ScriptParts | None:
    if record.status is not VideoStatus.COMPLETED:
        return None
    data = await read_small(backends.objects, companion_key(record.video_id, "script.py"))
    return None if data is None else await backends.script_check.parts_of(data.decode("utf-8", "replace"))


def _markdown(record: VideoRecord) -> str:
    """The whole text that is spoken, as its run told it; empty for a corrected one, which no record has."""
    match _spoken(record):
        case Narration.INITIAL:
            return record.initial_explanation or ""
        case Narration.REFINED:
            return record.refined_explanation or ""
        case Narration.CORRECTED:
            return ""


def _of_parts(parts: ScriptParts | None, record: VideoRecord) -> SpokenStory | None:
    if parts is None or not parts.sections:
        return None
    sections = tuple(SpokenSection(title=part.title, beats=part.beats) for part in parts.sections)
    return SpokenStory(title=parts.title, language=record.language or "", sections=sections)


def _of_markdown(markdown: str, record: VideoRecord) -> SpokenStory:
    """The sections of a text that a run told; its beats are not known, so each sentence is one."""
    title, sections = "", list[SpokenSection]()
    for block in markdown.split("\n\n"):
        if block.startswith("# "):
            title = block[2:]
        elif block.startswith("## "):
            sections.append(SpokenSection(title=block[3:]))
        elif sections and not sections[-1].beats:
            sections[-1] = sections[-1].model_copy(update={"beats": tuple(split_sentences(block))})
    return SpokenStory(title=title, language=record.language or "", sections=tuple(sections))


def _sections(
    story: SpokenStory, parts: ScriptParts | None, degraded: set[str]
) -> Iterator[ExplainedSection]:
    shown: Sequence[ScriptPart | None] = [None] * len(story.sections)
    if parts is not None and len(parts.sections) == len(story.sections):
        shown = parts.sections
    for number, (section, part) in enumerate(zip(story.sections, shown, strict=True), 1):
        yield ExplainedSection(
            number=number,
            title=section.title,
            beats=section.beats,
            code=part.code if part else None,
            first_line=part.first_line if part else None,
            is_degraded=section.title in degraded,
        )
