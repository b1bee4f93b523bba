"""The offline author: built-in lessons, and the user's own text, unchanged, for anything else."""

from collections.abc import Callable, Mapping

from contract.video import VideoRequest
from runner.authors.base import AUTHOR_STAGES, ExplainedVideo, ScriptOrder, WrittenScript
from runner.authors.offline.lesson_book import all_lessons, find_lesson, lesson_of_text
from runner.authors.offline.own_text import explain_own_text
from runner.script.draft import Draft, ScriptFault, SeenSection
from runner.script.source import read_script
from runner.script.storyboard.writer import storyboard_script
from runner.text.explanation import Explanation

OFFLINE_NAME = "offline:lessons"


class OfflineAuthor:
    """An Author that needs no network and no key."""

    works_in = AUTHOR_STAGES
    reviewer_sees = False

    async def explain(self, request: VideoRequest) -> ExplainedVideo:
        notes = _length_notes(request)
        lesson = None if request.as_text else find_lesson(request.prompt, request.language)
        if lesson is not None:
            note = f"The offline model has this lesson built in: {lesson.explanation.title}."
            return ExplainedVideo(lesson.explanation, OFFLINE_NAME, (note, *notes))
        titles = "; ".join(known.explanation.title for known in all_lessons())
        note = (
            "The offline model can't explain new topics, so this video presents your own text. "
            f"It has these lessons built in: {titles}."
        )
        explanation = explain_own_text(request.prompt, request.language)
        return ExplainedVideo(explanation, OFFLINE_NAME, (note, *notes))

    async def refine(self, request: VideoRequest, explanation: Explanation) -> ExplainedVideo:
        note = "The offline model can't refine the explanation: it is used unchanged."
        return ExplainedVideo(explanation, OFFLINE_NAME, (note,))

    async def write(self, order: ScriptOrder, tell: Callable[[int], None]) -> WrittenScript:
        lesson = lesson_of_text(order.spoken)
        language = order.request.language
        if lesson is not None:
            return WrittenScript(lesson.script, OFFLINE_NAME)
        script = storyboard_script(order.spoken, language)
        storyboards = frozenset(read_script(script).scenes)
        return WrittenScript(script, OFFLINE_NAME, storyboards=storyboards)

    async def mend(
        self, order: ScriptOrder, draft: Draft, fault: ScriptFault, *, asks_stronger: bool
    ) -> str | None:
        return None

    async def review(
        self, order: ScriptOrder, draft: Draft, sections: Mapping[str, SeenSection]
    ) -> Mapping[str, str]:
        return {}


def _length_notes(request: VideoRequest) -> tuple[str, ...]:
    if request.minutes is None:
        return ()
    return (f"{request.minutes:g} minutes were requested, but the offline model can't choose the length.",)
