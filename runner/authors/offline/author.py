"""The embedded author: lessons by heart, and any other text as it stands. It invents nothing."""

from collections.abc import Callable, Mapping

from contract.video import VideoRequest
from runner.authors.base import Explained, ScriptOrder, Written
from runner.authors.offline.lesson_book import all_lessons, find_lesson, lesson_that_says
from runner.authors.offline.own_text import explain_own_text
from runner.script.draft import Draft, Fault, Flow
from runner.script.storyboard.writer import storyboard_script
from runner.text.explanation import Explanation

OFFLINE_NAME = "offline:lessons"


class OfflineAuthor:
    """An Author that needs no network and no key."""

    async def explain(self, request: VideoRequest) -> Explained:
        notes = _length_notes(request)
        lesson = find_lesson(request.prompt, request.language)
        if lesson is not None:
            note = f"The offline model knows this lesson by heart: {lesson.explanation.title}."
            return Explained(lesson.explanation, OFFLINE_NAME, (note, *notes))
        titles = "; ".join(known.explanation.title for known in all_lessons())
        note = (
            "The offline model explains nothing by itself: this video presents your own text. "
            f"It knows these lessons by heart: {titles}."
        )
        explanation = explain_own_text(request.prompt, request.language)
        return Explained(explanation, OFFLINE_NAME, (note, *notes))

    async def refine(self, request: VideoRequest, explanation: Explanation) -> Explained:
        note = "The offline model has nobody to refine its text: it is spoken as it stands."
        return Explained(explanation, OFFLINE_NAME, (note,))

    async def write(self, order: ScriptOrder, tell: Callable[[int], None]) -> Written:
        lesson = lesson_that_says(order.spoken)
        language = order.request.language
        script = lesson.script if lesson is not None else storyboard_script(order.spoken, language)
        return Written(script, OFFLINE_NAME)

    async def mend(self, order: ScriptOrder, draft: Draft, fault: Fault) -> str | None:
        return None

    async def review(self, order: ScriptOrder, draft: Draft, flow: Flow) -> Mapping[str, str]:
        return {}


def _length_notes(request: VideoRequest) -> tuple[str, ...]:
    if request.minutes is None:
        return ()
    return (f"{request.minutes:g} minutes were wished for; this model can't choose the length.",)
