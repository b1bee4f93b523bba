"""The author for a user's own script: it reads the script and asks no model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contract.catalogue import LANGUAGES
from contract.failure import FailureCode, PodreelError
from contract.language_recognition import recognise_language
from contract.speakable import fault_of_narration
from contract.stage import Stage
from contract.video import VideoRequest, parse_request
from runner.authors.base import ExplainedVideo, ScriptOrder, WrittenScript
from runner.script.draft import Draft, ScriptFault, SeenSection
from runner.script.source import Script
from runner.text.explanation import Explanation

OWN_SCRIPT_NAME = "script"


@dataclass(frozen=True)
class OwnScriptAuthor:
    """An Author that only reads. No part of the user's script is refined or replaced; only rules mend it."""

    script: Script
    notes: tuple[str, ...] = ()
    works_in = frozenset[Stage]()
    reviewer_sees = False

    async def explain(self, request: VideoRequest) -> ExplainedVideo:
        """The script's narration. Raises PodreelError(script_failed) if it can't be spoken."""
        explanation = self.script.narration.explanation
        titles = [explanation.title, *(section.title for section in explanation.sections)]
        if fault := fault_of_narration(titles, explanation.beats):
            raise PodreelError(
                FailureCode.SCRIPT_FAILED,
                f"The script can't be used: NARRATION {fault}.",
                "Correct the script and render it again.",
            )
        return ExplainedVideo(explanation, OWN_SCRIPT_NAME)

    async def refine(self, request: VideoRequest, explanation: Explanation) -> ExplainedVideo:
        return ExplainedVideo(explanation, OWN_SCRIPT_NAME)

    async def write(self, order: ScriptOrder, tell: Callable[[int], None]) -> WrittenScript:
        return WrittenScript(self.script.text, OWN_SCRIPT_NAME, notes=self.notes, is_users_own=True)

    async def mend(
        self, order: ScriptOrder, draft: Draft, fault: ScriptFault, *, asks_stronger: bool
    ) -> str | None:
        return None

    async def review(
        self, order: ScriptOrder, draft: Draft, sections: Mapping[str, SeenSection]
    ) -> Mapping[str, str]:
        return {}


def in_language_of(script: Script, request: VideoRequest) -> VideoRequest:
    """The request with the language that it names itself, else the script, else its beats show."""
    if "language" in request.model_fields_set:
        return request
    language = script.narration.language or _language_of(script.narration.explanation)
    if language is None:
        return request
    return parse_request({**request.model_dump(exclude_unset=True), "language": language})


def _language_of(explanation: Explanation) -> str | None:
    """The language of the beats, if it is certain and a voice speaks it."""
    found = recognise_language("\n".join(explanation.beats))
    return found if found in LANGUAGES else None
