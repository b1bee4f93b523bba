"""The embedded model: lessons by heart, and any other text as it stands. It invents nothing."""

from runner.explanation import Explanation
from runner.llm.lesson_book import all_lessons, find_lesson, lesson_that_says
from runner.llm.model import Completion, Prompt, Task
from runner.llm.own_text import explain_own_text
from runner.script.storyboard import storyboard_script


class OfflineModel:
    """A TextModel that needs no network and no key."""

    name = "offline:lessons"

    async def complete(self, prompt: Prompt) -> Completion:
        match prompt.task:
            case Task.EXPLAIN:
                return self._explain(prompt)
            case Task.REFINE:
                note = "The offline model has nobody to refine its text: it is spoken as it stands."
                return Completion(prompt.material, self.name, notes=(note,))
            case Task.WRITE_SCRIPT:
                return self._write_script(prompt)

    def _explain(self, prompt: Prompt) -> Completion:
        lesson = find_lesson(prompt.material, prompt.language)
        if lesson is not None:
            note = f"The offline model knows this lesson by heart: {lesson.explanation.title}."
            return Completion(lesson.explanation.model_dump_json(), self.name, notes=(note,))
        titles = "; ".join(known.explanation.title for known in all_lessons())
        note = (
            "The offline model explains nothing by itself: this video presents your own text. "
            f"It knows these lessons by heart: {titles}."
        )
        explanation = explain_own_text(prompt.material, prompt.language)
        return Completion(explanation.model_dump_json(), self.name, notes=(note,))

    def _write_script(self, prompt: Prompt) -> Completion:
        explanation = Explanation.model_validate_json(prompt.material)
        lesson = lesson_that_says(explanation)
        script = lesson.script if lesson is not None else storyboard_script(explanation, prompt.language)
        return Completion(script, self.name)
