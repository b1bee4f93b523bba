"""Renders one scene of one script, in a confined process that the zygote forked for it.

The folder holds `job.json` and `script.py`; `section.mp4` and `times.json` appear there. Everything that the
script touches happens in this process; nothing that it prints or returns is trusted.
"""

import json
import runpy
import shutil
from pathlib import Path
from typing import Any, cast

from manim import CairoRenderer, Scene, config

from runner.media.encoding import X264_OPTIONS
from runner.render.encoder import FrameWriter
from runner.render.job import Picture, SectionFrames, SectionJob
from runner.render.results import VIDEO_NAME
from scenekit import BeatPlan, NarratedScene, SectionPlan, WordCue, use_plan
from scenekit.narration import NarrationClock
from scenekit.plan import current_plan


def render_section(folder: Path) -> None:
    """Renders the section of the job in this folder. Raises whatever the script raises."""
    job = SectionJob.model_validate_json((folder / "job.json").read_bytes())
    use_plan(_plan(job))
    _configure(job.picture, folder)
    scene = _load_scene(folder / "script.py", job.scene, job.picture)
    scene.render()
    _write_times(scene, folder)
    # Landlock's first version forbids moving a file between folders; shutil then copies it.
    shutil.move(_movie_path(scene), folder / VIDEO_NAME)


def _plan(job: SectionJob) -> SectionPlan:
    return SectionPlan(
        beats=tuple(
            BeatPlan(beat.seconds, tuple(WordCue(word.text, word.start_seconds) for word in beat.words))
            for beat in job.beats
        ),
        theme=job.picture.theme,
        language=job.language,
    )


def _configure(picture: Picture, folder: Path) -> None:
    unit = picture.pixels_a_unit
    config.update(
        {
            "media_dir": str(folder / "media"),
            "pixel_width": picture.width,
            "pixel_height": picture.height,
            "frame_width": picture.width / unit,
            "frame_height": picture.height / unit,
            "frame_rate": picture.frame_rate,
            "disable_caching": True,
            "progress_bar": "none",
            "verbosity": "WARNING",
            "seed": 1,
            "video_encoder_options": dict(X264_OPTIONS),
        }
    )


def _load_scene(script: Path, name: str, picture: Picture) -> Scene:
    names: dict[str, Any] = runpy.run_path(str(script), run_name="podreel_script")
    scene_class = names.get(name)
    if not (isinstance(scene_class, type) and issubclass(scene_class, Scene)):
        raise LookupError(f"the script has no scene class named {name}")
    if not issubclass(scene_class, NarratedScene):
        scene_class = type(name, (_LaidOver, scene_class), {})
    scene = cast(Scene, scene_class())
    writer = FrameWriter(scene.file_writer_settings)
    writer.picture = picture
    cast(CairoRenderer, scene.renderer).file_writer = writer
    return scene


class _LaidOver(Scene):
    """Gives a plain Manim scene its narration, from its first frame on."""

    narration: NarrationClock

    def setup(self) -> None:
        super().setup()
        self.narration = NarrationClock(self, current_plan())

    def tear_down(self) -> None:
        self.narration.finish()
        super().tear_down()


def _movie_path(scene: Scene) -> Path:
    return Path(scene.renderer.file_writer.movie_file_path)


def _write_times(scene: Any, folder: Path) -> None:
    starts = scene.narration.start_frames
    times = SectionFrames(
        frame_count=round(scene.renderer.time * config.frame_rate),
        beat_start_frames=tuple(starts[number] for number in sorted(starts)),
    )
    (folder / "times.json").write_text(json.dumps(times.model_dump()))
