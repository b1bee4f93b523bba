"""Misbehaving scripts: each failure has its own reason, and the host keeps serving."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from runner.render.answer import SectionOutcome
from runner.render.section_folder import RenderedSection
from runner.render.video_check import check_taken
from runner.sandbox.limits import RenderLimits
from tests.runner.living import is_alive
from tests.runner.render.conftest import LIMITS, TINY, Studio
from tests.runner.render.scripts import GOOD, scene

pytestmark = pytest.mark.slow

SHOW = "self.play(Create(Square()), run_time=0.5)"


@dataclass(frozen=True)
class Bad:
    """A script, what is said about it, and what it may use."""

    script: str
    told: str
    limits: RenderLimits = LIMITS


def configured(settings: str) -> Bad:
    """Changes Manim's configuration before its scene begins."""
    return Bad(scene(SHOW, head=f"config.update({settings})"), "")


def patched(target: str, value: str) -> Bad:
    """Changes a class of Manim's, or of ours."""
    head = f"import runner.render.child.encoder\nfrom manim import CairoRenderer\n{target} = {value}"
    return Bad(scene(SHOW, head=head), "", limited(seconds=3))


def pretending(body: str) -> Bad:
    """Ends by itself as if it were done, after doing `body` in its folder."""
    times = "Path('times.json').write_text(json.dumps({'frame_count': 22, 'beat_start_frames': [0, 9]}))"
    return Bad(scene(f"import json, os\nfrom pathlib import Path\n{times}\n{body}\nos._exit(0)"), "")


def limited(**changes: float) -> RenderLimits:
    return LIMITS.model_copy(update=changes)


SHORT, SMBAD = limited(seconds=2), limited(memory_bytes=3 * 2**29)
LATE, UNREADABLE = "it did not finish within 2 seconds", "its video can't be read: Invalid data"
FOREVER = "with open('huge', 'wb') as file:\n    while True:\n        file.write(bytes(2**20))"
ENCODE = "runner.render.child.encoder.FrameEncoder.write_frame"
NO_TIME = "property(lambda renderer: 0, lambda renderer, value: None)"
NO_SCENE = "LookupError: the script has no scene class named A"
BAD = {
    "never ends": Bad(scene("while True:\n    pass"), LATE, SHORT),
    "sleeps": Bad(scene("import time\ntime.sleep(600)"), LATE, SHORT),
    "plays for ever": Bad(scene("while True:\n    self.wait(10)"), LATE, SHORT),
    "allocates": Bad(
        scene("kept = []\nwhile True:\n    kept.append(bytearray(2**26))"), "1,536 MB of memory", SMBAD
    ),
    "allocates at once": Bad(scene("import numpy\nnumpy.ones(2**33)"), "1,536 MB of memory", SMBAD),
    "writes for ever": Bad(scene(FOREVER), "it wrote a file of more than 20 MB"),
    "stretches a file": Bad(
        scene("open('huge', 'wb').truncate(2**40)"), "it wrote a file of more than 20 MB"
    ),
    "sets another size": replace(
        configured("{'pixel_width': 332, 'pixel_height': 72, 'frame_rate': 7}"),
        told="config was changed to 332 x 72 pixels at 7 frames a second from 128 x 72 pixels at 10",
    ),
    "sets another rate": replace(
        configured("{'frame_rate': 7}"),
        told="config was changed to 128 x 72 pixels at 7 frames a second from 128 x 72 pixels at 10",
    ),
    "sets an odd width": replace(configured("{'pixel_width': 333}"), told="changed to 333 x 72 pixels"),
    "sets an odd height": replace(configured("{'pixel_height': 71}"), told="changed to 128 x 71 pixels"),
    "sets no width": configured("{'pixel_width': 0}"),
    "sets a negative rate": replace(configured("{'frame_rate': -1}"), told="frame rate must be positive"),
    "sets a huge size": replace(
        configured("{'pixel_width': 10**9, 'pixel_height': 10**9}"), told="MB of memory"
    ),
    "sets another order": replace(
        configured("{'video_encoder_options': {}}"), told="out of order (B-frames)"
    ),
    "sets another profile": replace(
        configured("{'video_encoder_options': {'profile': 'main', 'bf': '0'}}"),
        told="its video is encoded as h264 Main yuv420p, not as h264 High yuv420p",
    ),
    "sets other headers": replace(
        configured("{'video_encoder_options': {'profile': 'high', 'bf': '0'}}"),
        told="its video is encoded with other settings than asked for",
    ),
    "sets another container": replace(configured("{'format': 'gif'}"), told=UNREADABLE),
    "sets another folder": configured("{'media_dir': '/'}"),
    "sets a dry run": configured("{'dry_run': True}"),
    "renders nothing": patched("Scene.render", "lambda *a, **k: None"),
    "writes no picture": patched(
        "runner.render.child.encoder.FrameEncoder.write_frame", "lambda *a, **k: None"
    ),
    "stops the clock": patched("CairoRenderer.time", NO_TIME),
    "breaks mobjects": replace(patched("Mobject.__init__", "None"), told="TypeError"),
    "has no scene": Bad("x = 1", NO_SCENE),
    "has another scene": Bad(GOOD.replace("class A", "class B"), NO_SCENE),
    "has a function instead": Bad("def A(): ...", NO_SCENE),
    "leaves a folder": replace(
        pretending("os.mkdir('section.mp4')"), told="its section.mp4 is not a regular file"
    ),
    "leaves an empty file": replace(
        pretending("open('section.mp4', 'w').close()"), told="its video is empty"
    ),
    "leaves a text": replace(pretending("open('section.mp4', 'w').write('#EXTM3U')"), told=UNREADABLE),
    "leaves nothing": replace(pretending(""), told="it ended before its section was rendered"),
}


def told(rendered: RenderedSection) -> str:
    """The reason that the user reads for a failed section; empty if it succeeded."""
    answer = rendered.answer
    if answer.outcome is not SectionOutcome.RENDERED or answer.times is None:
        return answer.reason
    return check_taken(rendered.video, TINY, answer.times)


@pytest.fixture(scope="module")
def results(studio: Studio) -> Mapping[str, str]:
    """The reasons of all bad scripts, rendered concurrently."""

    async def render_all() -> list[RenderedSection]:
        return await asyncio.gather(*(studio.render(bad.script, limits=bad.limits) for bad in BAD.values()))

    return dict(zip(BAD, map(told, asyncio.run(render_all())), strict=True))


@pytest.mark.parametrize("name", BAD)
def test_a_misbehaving_script_fails_with_a_reason(
    results: Mapping[str, str], studio: Studio, name: str
) -> None:
    assert results[name]
    assert BAD[name].told in results[name]
    assert is_alive(studio.host)


async def test_of_many_scenes_the_requested_one_is_rendered(studio: Studio) -> None:
    others = "\n".join(
        f"class B{number}(NarratedScene):\n    def construct(self): 1 / 0\n" for number in range(50)
    )
    rendered = await studio.render(f"{GOOD}\n{others}")
    assert told(rendered) == "", rendered.answer.log
    assert rendered.answer.times is not None
    assert rendered.answer.times.frame_count == 22
