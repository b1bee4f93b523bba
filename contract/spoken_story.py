"""What a run speaks, stored before its script is written: an edit begins from it. Pure."""

from typing import Any

from pydantic import BaseModel, ConfigDict

STORY_NAME = "spoken.json"
"""Among a video's checkpoints."""


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SpokenSection(_Stored):
    """A section. `exhibits` are what it shows, in the runner's form; `unread` is what nobody reads of it."""

    title: str
    beats: tuple[str, ...] = ()
    exhibits: tuple[dict[str, Any], ...] = ()
    unread: str = ""


class SpokenStory(_Stored):
    """The spoken text."""

    title: str
    language: str
    sections: tuple[SpokenSection, ...]

    @property
    def markdown(self) -> str:
        """The text as Markdown, a paragraph for each beat."""
        return "\n\n".join((f"# {self.title}", *map(_section_markdown, self.sections)))


def _section_markdown(section: SpokenSection) -> str:
    return "\n\n".join(filter(None, (f"## {section.title}", *section.beats, section.unread)))


def parse_story(data: bytes) -> SpokenStory | None:
    """The stored text; None if it can't be read."""
    try:
        return SpokenStory.model_validate_json(data)
    except ValueError:
        return None
