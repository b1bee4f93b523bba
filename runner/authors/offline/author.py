"""The embedded author: lessons by heart, and any other text as it stands. It invents nothing."""

from collections.abc import Callable, Mapping

from contract.video import VideoRequest
from runner.authors.base import AUTHOR_STAGES, ExplainedVideo, ScriptOrder, WrittenScript
from runner.authors.offline.lesson_book import all_lessons, find_lesson, lesson_of_text
from runner.authors.offline.own_text import explain_own_text
from runner.script.draft import Draft, PacingReport, ScriptFault
from runner.script.storyboard.writer import storyboard_script
from runner.text.explanation import Explanation

OFFLINE_NAME = "offline:lessons"


class OfflineAuthor:
    """An Author that needs no network and no key."""

    works_in = AUTHOR_STAGES

    async def explain(self, request: VideoRequest) -> ExplainedVideo:
        notes = _length_notes(request)
        lesson = find_lesson(request.prompt, request.language)
        if lesson is not None:
            note = f"The offline model knows this lesson by heart: {lesson.explanation.title}."
            return ExplainedVideo(lesson.explanation, OFFLINE_NAME, (note, *notes))
        titles = "; ".join(known.explanation.title for known in all_lessons())
        note = (
            "The offline model explains nothing by itself: this video presents your own text. "
            f"It knows these lessons by heart: {titles}."
        )
        explanation = explain_own_text(request.prompt, request.language)
        return ExplainedVideo(explanation, OFFLINE_NAME, (note, *notes))

    async def refine(self, request: VideoRequest, explanation: Explanation) -> ExplainedVideo:
        note = "The offline model has nobody to refine its text: it is spoken as it stands."
        return ExplainedVideo(explanation, OFFLINE_NAME, (note,))

    async def write(self, order: ScriptOrder, tell: Callable[[int], None]) -> WrittenScript:
        lesson = lesson_of_text(order.spoken)
        language = order.request.language
        script = lesson.script if lesson is not None else storyboard_script(order.spoken, language)
        return WrittenScript(script, OFFLINE_NAME)

    async def mend(self, order: ScriptOrder, draft: Draft, fault: ScriptFault) -> str | None:
        return None

    async def review(self, order: ScriptOrder, draft: Draft, flow: PacingReport) -> Mapping[str, str]:
        return {}


def _length_notes(request: VideoRequest) -> tuple[str, ...]:
    if request.minutes is None:
        return ()
    return (f"{request.minutes:g} minutes were wished for; this model can't choose the length.",)
