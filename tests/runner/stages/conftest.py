"""What the tests of stages share: a run that is real but for its model, voice and render host."""

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest_asyncio

from contract.video import VideoRequest
from runner.authors.models.ledger import Ledger
from runner.progress.reporter import Reporter
from runner.script.analysis.signatures import LibraryInterface
from runner.script.examiner import Examiner
from runner.settings import RunSettings
from runner.speech.chain import VoiceChain
from runner.stages.context import VideoRun
from runner.storage.checkpoints import Checkpoints
from runner.storage.claims import AttemptClaim
from runner.text.explanation import Explanation, Section
from stores.objects.directory import DirectoryStore
from tests.fakes.author import ScriptedAuthor
from tests.fakes.render_host import FakeHost
from tests.fakes.voice import HummingVoice

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
EXPLANATION = Explanation(
    title="Two parts",
    sections=(
        Section(title="One", beats=("The first beat.", "The second beat is longer.")),
        Section(title="Two", beats=("The third beat.",)),
    ),
)
SCRIPT = """
from scenekit import NarratedScene

NARRATION = {
    "title": "Two parts",
    "sections": [
        {"scene": "First", "title": "One", "beats": ["The first beat.", "The second beat is longer."]},
        {"scene": "Second", "title": "Two", "beats": ["The third beat."]},
    ],
}


class First(NarratedScene):
    def construct(self): ...


class Second(NarratedScene):
    def construct(self): ...
"""


@dataclass(frozen=True)
class Bench:
    """A run, and the fakes that it talks to. `again` is the next attempt at the same video."""

    run: VideoRun
    author: ScriptedAuthor
    voice: HummingVoice
    host: FakeHost

    def asking(self, **fields: Any) -> "Bench":
        """The same with another request."""
        request = VideoRequest.model_validate({**self.run.request.model_dump(), **fields})
        return replace(self, run=replace(self.run, request=request))


@pytest_asyncio.fixture
async def bench(tmp_path: Path, interface: LibraryInterface) -> AsyncIterator[Bench]:
    author, voice, host = ScriptedAuthor(), HummingVoice(), FakeHost()
    objects = DirectoryStore(tmp_path / "objects")
    checkpoints = Checkpoints(objects, ID)
    async with host.serve(tmp_path / "work") as client:
        run = VideoRun(
            video_id=ID,
            generation=1,
            attempt=1,
            turn=AttemptClaim(objects, ID, 1),
            request=VideoRequest(prompt="Explain two parts", quality="draft"),
            folder=tmp_path / "work",
            objects=objects,
            checkpoints=checkpoints,
            reporter=Reporter(ID, io.StringIO()),
            author=author,
            ledger=Ledger(checkpoints, cost_limit_usd=1.0),
            voice=VoiceChain((voice,)),
            renderer=client,
            settings=RunSettings(workers=2),
            examiner=Examiner(interface),
        )
        yield Bench(run, author, voice, host)
