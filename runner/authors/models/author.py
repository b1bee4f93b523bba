"""The Author that asks text models. Each answer is paid for only once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from contract.failure import FailureCode, PodreelError
from contract.result_parts import Correction
from contract.video import VideoRequest
from runner.authors.base import AUTHOR_STAGES, ExplainedVideo, ScriptOrder, WrittenScript
from runner.authors.models.answers.outline import section_id
from runner.authors.models.asking import NoAnswer, UnusableAnswer, ask
from runner.authors.models.base import TextModel
from runner.authors.models.explaining import (
    Question,
    explain_prompt,
    read_explanation,
    read_refinement,
    refine_prompt,
    shortened,
)
from runner.authors.models.ledger import Ledger
from runner.authors.models.scripting.answers import (
    Plan,
    read_method,
    read_plan,
    read_preamble,
    read_review,
    read_section,
)
from runner.authors.models.scripting.brief import ScriptBrief, SectionBrief
from runner.authors.models.scripting.prompts import mend_prompt, plan_prompt, section_prompt
from runner.authors.models.scripting.reviewing import review_prompt
from runner.concurrency.gather import gather_all
from runner.render.picture import picture_for
from runner.script.draft import Draft, ScriptFault, SeenSection
from runner.text.explanation import Explanation

log = structlog.get_logger()


@dataclass(frozen=True)
class Roles:
    """Which model does which work. `notes` tell the user if one replaces another that is not configured.

    `stronger` mends what the writer could not mend; None if no model of its chain is strong enough.
    `reviewer_sees` tells whether a model of the reviewer's can be shown pictures.
    """

    explain: TextModel
    refine: TextModel | None
    write: TextModel
    review: TextModel
    notes: tuple[str, ...] = ()
    stronger: TextModel | None = None
    reviewer_sees: bool = False


@dataclass(frozen=True)
class ModelAuthor:
    """An Author that asks models. The ledger keeps each answer, so it is paid for only once."""

    roles: Roles
    ledger: Ledger
    works_in = AUTHOR_STAGES

    @property
    def reviewer_sees(self) -> bool:
        return self.roles.reviewer_sees

    async def explain(self, request: VideoRequest) -> ExplainedVideo:
        question = _question(request)
        prompt = explain_prompt(question)
        answer = await ask(
            self.ledger, self.roles.explain, prompt, lambda text: read_explanation(text, question)
        )
        explanation = shortened(answer.value, question)
        note = f"{answer.model} gave far more than the requested {question.words} words: sections were cut."
        return ExplainedVideo(explanation, answer.model, () if explanation == answer.value else (note,))

    async def refine(self, request: VideoRequest, explanation: Explanation) -> ExplainedVideo:
        if self.roles.refine is None:
            note = "No refinement model is configured: the explanation is used unchanged."
            return ExplainedVideo(explanation, "none", (note,))
        prompt = refine_prompt(explanation, _question(request))
        try:
            answer = await ask(
                self.ledger,
                self.roles.refine,
                prompt,
                lambda text: read_refinement(text, explanation, request.language),
            )
        except NoAnswer as error:
            log.warning("not_refined", reason=error.detail)
            return ExplainedVideo(explanation, "none", (f"The explanation was not refined: {error.detail}",))
        refined = answer.value
        return ExplainedVideo(refined.explanation, answer.model, refined.notes, refined.corrections)

    async def write(self, order: ScriptOrder, tell: Callable[[int], None]) -> WrittenScript:
        brief = _brief(order)
        plan, model = await self._plan(brief)
        written = 0

        async def write_one(number: int) -> tuple[str, str]:
            nonlocal written
            source = await self._write_section(brief, plan, number)
            written += 1
            tell(written)
            return brief.scenes[number - 1], source

        sources = dict(await gather_all(write_one(number + 1) for number in range(len(brief.sections))))
        return WrittenScript("", model, self.roles.notes, Draft(plan.preamble, sources))

    async def _plan(self, brief: ScriptBrief) -> tuple[Plan, str]:
        """The plan and its model. If the model gives none, an empty plan: sections can do without."""
        try:
            answer = await ask(self.ledger, self.roles.write, plan_prompt(brief), read_plan)
        except NoAnswer as error:
            log.warning("script_not_planned", reason=error.detail)
            return Plan(), self.roles.write.name
        return answer.value, answer.model

    async def _write_section(self, brief: ScriptBrief, plan: Plan, number: int) -> str:
        """The section's source; empty if the model gives none."""
        scene = brief.scenes[number - 1]
        prompt = section_prompt(brief, plan, number)
        try:
            answer = await ask(
                self.ledger, self.roles.write, prompt, lambda text: _code(read_section(text, scene), scene)
            )
        except NoAnswer as error:
            log.warning("section_not_written", scene=scene, reason=error.detail)
            return ""
        return answer.value

    async def mend(
        self, order: ScriptOrder, draft: Draft, fault: ScriptFault, *, asks_stronger: bool
    ) -> str | None:
        def read(text: str) -> str:
            if fault.scene is None:
                return _code(read_preamble(text), "the shared code")
            if fault.method is None:
                return _code(read_section(text, fault.scene), fault.scene)
            source = read_method(text, draft.sections[fault.scene], fault.scene, fault.method)
            return _code(source, f"the method {fault.method}")

        model = (asks_stronger and self.roles.stronger) or self.roles.write
        prompt = mend_prompt(_brief(order), draft, fault)
        try:
            return (await ask(self.ledger, model, prompt, read)).value
        except NoAnswer as error:
            log.warning("not_mended", scene=fault.scene, reason=error.detail)
            return None

    async def review(
        self, order: ScriptOrder, draft: Draft, sections: Mapping[str, SeenSection]
    ) -> Mapping[str, str]:
        prompt = review_prompt(_brief(order), draft, sections)
        scenes = list(sections)
        try:
            answer = await ask(self.ledger, self.roles.review, prompt, lambda text: read_review(text, scenes))
        except PodreelError as error:
            # A script is good without a review: one that no model takes, such as a very long one, is let be.
            if not isinstance(error, NoAnswer) and error.code is not FailureCode.INVALID_REQUEST:
                raise
            log.warning("not_reviewed", reason=error.detail)
            return {}
        return answer.value


def _question(request: VideoRequest) -> Question:
    return Question(request.prompt, request.language, request.minutes)


def _brief(order: ScriptOrder) -> ScriptBrief:
    request = order.request
    picture = picture_for(request)
    parts = zip(order.spoken.sections, order.refined.sections, order.times, strict=True)
    return ScriptBrief(
        title=order.spoken.title,
        language=request.language,
        theme=request.theme,
        aspect=request.aspect if request.custom is None else f"{picture.width}:{picture.height}",
        frame_width=picture.width / picture.pixels_a_unit,
        frame_height=picture.height / picture.pixels_a_unit,
        sections=tuple(
            SectionBrief(section, times, refined.beats, _wrong(order, number))
            for number, (section, refined, times) in enumerate(parts, 1)
        ),
    )


def _wrong(order: ScriptOrder, number: int) -> tuple[Correction, ...] | None:
    """What was found wrong in section `number`, from 1."""
    if order.corrections is None:
        return None
    return tuple(each for each in order.corrections if each.section_id == section_id(number))


def _code(code: str | None, what: str) -> str:
    if code is None:
        raise UnusableAnswer(f"it holds no Python code of {what}")
    return code
