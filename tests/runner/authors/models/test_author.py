"""The author that asks models: which model it asks for what, and how it handles bad answers."""

from dataclasses import replace
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from contract.result_parts import Correction
from contract.video import VideoRequest
from runner.authors.base import ScriptOrder
from runner.authors.models.author import ModelAuthor, Roles
from runner.authors.models.base import Task
from runner.authors.models.ledger import Ledger
from runner.script.draft import BeatPacing, Draft, ScriptFault, SeenSection
from runner.speech.voice import SpeechTimes
from runner.storage.checkpoints import Checkpoints
from runner.text.explanation import Explanation
from stores.objects.directory import DirectoryStore
from tests.fakes.answering import Asked, Said
from tests.fakes.teacher import GOOD, REVIEWED, Teacher
from tests.fakes.text_model import TaughtModel, answering

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
REQUEST = VideoRequest(prompt="What is a square, and what a circle?", model="gpt-5", language="de")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(Checkpoints(DirectoryStore(tmp_path / "objects"), ID), cost_limit_usd=10)


@pytest.fixture
def teacher() -> Teacher:
    return Teacher()


@pytest.fixture
def roles(teacher: Teacher) -> Roles:
    def named(name: str) -> TaughtModel:
        return TaughtModel(teacher, f"fake:{name}")

    return Roles(named("explains"), named("refines"), named("writes"), named("reviews"), ("A note.",))


@pytest.fixture
def author(roles: Roles, ledger: Ledger) -> ModelAuthor:
    return ModelAuthor(roles, ledger)


async def explained(author: ModelAuthor) -> Explanation:
    return (await author.explain(REQUEST)).explanation


async def order_of(author: ModelAuthor) -> ScriptOrder:
    spoken = await explained(author)
    refined = await author.refine(REQUEST, spoken)
    times = ((SpeechTimes(2.25), SpeechTimes(3.5)), (SpeechTimes(1.75),))
    return ScriptOrder(REQUEST, spoken, refined.explanation, times, refined.corrections)


async def test_each_part_of_the_work_is_done_by_its_own_model(author: ModelAuthor, ledger: Ledger) -> None:
    order = await order_of(author)
    written = await author.write(order, lambda count: None)
    assert written.draft is not None
    await author.review(order, written.draft, {"Section1": SeenSection((BeatPacing(1, 0, 1, 1),))})
    asked = {call.task: call.model for call in ledger.calls}
    assert asked == {
        Task.EXPLAIN: "fake:explains",
        Task.REFINE: "fake:refines",
        Task.PLAN_SCRIPT: "fake:writes",
        Task.WRITE_SECTION: "fake:writes",
        Task.REVIEW: "fake:reviews",
    }
    assert written.notes == ("A note.",)


async def test_the_refinement_keeps_the_sections_and_lists_its_corrections(author: ModelAuthor) -> None:
    spoken = await explained(author)
    refined = await author.refine(REQUEST, spoken)
    assert [section.title for section in refined.explanation.sections] == [s.title for s in spoken.sections]
    assert "right angles" in refined.explanation.beats[0]
    (correction,) = refined.corrections or ()
    assert correction.section_id == "section-1"


async def test_without_a_refinement_model_the_text_is_unchanged_with_a_note(
    teacher: Teacher, ledger: Ledger
) -> None:
    model = TaughtModel(teacher)
    author = ModelAuthor(Roles(model, None, model, model), ledger)
    spoken = await explained(author)
    refined = await author.refine(REQUEST, spoken)
    assert refined.explanation == spoken
    assert any("No refinement model" in note for note in refined.notes)
    assert teacher.tasks[Task.REFINE] == 0


async def test_after_an_unusable_refinement_the_text_is_unchanged(
    author: ModelAuthor, teacher: Teacher
) -> None:
    teacher.answers[Task.REFINE] = Said("I have no idea.")
    spoken = await explained(author)
    refined = await author.refine(REQUEST, spoken)
    assert refined.explanation == spoken
    assert any("not refined" in note for note in refined.notes)


async def test_an_unreachable_refinement_model_ends_the_run(ledger: Ledger, teacher: Teacher) -> None:
    model = TaughtModel(teacher)
    down = answering(PodreelError(FailureCode.UNAVAILABLE, "It sleeps."))
    author = ModelAuthor(Roles(model, down, model, model), ledger)
    with pytest.raises(PodreelError, match="It sleeps"):
        await author.refine(REQUEST, await explained(author))


