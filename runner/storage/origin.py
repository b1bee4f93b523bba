"""What is left of the video that an edit begins from: its spoken text, its script, and who drew what."""

from collections.abc import Iterator
from dataclasses import dataclass

import structlog
from pydantic import TypeAdapter

from contract.failure import PodreelError
from contract.names import companion_key, work_key
from contract.result import Completed
from contract.spoken_story import STORY_NAME, SpokenSection, SpokenStory, parse_story
from runner.script.source import Script, read_script
from runner.script.storyboard.writer import STORYBOARD_HEAD
from runner.text.exhibits import Exhibit, unread_markdown
from runner.text.explanation import Explanation, Section
from stores.objects.base import ObjectStore, read_small
from stores.standing_results import StandingResults

log = structlog.get_logger()
_EXHIBITS: TypeAdapter[tuple[Exhibit, ...]] = TypeAdapter(tuple[Exhibit, ...])


@dataclass(frozen=True)
class Origin:
    """A completed video as an edit finds it. `storyboards` are the scenes that show their own words."""

    explanation: Explanation
    script: Script
    storyboards: frozenset[str]


async def read_origin(objects: ObjectStore, video_id: str) -> Origin | None:
    """The video that an edit begins from; None, with a word in the log, if it is not complete or is gone."""
    try:
        result = await StandingResults(objects, decides=False).newest(video_id)
        script = await read_small(objects, companion_key(video_id, "script.py"))
        story = await read_small(objects, work_key(video_id, STORY_NAME))
        if isinstance(result, Completed) and script is not None:
            return _origin(read_script(script.decode("utf-8", "replace")), story, result)
    except PodreelError as error:
        log.warning("origin_not_read", video_id=video_id, reason=error.detail)
        return None
    log.warning("origin_not_read", video_id=video_id, reason="it is not complete any more")
    return None


def story_of(explanation: Explanation, language: str) -> SpokenStory:
    """The spoken text as it is stored. Pure."""
    sections = (
        SpokenSection(
            title=section.title,
            beats=section.beats,
            exhibits=tuple(exhibit.model_dump(mode="json") for exhibit in section.exhibits),
            unread="\n\n".join(filter(None, map(unread_markdown, section.exhibits))),
        )
        for section in explanation.sections
    )
    return SpokenStory(title=explanation.title, language=language, sections=tuple(sections))


def _origin(script: Script, story: bytes | None, result: Completed) -> Origin:
    explanation = _told(story, script) or script.narration.explanation
    return Origin(explanation, script, frozenset(_storyboards(script, result)))


def _told(data: bytes | None, script: Script) -> Explanation | None:
    """The stored text, if it is that of the script; what earlier versions made has none."""
    story = parse_story(data) if data is not None else None
    if story is None or [part.beats for part in story.sections] != [
        part.beats for part in script.narration.sections
    ]:
        return None
    try:
        sections = tuple(
            Section(title=part.title, beats=part.beats, exhibits=_EXHIBITS.validate_python(part.exhibits))
            for part in story.sections
        )
        return Explanation(title=story.title, sections=sections)
    except ValueError:
        return None


def _storyboards(script: Script, result: Completed) -> Iterator[str]:
    degraded = {section.title for section in result.degraded}
    # Earlier versions did not list them.
    is_all = not result.storyboards and script.text.startswith(STORYBOARD_HEAD)
    for section in script.narration.sections:
        if is_all or section.scene in result.storyboards or section.title in degraded:
            yield section.scene
