"""Sections rendered by a real host and real children: good ones, and all the ways to be a bad one."""

import asyncio
import os
import stat
import uuid
from collections.abc import Mapping
from fractions import Fraction

import av
import pytest

from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.job import BeatJob, Picture, SectionJob
from runner.render.reports import read_frame_count
from runner.render.section_folder import RenderedSection
from runner.sandbox.limits import RenderLimits
from tests.runner.living import wait_for
from tests.runner.render.conftest import LIMITS, SECRET, TINY, Studio
from tests.runner.render.scripts import GOOD, scene

pytestmark = pytest.mark.slow


async def test_a_section_tells_its_frames_while_it_is_drawn(studio: Studio) -> None:
    waits = GOOD.replace("with self.beat(2):", "__import__('time').sleep(1.5)\n        with self.beat(2):")
    name = uuid.uuid4().hex
    job = SectionJob(scene="A", picture=TINY, beats=(BeatJob(seconds=0.5),) * 2, limits=LIMITS)
    async with asyncio.TaskGroup() as group:
        rendering = group.create_task(studio.client.render(name, waits, job))
        await wait_for(lambda: read_frame_count(studio.client.root / name) > 0)
        assert not rendering.done()
    assert rendering.result().answer.outcome is SectionOutcome.RENDERED, rendering.result().answer.reason


@pytest.mark.parametrize(("width", "height"), [(128, 72), (72, 128), (128, 128)])
async def test_a_good_section_is_rendered_and_reports_its_frames_and_beats(
    studio: Studio, width: int, height: int
) -> None:
    rendered = await studio.render(GOOD, picture=Picture(width=width, height=height, frame_rate=10))
    assert rendered.answer.outcome is SectionOutcome.RENDERED, rendered.answer.reason
    times = rendered.answer.times
    assert times is not None
    # Each beat: half a second of speech and 0.35 s of pause, in whole frames; then 0.4 s for the section.
    assert times.beat_start_frames == (0, 9)
    assert times.frame_count == 9 + 9 + 4
    with av.open(str(rendered.video)) as video:
        stream = video.streams.video[0]
        frames = list(video.decode(stream))
        assert (stream.width, stream.height, stream.average_rate) == (width, height, Fraction(10))
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert len(frames) == times.frame_count
        moments = [frame.time for frame in frames]
        assert moments == pytest.approx([number / 10 for number in range(len(frames))])


async def test_only_the_video_of_a_section_remains_and_it_belongs_to_the_runner(studio: Studio) -> None:
    rendered = await studio.render(GOOD)
    assert list(studio.client.root.glob(f"{rendered.video.stem}*")) == [rendered.video]
    facts = rendered.video.lstat()
    assert (stat.filemode(facts.st_mode), facts.st_nlink) == ("-rw-------", 1)
    assert facts.st_uid == os.geteuid()


async def test_nothing_is_left_of_a_section_that_failed(studio: Studio) -> None:
    rendered = await studio.render(scene("import os\nos.makedirs('/'.join('d' * 500))\nraise ValueError"))
    assert rendered.answer.outcome is SectionOutcome.FAILED
    assert list(studio.client.root.glob(f"{rendered.video.stem}*")) == []


@pytest.mark.parametrize(
    ("script", "beats", "starts"),
    [
        (scene("self.add(Square())"), (), ()),
        (scene("self.add(Square())"), (0.5, 0.5), (0, 9)),
        (scene("self.play(Create(Square()), run_time=3)"), (0.5, 0.5), (0, 9)),
        (scene("self.play(Create(Square()))", base="Scene"), (0.5, 0.5), (0, 9)),
        (scene("", base="Scene"), (0.5,), (0,)),
        (scene("with self.beat(2): self.add(Square())"), (0.5, 0.5, 0.5), (0, 9, 18)),
        (scene("with self.beat(1): self.wait(0.5)"), (0.5, 0.5), (0, 9)),
    ],
    ids=[
        "no play call and no beat",
        "no play call",
        "no beat call",
        "a plain Manim scene",
        "a plain Manim scene that shows nothing",
        "beats left out before and after",
        "the last beat left out",
    ],
)
async def test_a_scene_that_leaves_things_out_still_gets_all_its_narration(
    studio: Studio, script: str, beats: tuple[float, ...], starts: tuple[int, ...]
) -> None:
    answer = (await studio.render(script, beats=beats)).answer
    assert answer.outcome is SectionOutcome.RENDERED, answer.reason
    assert answer.times is not None
    assert answer.times.beat_start_frames == starts
    assert answer.times.frame_count >= 9 * len(beats)


FAILING = {
    "raises": (scene("raise ValueError('bad shape')"), "line 9: ValueError: bad shape"),
    "has a syntax error": (scene("self.play("), "line 9: SyntaxError"),
    "names what is not there": (scene("self.play(Create(Nothing()))"), "line 9: NameError"),
    "imports what is not there": (scene("pass", head="import no_such_module"), "ModuleNotFoundError"),
    "has no such scene": (scene("pass").replace("class A", "class B"), "no scene class named A"),
    "has a class that is no scene": ("class A: ...", "no scene class named A"),
    "is empty": ("", "no scene class named A"),
    "exits as if all were well": (scene("import sys; sys.exit(0)"), "ended before its section was rendered"),
    "exits": (scene("import sys; sys.exit(3)"), "ended with an error status"),
    "exits at once as if all were well": (scene("import os; os._exit(0)"), "ended before its section was"),
    "exits before its scene": ("import sys; sys.exit('enough')", "ended with an error status"),
    "aborts": (scene("import os; os.abort()"), "it died of signal SIGABRT"),
    "kills itself": (scene("import os; os.kill(os.getpid(), 9)"), "it was killed"),
    "never stops digging": (scene("def dig(): dig()\ndig()"), "RecursionError"),
    "speaks a beat twice": (scene("with self.beat(1): ...\nwith self.beat(1): ..."), "comes after beat(1)"),
    "nests beats": (scene("with self.beat(1), self.beat(2): ..."), "starts inside another beat"),
    "speaks a beat that nobody wrote": (scene("with self.beat(3): ..."), "this section has 2 beats"),
}