async def test_a_script_is_a_preamble_and_one_class_per_section_each_reported_as_written(
    author: ModelAuthor, teacher: Teacher
) -> None:
    counts: list[int] = []
    written = await author.write(await order_of(author), counts.append)
    assert written.draft is not None
    assert "def outline" in written.draft.preamble
    assert {scene: source.strip() for scene, source in written.draft.sections.items()} == {
        scene: source.strip() for scene, source in GOOD.items()
    }
    assert counts == [1, 2]
    assert not written.draft.unwritten
    assert teacher.tasks[Task.WRITE_SECTION] == 2


async def test_the_script_model_sees_the_seconds_the_facts_and_the_language(
    author: ModelAuthor, roles: Roles
) -> None:
    await author.write(await order_of(author), lambda count: None)
    assert isinstance(roles.write, TaughtModel)
    told = "\n".join(turn.text for prompt in roles.write.prompts for turn in prompt.turns)
    for part in ("2.25 s", "3.50 s", "four right angles", "Deutsch"):
        assert part in told


async def test_instructions_are_the_same_for_all_sections_so_that_vendors_can_cache_them(
    author: ModelAuthor, roles: Roles
) -> None:
    await author.write(await order_of(author), lambda count: None)
    assert isinstance(roles.write, TaughtModel)
    sections = [prompt for prompt in roles.write.prompts if prompt.task is Task.WRITE_SECTION]
    assert len({prompt.instructions for prompt in sections}) == 1
    assert len({prompt.turns for prompt in sections}) == len(sections) == 2


@pytest.mark.parametrize("answer", ["", "I would rather describe it in words.", "```python\nx = 1\n```"])
async def test_a_section_without_code_stays_unwritten(
    author: ModelAuthor, teacher: Teacher, answer: str
) -> None:
    order = await order_of(author)
    teacher.answers[Task.WRITE_SECTION] = Said(answer)
    written = await author.write(order, lambda count: None)
    assert written.draft is not None
    assert written.draft.unwritten == {"Section1", "Section2"}
    assert teacher.tasks[Task.WRITE_SECTION] == 4  # each once more, with the reason


async def test_without_a_plan_sections_have_no_shared_code(author: ModelAuthor, teacher: Teacher) -> None:
    order = await order_of(author)
    teacher.answers[Task.PLAN_SCRIPT] = Said("", "refused")
    written = await author.write(order, lambda count: None)
    assert written.draft is not None
    assert written.draft.preamble == ""
    assert list(written.draft.sections) == ["Section1", "Section2"]


async def test_when_a_section_fails_the_others_are_finished_and_stored(
    ledger: Ledger, teacher: Teacher
) -> None:
    def sleepy(asked: Asked) -> Said:
        if asked.turns[0][1].rstrip().endswith("Write the class Section1."):
            raise PodreelError(FailureCode.UNAVAILABLE, "It sleeps.")
        return teacher(asked)

    model = TaughtModel(sleepy)
    author = ModelAuthor(Roles(model, model, model, model), ledger)
    order = await order_of(author)
    with pytest.raises(PodreelError, match="It sleeps"):
        await author.write(order, lambda count: None)
    model.brain = teacher
    await author.write(order, lambda count: None)
    asked = [prompt.task for prompt in model.prompts]
    assert (asked.count(Task.PLAN_SCRIPT), asked.count(Task.WRITE_SECTION)) == (1, 3)


async def test_mending_shows_the_code_and_all_that_is_known_and_takes_the_class(
    author: ModelAuthor, roles: Roles
) -> None:
    order = await order_of(author)
    draft = Draft("GAP = 1", {"Section1": GOOD["Section1"], "Section2": GOOD["Section2"]})
    fault = ScriptFault(
        "Section2", "NameError: Sparkle", "> 12 Sparkle", ("line 12: no Sparkle",), "Circle(radius)"
    )
    assert (await author.mend(order, draft, fault, asks_stronger=False) or "").startswith("class Section2")
    assert isinstance(roles.write, TaughtModel)
    told = roles.write.prompts[-1].turns[0].text
    for part in ("NameError: Sparkle", "> 12 Sparkle", "no Sparkle", "Circle(radius)", "GAP = 1"):
        assert part in told
    assert "square" not in told.split("The part that failed")[1].split("This failed")[0]


async def test_mending_the_shared_code_takes_the_code_as_it_stands(
    author: ModelAuthor, teacher: Teacher
) -> None:
    teacher.answers[Task.MEND] = Said("```python\nGAP = 2\n```")
    draft = Draft("GAP = ", dict(GOOD))
    fault = ScriptFault(None, "SyntaxError", "", (), "")
    mended = await author.mend(await order_of(author), draft, fault, asks_stronger=False)
    assert (mended or "").strip() == "GAP = 2"


