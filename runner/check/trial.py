"""Runs scenes dry for a check, without a video: beats last as long as their texts take to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

import structlog
from PIL import Image

from contract.catalogue import QUALITIES, pixel_size
from contract.failure import PodreelError
from contract.video import DEFAULTS
from runner.media.sheet import picture_of
from runner.render.client import RenderClient
from runner.render.job import BeatJob, Picture, SectionJob
from runner.sandbox.limits import RenderLimits
from runner.settings import RunSettings
from runner.speech.engines.silence import reading_seconds
from runner.stages.dry_run import DryRun, judge_answer

log = structlog.get_logger()
_QUALITY = QUALITIES["standard"]
_DRAWN_PIXELS = 1_280


def trial_picture(aspect: str) -> Picture:
    """What scenes are tried for: the usual size of a video of this aspect."""
    width, height = pixel_size(_QUALITY.short_side, aspect)
    return Picture(width=width, height=height, frame_rate=_QUALITY.frame_rate)


PICTURE = trial_picture(DEFAULTS.aspect)


def _smaller(picture: Picture) -> Picture:
    """The same picture, no larger than it is needed on a page."""
    return picture.scaled(min(_DRAWN_PIXELS / max(picture.width, picture.height), 1.0))


@dataclass(frozen=True)
class SceneTrial:
    """Tries scenes by a render host, each within the limits of a rendering."""

    client: RenderClient
    settings: RunSettings
    language: str
    beats: Mapping[str, Sequence[str]]
    picture: Picture = PICTURE
    _numbers: "count[int]" = field(default_factory=count)

    async def run(self, text: str, scene: str) -> DryRun:
        """The scene's dry run. Raises PodreelError(sandbox_unavailable) if it can't be confined."""
        answer = await self.client.run_dry(f"check-{next(self._numbers)}", text, self._job(scene))
        return judge_answer(answer, self.settings.section_seconds)

    async def draw(self, text: str, scene: str, frames: Sequence[int]) -> Mapping[int, Image.Image]:
        """These frames of a scene that ran, in ascending order; none if they can't be drawn."""
        picture = _smaller(self.picture)
        job = self._job(scene).model_copy(update={"picture": picture, "stills": tuple(frames)})
        try:
            drawn = await self.client.draw_stills(f"layout-{next(self._numbers)}", text, job)
        except PodreelError as error:
            # What was found is told all the same.
            log.warning("layout_not_drawn", scene=scene, reason=error.detail)
            return {}
        pictures = (picture_of(pixels, picture.width, picture.height) for pixels in drawn.pictures)
        return dict(zip(frames, pictures, strict=False))

    def _job(self, scene: str) -> SectionJob:
        return SectionJob(
            scene=scene,
            picture=self.picture,
            language=self.language,
            beats=tuple(BeatJob(seconds=reading_seconds(beat)) for beat in self.beats.get(scene, ())),
            limits=RenderLimits(
                seconds=self.settings.section_seconds,
                memory_bytes=self.settings.section_memory_mb * 2**20,
            ),
        )
