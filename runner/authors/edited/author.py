"""The author of an edited explanation: what did not change keeps its code, and the rest is drawn anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from contract.stage import Stage
from contract.video import VideoRequest
from runner.authors.base import Author, ExplainedVideo, ScriptEdit, ScriptOrder, WrittenScript
from runner.authors.edited.edited_text import EditedText, read_edit
from runner.authors.own_explanation import OWN_EXPLANATION_NAME
from runner.script.analysis.signatures import names_in
from runner.script.draft import Draft, ScriptFault, SeenSection
from runner.script.patching import ScriptPatch, is_used
from runner.script.storyboard.writer import storyboard_alone
from runner.storage.origin import Origin
from runner.text.explanation import Explanation, Section

EDIT_NAME = "edit"


@dataclass(frozen=True)
class EditedAuthor:
    """An Author that keeps what it can of its origin. The user's words are spoken, so nobody explains them.

    `writer` writes the sections that are new, or have another number of beats; without one they become
    storyboards of their own words.
    """

    origin: Origin
    markdown: str
    language: str
    writer: Author | None

    @property
    def works_in(self) -> frozenset[Stage]:
        return frozenset({Stage.WRITE_SCRIPT})

    @property
    def reviewer_sees(self) -> bool:
        return self.writer is not None and self.writer.reviewer_sees

    @cached_property
    def _edit(self) -> EditedText:
        return read_edit(self.markdown, self.origin.explanation, self.language)

    async def explain(self, request: VideoRequest) -> ExplainedVideo:
        return ExplainedVideo(self._edit.explanation, OWN_EXPLANATION_NAME, (self._note,))

    async def refine(self, request: VideoRequest, explanation: Explanation) -> ExplainedVideo:
        return ExplainedVideo(explanation, OWN_EXPLANATION_NAME)

    async def write(self, order: ScriptOrder, tell: Callable[[int], None]) -> WrittenScript:
        scenes, drawn, anew = self._plan(order.spoken)
        if anew and self.writer is None:
            drawn |= {scene: order.spoken.sections[place] for scene, place in anew.items()}
            anew = {}
        sources = {scene: storyboard_alone(section, scene, self.language) for scene, section in drawn.items()}
        patch = ScriptPatch(order.spoken, scenes, sources, self.language)
        kept = {scene for scene in scenes if scene in self.origin.storyboards and scene not in anew}
        edit = ScriptEdit(self.origin.script, patch, anew)
        written = WrittenScript("", EDIT_NAME, edit=edit, storyboards=frozenset(kept | drawn.keys()))
        if self.writer is None or not anew:
            return written
        new = await self.writer.write(edit.order_of_new(order), tell)
        return replace(written, model=new.model, notes=new.notes, edit=replace(edit, draft=new.draft))

    async def mend(
        self, order: ScriptOrder, draft: Draft, fault: ScriptFault, *, asks_stronger: bool
    ) -> str | None:
        if self.writer is None:
            return None
        return await self.writer.mend(order, draft, fault, asks_stronger=asks_stronger)

    async def review(
        self, order: ScriptOrder, draft: Draft, sections: Mapping[str, SeenSection]
    ) -> Mapping[str, str]:
        return {} if self.writer is None else await self.writer.review(order, draft, sections)

    def _plan(self, spoken: Explanation) -> tuple[tuple[str, ...], dict[str, Section], dict[str, int]]:
        """The scenes in order, the sections of those that are drawn in their own words, and the places of
        those that are written anew.
        """
        script, before = self.origin.script, self.origin.explanation
        taken = set(names_in(script.text))
        scenes: list[str] = []
        drawn: dict[str, Section] = {}
        anew: dict[str, int] = {}
        for place, (section, known) in enumerate(zip(spoken.sections, self._edit.places, strict=True)):
            old = None if known is None else before.sections[known]
            scene = None if known is None else script.scenes[known]
            has_same_count = old is not None and len(old.beats) == len(section.beats)
            is_other = section != old and (not has_same_count or scene in self.origin.storyboards)
            if scene is None or (is_other and is_used(script, scene)):
                scene = _free_name(taken)
            scenes.append(scene)
            if not has_same_count:
                anew[scene] = place
            elif is_other:
                drawn[scene] = section
        return tuple(scenes), drawn, anew

    @property
    def _note(self) -> str:
        before = self.origin.explanation.sections
        places = zip(self._edit.explanation.sections, self._edit.places, strict=True)
        kept = sum(place is not None and before[place] == section for section, place in places)
        return f"{kept} of {len(self._edit.places)} sections are as they were in the video that this edits."


def _free_name(taken: set[str]) -> str:
    """A name for another scene, which is taken then."""
    number = 1
    while f"Section{number}" in taken:
        number += 1
    taken.add(f"Section{number}")
    return f"Section{number}"