async def test_mending_without_code_gives_none(author: ModelAuthor, teacher: Teacher) -> None:
    teacher.answers[Task.MEND] = Said("It looks fine to me.")
    fault = ScriptFault("Section1", "NameError", "", (), "")
    order = await order_of(author)
    assert await author.mend(order, Draft("", dict(GOOD)), fault, asks_stronger=False) is None


@pytest.mark.parametrize(
    "answer",
    [
        "def turn(self):\n    self.wait(2)",
        "    def turn(self):\n        self.wait(2)",
        "class Section1(NarratedScene):\n    def turn(self):\n        self.wait(2)",
    ],
    ids=["at the margin", "indented", "in its class"],
)
async def test_mending_one_method_keeps_all_others(
    author: ModelAuthor, teacher: Teacher, answer: str
) -> None:
    source = GOOD["Section1"] + "\n    def turn(self):\n        self.wait(-1)  # wrong\n"
    teacher.answers[Task.MEND] = Said(f"```python\n{answer}\n```")
    fault = ScriptFault("Section1", "ValueError", "", (), "", method="turn")
    draft = Draft("", {**GOOD, "Section1": source})
    mended = await author.mend(await order_of(author), draft, fault, asks_stronger=False)
    assert mended == source.replace("self.wait(-1)  # wrong", "self.wait(2)")


@pytest.mark.parametrize("asks_stronger", [True, False])
@pytest.mark.parametrize("has_stronger", [True, False])
async def test_the_stronger_model_mends_if_it_is_wanted_and_there_is_one(
    roles: Roles, teacher: Teacher, ledger: Ledger, has_stronger: bool, asks_stronger: bool
) -> None:
    strong = TaughtModel(teacher, "fake:strong") if has_stronger else None
    author = ModelAuthor(replace(roles, stronger=strong), ledger)
    fault = ScriptFault("Section1", "NameError", "", (), "")
    await author.mend(await order_of(author), Draft("", dict(GOOD)), fault, asks_stronger=asks_stronger)
    expected = "fake:strong" if has_stronger and asks_stronger else "fake:writes"
    assert ledger.calls[-1].model == expected


@pytest.mark.parametrize(
    ("answer", "changed"),
    [
        ("OK", []),
        (f"```python\n{REVIEWED}```", ["Section2"]),
        ("Nice work, but I would use more colours.", []),
        ("```python\nclass Other(NarratedScene): ...\n```", []),
        ("", []),
    ],
    ids=["all is well", "one change", "only words", "a stranger", "empty"],
)
async def test_a_review_changes_only_sections_with_complete_classes(
    author: ModelAuthor, teacher: Teacher, answer: str, changed: list[str]
) -> None:
    teacher.review = answer
    seen = {scene: SeenSection((BeatPacing(1, 0.0, 1.0, 1.5),)) for scene in GOOD}
    changes = await author.review(await order_of(author), Draft("", dict(GOOD)), seen)
    assert list(changes) == changed
    assert teacher.tasks[Task.REVIEW] == (2 if answer == "" else 1)


async def test_a_review_that_every_model_rejects_changes_nothing(roles: Roles, ledger: Ledger) -> None:
    rejected = PodreelError(FailureCode.INVALID_REQUEST, "No model answers: it is too long.")
    author = ModelAuthor(replace(roles, review=answering(rejected)), ledger)
    seen = {"Section1": SeenSection((BeatPacing(1, 0.0, 1.0, 1.5),))}
    order = await order_of(author)
    assert await author.review(order, Draft("", dict(GOOD)), seen) == {}


async def test_a_reviewer_that_is_down_is_asked_by_the_next_attempt(roles: Roles, ledger: Ledger) -> None:
    down = PodreelError(FailureCode.UNAVAILABLE, "It sleeps.")
    author = ModelAuthor(replace(roles, review=answering(down)), ledger)
    order = await order_of(author)
    with pytest.raises(PodreelError, match="It sleeps"):
        await author.review(order, Draft("", dict(GOOD)), {})


async def test_writers_are_told_what_was_found_wrong(author: ModelAuthor, teacher: Teacher) -> None:
    wrong = Correction(section_id="section-1", text="a rhombus has four equal sides, too")
    await author.write(replace(await order_of(author), corrections=(wrong,)), lambda count: None)
    told = [lecture.asked.turns[0][1] for lecture in teacher.lectures if lecture.task is Task.WRITE_SECTION]
    assert all((wrong.text in text) == text.endswith("Write the class Section1.") for text in told)
