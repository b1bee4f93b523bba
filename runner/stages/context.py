"""The context that every stage of a run receives."""

from dataclasses import dataclass, field
from pathlib import Path

from contract.stage import Stage
from contract.video import VideoRequest
from runner.authors.base import Author
from runner.authors.models.ledger import Ledger
from runner.progress.reporter import Reporter
from runner.render.client import RenderClient
from runner.render.job import Picture
from runner.render.picture import picture_for
from runner.script.examiner import Examiner
from runner.settings import RunSettings
from runner.speech.chain import VoiceChain
from runner.storage.checkpoints import Checkpoints
from runner.storage.claims import AttemptClaim
from stores.objects.base import ObjectStore


@dataclass(frozen=True)
class VideoRun:
    """One attempt at one video. `folder` is its own scratch space; `notes` are the order's."""

    video_id: str
    generation: int
    attempt: int
    turn: AttemptClaim
    request: VideoRequest
    folder: Path
    objects: ObjectStore
    checkpoints: Checkpoints
    reporter: Reporter
    author: Author
    ledger: Ledger
    voice: VoiceChain
    renderer: RenderClient
    settings: RunSettings
    notes: tuple[str, ...] = ()
    examiner: Examiner = field(default_factory=Examiner)

    @property
    def picture(self) -> Picture:
        return picture_for(self.request)

    def report_author(self, stage: Stage, fraction: float, message: str) -> None:
        """Reports progress of an author's stage, if the author has work to do in it."""
        if stage in self.author.works_in:
            self.reporter.progress(stage, fraction, message)
