"""What every stage of one run is given."""

from dataclasses import dataclass, field
from pathlib import Path

from contract.objects import ObjectStore
from contract.video import VideoRequest
from runner.author import Author
from runner.checkpoints import Checkpoints
from runner.claims import Turn
from runner.llm.ledger import Ledger
from runner.picture import picture_for
from runner.render.client import RenderClient
from runner.render.job import Picture
from runner.report import Reporter
from runner.settings import RunSettings
from runner.speech.chain import VoiceChain
from runner.stages.faults import Examiner


@dataclass(frozen=True)
class VideoRun:
    """One attempt at one video. `folder` is this attempt's own scratch space."""

    video_id: str
    generation: int
    attempt: int
    turn: Turn
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
    examiner: Examiner = field(default_factory=Examiner)

    @property
    def picture(self) -> Picture:
        return picture_for(self.request)
