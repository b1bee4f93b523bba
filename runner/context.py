"""What every stage of one run is given."""

from dataclasses import dataclass
from pathlib import Path

from contract.catalogue import QUALITIES, pixel_size
from contract.objects import ObjectStore
from contract.video import VideoRequest
from runner.checkpoints import Checkpoints
from runner.llm.model import TextModel
from runner.render.client import RenderClient
from runner.render.job import Picture
from runner.report import Reporter
from runner.settings import RunSettings
from runner.speech.chain import VoiceChain


@dataclass(frozen=True)
class VideoRun:
    """One attempt at one video. `folder` is this attempt's own scratch space."""

    video_id: str
    generation: int
    attempt: int
    request: VideoRequest
    folder: Path
    objects: ObjectStore
    checkpoints: Checkpoints
    reporter: Reporter
    model: TextModel
    voice: VoiceChain
    renderer: RenderClient
    settings: RunSettings

    @property
    def picture(self) -> Picture:
        return picture_for(self.request)


def picture_for(request: VideoRequest) -> Picture:
    """Size and rate of a request's pictures."""
    if request.custom is not None:
        custom = request.custom
        return Picture(
            width=custom.width, height=custom.height, frame_rate=custom.frame_rate, theme=request.theme
        )
    quality = QUALITIES[request.quality]
    width, height = pixel_size(quality.short_side, request.aspect)
    return Picture(width=width, height=height, frame_rate=quality.frame_rate, theme=request.theme)
