"""A user's own explanation replaces a model's, and is spoken as written."""

import pytest

from contract.stage import Stage
from contract.video import VideoRequest
from runner.authors.offline.author import OfflineAuthor
from runner.authors.offline.lesson_book import all_lessons
from runner.authors.own_explanation import OwnExplanationAuthor
from runner.text.explanation import Explanation, Section, as_markdown

QUESTION = "Why is the sky blue in the daytime?"
SKY = Explanation(
    title="Why the sky is blue",
    sections=(
        Section(title="Light", beats=("Sunlight holds all colours.", "A prism shows them side by side.")),
        Section(title="Air", beats=tuple(f"Air scatters blue light, for reason {n}." for n in range(12))),
    ),
)


async def explained(markdown: str) -> Explanation:
    author = OwnExplanationAuthor(OfflineAuthor(), markdown)
    request = VideoRequest(prompt=QUESTION, explanation=markdown)
    answer = await author.explain(request)
    assert (answer.model, answer.notes) == ("user", ())
    return answer.explanation


@pytest.mark.parametrize("known", [SKY, *(lesson.explanation for lesson in all_lessons())])
async def test_the_markdown_that_the_api_shows_is_read_back_unchanged(known: Explanation) -> None:
    markdown = as_markdown(known)
    read = await explained(markdown)
    assert as_markdown(read) == markdown
    assert [section.title for section in read.sections] == [section.title for section in known.sections]


async def test_an_edited_sentence_is_spoken() -> None:
    edited = "Sunlight is a mixture of all colours."
    markdown = as_markdown(SKY).replace(SKY.beats[0], edited)
    assert edited in (await explained(markdown)).beats[0]


async def test_a_list_becomes_beats_of_one_or_two_items() -> None:
    read = await explained("# Sky\n\n## Light\n\n- Sunlight holds all colours.\n- Air scatters blue.")
    assert " ".join(read.beats) == "Sunlight holds all colours. Air scatters blue."


def test_the_author_has_no_work_in_explaining() -> None:
    author = OwnExplanationAuthor(OfflineAuthor(), "Light.")
    assert author.works_in == OfflineAuthor.works_in - {Stage.EXPLAIN}
