"""A user's own script: its narration is the explanation, and no part of it is changed."""

from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from contract.settings import Settings
from contract.video import VideoRequest
from runner.authors.base import Author, ScriptOrder
from runner.authors.models.ledger import Ledger
from runner.authors.models.pool import open_models
from runner.authors.offline.author import OfflineAuthor
from runner.authors.own_script import OwnScriptAuthor
from runner.authors.roles import assign_author
from runner.script.draft import Draft, ScriptFault
from runner.speech.voice import SpeechTimes
from runner.storage.checkpoints import Checkpoints
from stores.objects.directory import DirectoryStore

SCRIPT = """
NARRATION = {
    "title": "Ein Satz",
    "language": "de",
    "sections": [{"scene": "First", "title": "Eins", "beats": ["Der erste Satz."]}],
}


class First:
    def construct(self): ...
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(Checkpoints(DirectoryStore(tmp_path), "an-id"), cost_limit_usd=1.0)


async def assign(request: VideoRequest, ledger: Ledger) -> tuple[VideoRequest, Author]:
    settings = Settings()
    async with open_models(settings) as models:
        return assign_author(request, settings, models, ledger)


async def test_the_script_gives_explanation_and_script_and_stays_unchanged(ledger: Ledger) -> None:
    request, author = await assign(VideoRequest(script=SCRIPT), ledger)
    explained = await author.explain(request)
    assert (explained.explanation.title, explained.model) == ("Ein Satz", "script")
    refined = await author.refine(request, explained.explanation)
    assert (refined.explanation, refined.corrections) == (explained.explanation, ())
    order = ScriptOrder(request, explained.explanation, refined.explanation, ((SpeechTimes(1.0),),))
    written = await author.write(order, lambda count: None)
    assert (written.text, written.draft, written.is_users_own) == (SCRIPT, None, True)
    draft = Draft("", {"First": "class First: ..."})
    fault = ScriptFault("First", "", "", (), "")
    assert await author.mend(order, draft, fault, asks_stronger=True) is None
    assert await author.review(order, draft, {}) == {}
    assert author.works_in == frozenset()


async def test_the_video_has_the_language_of_its_script_unless_another_is_asked_for(ledger: Ledger) -> None:
    assert (await assign(VideoRequest(script=SCRIPT), ledger))[0].language == "de"
    assert (await assign(VideoRequest(script=SCRIPT, language="fr"), ledger))[0].language == "fr"


@pytest.mark.parametrize(
    ("beat", "language"),
    [("Das Licht der Sonne ist weiß, und es ist eine Mischung der Farben.", "de"), ("Pi.", "en")],
)
async def test_a_script_that_names_no_language_speaks_that_of_its_beats_if_it_is_certain(
    beat: str, language: str, ledger: Ledger
) -> None:
    script = SCRIPT.replace('    "language": "de",\n', "").replace("Der erste Satz.", beat)
    assert (await assign(VideoRequest(script=script), ledger))[0].language == language


async def test_a_script_that_cannot_be_read_is_rejected_with_the_line(ledger: Ledger) -> None:
    with pytest.raises(PodreelError, match="line 1") as caught:
        await assign(VideoRequest(script="def ("), ledger)
    assert caught.value.code is FailureCode.SCRIPT_FAILED


@pytest.mark.parametrize(
    ("beat", "told"),
    [
        ("a" * 9_000, "NARRATION has a word of 9,000 letters"),
        ("7" * 4_990, "NARRATION has a number of 4,990 digits"),
        ('", "' * 1_000, "NARRATION has 1,001 beats, and a video can have 1,000: join short ones"),
        ("so " * 14_000, "NARRATION has beats of 42,000 characters, and at most 40,000"),
    ],
    ids=["a word", "a number", "beats", "too much"],
)
async def test_a_script_that_cannot_be_spoken_is_rejected_before_anything_is_spoken(
    ledger: Ledger, beat: str, told: str
) -> None:
    request, author = await assign(VideoRequest(script=SCRIPT.replace("Der erste Satz.", beat)), ledger)
    with pytest.raises(PodreelError, match=told) as caught:
        await author.explain(request)
    assert caught.value.code is FailureCode.SCRIPT_FAILED


async def test_a_title_without_end_is_rejected_too(ledger: Ledger) -> None:
    # A title is in every message about its section, and a line of these has a limit.
    request, author = await assign(VideoRequest(script=SCRIPT.replace("Eins", "é" * 200_000)), ledger)
    with pytest.raises(PodreelError, match="a title of 200,000 characters") as caught:
        await author.explain(request)
    assert len(caught.value.detail) < 300


async def test_a_users_own_script_needs_no_model(ledger: Ledger) -> None:
    _, author = await assign(VideoRequest(script=SCRIPT, model="claude-4-sonnet"), ledger)
    assert isinstance(author, OwnScriptAuthor)
    _, author = await assign(VideoRequest(prompt="Explain binary search"), ledger)
    assert isinstance(author, OfflineAuthor)
