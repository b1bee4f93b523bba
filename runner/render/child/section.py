"""Renders one scene of one script, in a confined process that the zygote forked for it.

The folder holds `job.json` and `script.py`; `section.mp4` and `times.json` appear there, after a dry run
`record.json`, and `stills.rgb` if it was to draw frames. Everything that the script touches happens in this
process; nothing that it prints or returns is trusted.
"""

import runpy
import shutil
from pathlib import Path
from typing import Any

from manim import Scene, config

from runner.media.encoding import X264_OPTIONS
from runner.render.child.copying import copy_quickly
from runner.render.child.dry_run import Observed, draw_stills, run_dry
from runner.render.child.encoder import FrameWriter
from runner.render.child.narrated import LaidOver, section_frames
from runner.render.child.screen import TEXTS
from runner.render.child.script_lines import ScriptLines
from runner.render.child.squashing import watch_stretching
from runner.render.child.tex import compile_quickly
from runner.render.job import Picture, SectionJob
from runner.render.reports import FRAMES_NAME, RECORD_NAME, TIMES_NAME
from runner.render.results import STILLS_NAME, VIDEO_NAME
from scenekit import BeatPlan, NarratedScene, SectionPlan, WordCue, use_plan


def render_section(folder: Path) -> None:
    """Renders the section of the job in this folder, or runs it dry. Raises whatever the script raises."""
    job = SectionJob.model_validate_json((folder / "job.json").read_bytes())
    copy_quickly()
    compile_quickly()
    use_plan(_plan(job))
    _configure(job.picture, folder)
    if job.is_dry_run:
        lines = ScriptLines(folder / "script.py")
        lines.watch_making()
        watch_stretching(TEXTS, lines.running)
    scene = _load_scene(folder / "script.py", job)
    if job.is_dry_run:
        record, stills = draw_stills(scene, job.stills) if job.stills else (run_dry(scene), ())
        (folder / RECORD_NAME).write_text(record.model_dump_json(exclude_defaults=True))
        if stills:
            (folder / STILLS_NAME).write_bytes(b"".join(stills))
        return
    writer = FrameWriter(scene.file_writer_settings)
    writer.picture = job.picture
    writer.frames_file = folder / FRAMES_NAME
    scene.renderer.file_writer = writer
    scene.render()
    (folder / TIMES_NAME).write_text(section_frames(scene).model_dump_json())
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


def _load_scene(script: Path, job: SectionJob) -> Any:
    names: dict[str, Any] = runpy.run_path(str(script), run_name="podreel_script")
    scene_class = names.get(job.scene)
    if not (isinstance(scene_class, type) and issubclass(scene_class, Scene)):
        raise LookupError(f"the script has no scene class named {job.scene}")
    bases: list[type] = [scene_class]
    if not issubclass(scene_class, NarratedScene):
        bases.insert(0, LaidOver)
    if job.is_dry_run:
        bases.insert(0, Observed)
    return (type(job.scene, tuple(bases), {}) if len(bases) > 1 else scene_class)()


def _movie_path(scene: Scene) -> Path:
    return Path(scene.renderer.file_writer.movie_file_path)
