"""Builds the prompt to review a script. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from runner.authors.models.base import Prompt, ShownPicture, Task
from runner.authors.models.prompts.material import enclose
from runner.authors.models.scripting.brief import ScriptBrief, all_sections_text, frame_text
from runner.authors.models.scripting.prompts import (
    code_text,
    fill,
    pictures_text,
    shared_text,
    task_prompt,
)
from runner.script.draft import BeatPacing, Draft, RefusedChange, SeenSection

# Reasoning models spend most tokens before the first word of their answer.
_REVIEW_TOKENS = 40_000


def review_prompt(brief: ScriptBrief, draft: Draft, sections: Mapping[str, SeenSection]) -> Prompt:
    """A prompt to review these sections of the draft, with the sheets that there are."""
    shown = {scene: ShownPicture(seen.sheet, "image/jpeg") for scene, seen in sections.items() if seen.sheet}
    numbers = {scene: number for number, scene in enumerate(shown, 1)}
    parts = (
        _part(scene, draft.sections[scene], seen, numbers.get(scene)) for scene, seen in sections.items()
    )
    request = fill(
        "review_request",
        brief=frame_text(brief),
        text=enclose("video", all_sections_text(brief)),
        shared=shared_text(draft.preamble),
        pictures=pictures_text(draft.preamble, *(draft.sections[scene] for scene in sections)),
        sections="\n\n".join(parts),
    )
    return task_prompt(Task.REVIEW, brief, request, _REVIEW_TOKENS, tuple(shown.values()))


def _part(scene: str, source: str, seen: SeenSection, picture: int | None) -> str:
    """All that is known of one section. `picture` is the number of its sheet, from 1."""
    return "\n\n".join(
        [
            f"# {scene}",
            *([] if picture is None else [f"Picture {picture} shows its frames."]),
            code_text(source),
            "\n".join(_pacing(seen.pacing)),
            _findings(seen.findings),
            *([] if seen.refused is None else [_refused(scene, seen.refused)]),
        ]
    )


def _pacing(beats: Sequence[BeatPacing]) -> Iterator[str]:
    for beat in beats:
        yield (
            f"beat {beat.number} starts at {beat.start_seconds:.2f} s: the voice speaks "
            f"{beat.speech_seconds:.2f} s, its pictures end after {beat.picture_seconds:.2f} s"
        )


def _findings(findings: Sequence[str]) -> str:
    if not findings:
        return "Nothing was found in its pictures."
    told = "\n".join(findings)
    return f"Measured in its pictures:\n{enclose('findings', told)}"


def _refused(scene: str, refused: RefusedChange) -> str:
    told = enclose("refused", refused.reason)
    code = code_text(refused.source)
    return f"Your version of {scene} was not taken:\n{told}\n\nThis was your version:\n\n{code}"