@pytest.fixture(scope="module")
def failed(studio: Studio) -> Mapping[str, SectionAnswer]:
    """The answers for all failing scripts, rendered side by side."""

    async def render_all() -> list[RenderedSection]:
        return await asyncio.gather(*(studio.render(script) for script, _ in FAILING.values()))

    return dict(zip(FAILING, (rendered.answer for rendered in asyncio.run(render_all())), strict=True))


@pytest.mark.parametrize("name", FAILING)
def test_a_failing_script_is_reported_with_its_reason(failed: Mapping[str, SectionAnswer], name: str) -> None:
    assert failed[name].outcome is SectionOutcome.FAILED
    assert FAILING[name][1] in failed[name].reason
    assert failed[name].times is None


STUBBORN = """
import signal, time
for number in {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM}:
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        time.sleep(600)
    except BaseException:
        pass
"""


async def test_scripts_that_never_end_or_ignore_every_signal_are_stopped(studio: Studio) -> None:
    limits = LIMITS.model_copy(update={"seconds": 4})
    bodies = ("while True:\n    pass", "while True:\n    self.wait(10)", STUBBORN)
    for rendered in await asyncio.gather(*(studio.render(scene(body), limits=limits) for body in bodies)):
        assert rendered.answer.reason == "it did not finish within 4 seconds"
        assert rendered.answer.seconds < 10


async def test_a_script_that_eats_memory_is_stopped(studio: Studio) -> None:
    greedy = scene("eaten = []\nwhile True:\n    eaten.append(bytearray(2**26))")
    answer = (
        await studio.render(greedy, limits=LIMITS.model_copy(update={"memory_bytes": 3 * 2**29}))
    ).answer
    assert answer.outcome is SectionOutcome.FAILED
    assert "more than 1,536 MB of memory" in answer.reason


async def test_a_script_that_prints_a_gigabyte_still_renders_and_its_log_stays_short(
    studio: Studio,
) -> None:
    body = "print('x' * 2**19)\n    sys.stderr.write('y' * 2**19)"
    wordy = scene(f"import sys\nfor _ in range(1024):\n    {body}\nprint('the end')")
    answer = (await studio.render(wordy)).answer
    assert answer.outcome is SectionOutcome.RENDERED, answer.reason
    assert len(answer.log) <= LIMITS.log_bytes
    assert "the end" in answer.log


async def test_a_script_that_prints_binary_data_still_renders(studio: Studio) -> None:
    odd = scene("import os\nos.write(1, bytes(range(256)) * 2000)")
    assert (await studio.render(odd)).answer.outcome is SectionOutcome.RENDERED


async def test_a_script_that_writes_a_huge_file_is_stopped(studio: Studio) -> None:
    huge = scene(
        "with open('huge', 'wb') as file:\n    for _ in range(64):\n        file.write(bytes(2**20))"
    )
    answer = (await studio.render(huge)).answer
    assert answer.outcome is SectionOutcome.FAILED
    assert "it wrote a file of more than 20 MB" in answer.reason


async def test_a_link_in_place_of_the_video_is_refused(studio: Studio) -> None:
    trick = scene("import os\nos.symlink('/etc/passwd', 'section.mp4')\nos._exit(0)")
    assert (await studio.render(trick)).answer.outcome is SectionOutcome.FAILED


async def test_a_script_sees_no_secret_of_its_parent(studio: Studio) -> None:
    curious = scene(
        "import os, sys\nprint(sorted(os.environ))\nprint(os.environ)\nprint(sys.argv, os.getcwd())"
    )
    rendered = await studio.render(curious)
    assert rendered.answer.outcome is SectionOutcome.RENDERED, rendered.answer.reason
    assert SECRET not in rendered.answer.log
    assert "API_KEY" not in rendered.answer.log
    assert "SECRET" not in rendered.answer.log


async def test_a_script_has_its_own_folder_as_home_and_here(studio: Studio) -> None:
    rendered = await studio.render(scene("import os\nprint(os.environ['HOME'], os.getcwd(), sep='|')"))
    folder = studio.client.root / rendered.video.stem
    assert f"{folder}|{folder}" in rendered.answer.log


async def test_a_script_has_an_empty_stdin(studio: Studio) -> None:
    answer = (await studio.render(scene("import sys\nassert sys.stdin.read() == ''"))).answer
    assert answer.outcome is SectionOutcome.RENDERED, answer.reason


async def test_a_picture_of_an_odd_rate_keeps_its_beats_on_frames(studio: Studio) -> None:
    picture = TINY.model_copy(update={"frame_rate": 49})
    answer = (await studio.render(GOOD, picture=picture, limits=RenderLimits(seconds=20))).answer
    assert answer.times is not None, answer.reason
    assert answer.times.beat_start_frames == (0, 42)
