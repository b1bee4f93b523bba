"""The author for a user's own explanation: another author refines it and writes the script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contract.stage import Stage
from contract.video import VideoRequest
from runner.authors.base import Author, ExplainedVideo, ScriptOrder, WrittenScript
from runner.authors.models.answers.shaping import MAX_SECTION_BEATS
from runner.authors.offline.own_text import explain_own_text
from runner.script.draft import Draft, ScriptFault, SeenSection
from runner.text.explanation import Explanation

OWN_EXPLANATION_NAME = "user"


@dataclass(frozen=True)
class OwnExplanationAuthor:
    """An Author that takes the explanation from the user's Markdown and leaves the rest to `author`."""

    author: Author
    markdown: str

    @property
    def works_in(self) -> frozenset[Stage]:
        return self.author.works_in - {Stage.EXPLAIN}

    @property
    def reviewer_sees(self) -> bool:
        return self.author.reviewer_sees

    async def explain(self, request: VideoRequest) -> ExplainedVideo:
        explanation = explain_own_text(self.markdown, request.language, MAX_SECTION_BEATS)
        return ExplainedVideo(explanation, OWN_EXPLANATION_NAME)

    async def refine(self, request: VideoRequest, explanation: Explanation) -> ExplainedVideo:
        return await self.author.refine(request, explanation)

    async def write(self, order: ScriptOrder, tell: Callable[[int], None]) -> WrittenScript:
        return await self.author.write(order, tell)

    async def mend(
        self, order: ScriptOrder, draft: Draft, fault: ScriptFault, *, asks_stronger: bool
    ) -> str | None:
        return await self.author.mend(order, draft, fault, asks_stronger=asks_stronger)

    async def review(
        self, order: ScriptOrder, draft: Draft, sections: Mapping[str, SeenSection]
    ) -> Mapping[str, str]:
        return await self.author.review(order, draft, sections)
