"""Explanations far longer than requested are cut, and a note tells the user."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from contract.video import VideoRequest
from runner.authors.models.author import ModelAuthor, Roles
from runner.authors.models.explaining import MAX_TIMES_THE_WISH, Question, shortened, to_markdown
from runner.authors.models.ledger import Ledger
from runner.storage.checkpoints import Checkpoints
from runner.text.explanation import Explanation, Section
from runner.text.sentences import weight
from stores.objects.directory import DirectoryStore
from tests.fakes.answering import Said
from tests.fakes.text_model import TaughtModel

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
BEAT = "Every square has four equal sides, and each of them meets the next one at a right angle."
SHORT = Question("What is a square?", minutes=0.5)


def explanation(*counts: int) -> Explanation:
    sections = (
        Section(title=f"Part {number}", beats=(BEAT,) * count) for number, count in enumerate(counts, 1)
    )
    return Explanation(title="Squares", sections=tuple(sections))


@given(counts=st.lists(st.integers(1, 15), min_size=1, max_size=12))
def test_an_explanation_is_cut_near_the_requested_length_and_every_section_stays(counts: list[int]) -> None:
    given_one, cut = explanation(*counts), shortened(explanation(*counts), SHORT)
    assert [section.title for section in cut.sections] == [section.title for section in given_one.sections]
    assert all(section.beats for section in cut.sections)
    most = MAX_TIMES_THE_WISH * SHORT.words * 6
    assert sum(map(weight, cut.beats)) <= most + len(counts) * weight(BEAT)
    if sum(map(weight, given_one.beats)) <= most:
        assert cut == given_one


async def test_the_user_is_told_that_an_explanation_was_cut(tmp_path: Path) -> None:
    model = TaughtModel(lambda asked: Said(to_markdown(explanation(15, 15, 15, 15))))
    ledger = Ledger(Checkpoints(DirectoryStore(tmp_path), ID), cost_limit_usd=1)
    author = ModelAuthor(Roles(model, None, model, model), ledger)
    explained = await author.explain(VideoRequest(prompt="What is a square?", minutes=0.5))
    assert len(explained.explanation.beats) < 60
    assert "75 words" in explained.notes[0]


async def test_an_endless_word_is_not_spoken(tmp_path: Path) -> None:
    endless = f"# Squares\n\n## section-1: One\n\n- A square is {'A' * 400_000} a shape with four sides.\n"
    model = TaughtModel(lambda asked: Said(endless))
    ledger = Ledger(Checkpoints(DirectoryStore(tmp_path), ID), cost_limit_usd=1)
    explained = await ModelAuthor(Roles(model, None, model, model), ledger).explain(
        VideoRequest(prompt="What is a square?")
    )
    assert all("AAAA" not in beat for beat in explained.explanation.beats)
