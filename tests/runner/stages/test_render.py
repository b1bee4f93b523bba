"""Sections are drawn once each; one that fails becomes a storyboard, then a card, if the user allows it."""

import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from contract.names import work_key
from runner.media.probe import probe_video
from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.job import SectionJob
from runner.script.source import Script, read_script
from runner.stages.assemble import build_timeline
from runner.stages.check_script import ScriptToRender
from runner.stages.fallback import SectionFallback
from runner.stages.render import render
from runner.stages.section_picture import SectionPicture
from runner.storage.checkpoints import Checkpoints
from tests.fakes.objects import BrokenStore
from tests.fakes.render_host import FakeHost
from tests.fakes.voice import hum
from tests.runner.stages.conftest import EXPLANATION, ID, SCRIPT, Bench

JUNK = b"J!U?N&K" * 5_000
SPEECHES = tuple(hum(beat) for beat in EXPLANATION.beats)


@dataclass
class WeakHost(FakeHost):
    """Lacks a layer of the sandbox; for the scene `refuses` it may not go on without it."""

    refuses: str = ""

    async def _judge(self, job: SectionJob, folder: Path) -> SectionAnswer:
        if job.scene == self.refuses:
            return SectionAnswer(outcome=SectionOutcome.UNCONFINED, reason="files: [Errno 38] No such call")
        answer = await super()._judge(job, folder)
        return answer.model_copy(update={"missing_layers": ("files",)})


def add_junk(video: Path) -> None:
    """What a script may leave beside its pictures."""
    with video.open("ab") as file:
        file.write(struct.pack(">I4s", 8 + len(JUNK), b"uuid") + JUNK)


@dataclass
class WastefulHost(FakeHost):
    """Its videos hold more than pictures."""

    async def _judge(self, job: SectionJob, folder: Path) -> SectionAnswer:
        answer = await super()._judge(job, folder)
        add_junk(folder / "section.mp4")
        return answer


@asynccontextmanager
async def served_by(host: FakeHost, bench: Bench, folder: Path) -> AsyncIterator[Bench]:
    """The same bench with another host."""
    async with host.serve(folder) as client:
        yield replace(bench, run=replace(bench.run, renderer=client, folder=folder), host=host)


PERMISSIVE = SectionFallback()
NO_FALLBACK = pytest.mark.parametrize(
    "fallback",
    [SectionFallback(is_strict=True), SectionFallback(is_users_script=True)],
    ids=["strict", "the user's script"],
)


async def draw(
    bench: Bench, script: str = SCRIPT, fallback: SectionFallback = PERMISSIVE
) -> tuple[SectionPicture, ...]:
    return (await render(bench.run, ScriptToRender(read_script(script), fallback), SPEECHES)).pictures


async def test_each_section_is_drawn_with_its_own_speeches(bench: Bench) -> None:
    pictures = await draw(bench)
    assert sorted(bench.host.scenes) == ["First", "Second"]
    assert [picture.narration.scene for picture in pictures] == ["First", "Second"]
    assert [len(picture.speeches) for picture in pictures] == [2, 1]
    assert [probe_video(picture.video).frame_count for picture in pictures] == [
        picture.times.frame_count for picture in pictures
    ]
    jobs = {job.scene: job for job in bench.host.jobs}
    assert [beat.seconds for beat in jobs["First"].beats] == [0.75, 1.25]
    assert [word.text for word in jobs["Second"].beats[0].words] == ["The", "third", "beat."]
    assert (jobs["First"].picture.width, jobs["First"].picture.height) == (854, 480)


async def test_a_stored_section_is_not_drawn_again(bench: Bench) -> None:
    first = await draw(bench)
    again = await draw(bench)
    assert len(bench.host.jobs) == 2
    assert [picture.times for picture in first] == [picture.times for picture in again]
    assert [picture.video.read_bytes() for picture in first] == [
        picture.video.read_bytes() for picture in again
    ]


async def test_only_a_changed_section_is_drawn_again(bench: Bench) -> None:
    await draw(bench)
    await draw(
        bench, SCRIPT.replace("class Second(NarratedScene):", "class Second(NarratedScene):\n    x = 1\n")
    )
    assert sorted(bench.host.scenes) == ["First", "Second", "Second"]


@pytest.mark.parametrize("fields", [{"quality": "standard"}, {"theme": "light"}, {"aspect": "9:16"}], ids=str)
async def test_a_section_with_other_settings_is_drawn_again(bench: Bench, fields: dict[str, object]) -> None:
    await draw(bench)
    await draw(bench.asking(**fields))
    assert len(bench.host.jobs) == 4


async def test_times_that_were_damaged_are_drawn_again(bench: Bench) -> None:
    await draw(bench)
    for stored in await bench.run.objects.list(work_key(ID, "section-")):
        if stored.key.endswith(".json"):
            await bench.run.objects.put_bytes(stored.key, b"{")
    await draw(bench)
    assert len(bench.host.jobs) == 4


async def test_pictures_that_were_lost_are_drawn_again(bench: Bench) -> None:
    await draw(bench)
    for stored in await bench.run.objects.list(work_key(ID, "section-")):
        if stored.key.endswith(".mp4"):
            await bench.run.objects.delete(stored.key)
    await draw(bench)
    assert len(bench.host.jobs) == 4


async def test_only_pictures_are_kept_and_stored_of_a_video_that_holds_more(
    bench: Bench, tmp_path: Path
) -> None:
    async with served_by(WastefulHost(), bench, tmp_path / "wasteful") as wasteful:
        pictures = await draw(wasteful)
    objects = bench.run.objects
    stored = [found.key for found in await objects.list(work_key(ID, "section-")) if ".mp4" in found.key]
    kept = [picture.video.read_bytes() for picture in pictures]
    assert sorted([await objects.get_bytes(key) or b"" for key in stored]) == sorted(kept)
    assert not any(JUNK in video for video in kept)
    assert [picture.reason for picture in pictures] == ["", ""]


@pytest.mark.parametrize(("times", "jobs"), [(1, 2), (1_000, 4)], ids=["some", "more than pictures can need"])
async def test_what_an_earlier_attempt_stored_is_checked_like_a_new_section(
    bench: Bench, times: int, jobs: int
) -> None:
    first = await draw(bench)
    for stored in await bench.run.objects.list(work_key(ID, "section-")):
        if stored.key.endswith(".mp4"):
            data = await bench.run.objects.get_bytes(stored.key) or b""
            box = struct.pack(">I4s", 8 + len(JUNK) * times, b"uuid") + JUNK * times
            await bench.run.objects.put_bytes(stored.key, data + box)
    again = await draw(bench)
    assert len(bench.host.jobs) == jobs
    assert [picture.video.read_bytes() for picture in again] == [
        picture.video.read_bytes() for picture in first
    ]


async def test_stored_pictures_of_another_section_are_drawn_again(bench: Bench) -> None:
    await draw(bench)
    objects = bench.run.objects
    one, other = (found.key for found in await objects.list(work_key(ID, "section-")) if ".mp4" in found.key)
    await objects.copy(one, other)
    await draw(bench)
    assert len(bench.host.jobs) == 3


async def test_without_a_store_sections_are_drawn_all_the_same(bench: Bench) -> None:
    bench = replace(bench, run=replace(bench.run, checkpoints=Checkpoints(BrokenStore(), ID)))
    assert len(await draw(bench)) == 2


async def test_a_section_that_fails_becomes_a_storyboard_of_its_own_sentences(bench: Bench) -> None:
    bench.host.fails = {"Second": "line 5: ValueError: bad"}
    first, second = await draw(bench)
    assert first.reason == ""
    assert second.reason == "line 5: ValueError: bad"
    assert len(bench.host.jobs) == 3
    assert "scenekit.pictures" in bench.host.scripts[-1]
    assert "third beat" in bench.host.scripts[-1].lower()
    assert "first beat" not in bench.host.scripts[-1].lower()
    assert len(second.times.beat_start_frames) == 1


async def test_when_even_the_storyboard_fails_there_is_a_card(bench: Bench) -> None:
    bench.host.fails = {"*": "out of order"}
    pictures = await draw(bench)
    assert {picture.reason for picture in pictures} == {"out of order"}
    assert all(picture.video.stat().st_size > 500 for picture in pictures)
    assert [len(picture.times.beat_start_frames) for picture in pictures] == [2, 1]


@NO_FALLBACK
async def test_a_strict_request_fails_with_the_reason(bench: Bench, fallback: SectionFallback) -> None:
    bench.host.fails = {"Second": "line 5: ValueError: bad"}
    with pytest.raises(ExceptionGroup) as caught:
        await draw(bench, fallback=fallback)
    failure = caught.value.exceptions[0]
    assert isinstance(failure, PodreelError)
    assert failure.code is FailureCode.SCRIPT_FAILED
    assert "'Second'" in failure.detail
    assert "line 5: ValueError: bad" in failure.detail


async def test_the_timeline_follows_what_was_drawn(bench: Bench) -> None:
    pictures = await draw(bench)
    timeline = build_timeline("Two parts", "en", 15, pictures)
    assert timeline.frame_count == sum(picture.times.frame_count for picture in pictures)
    assert [beat.text for beat in timeline.beats] == list(EXPLANATION.beats)
    assert [section.start_frame for section in timeline.sections] == [0, pictures[0].times.frame_count]
    starts = [beat.start_frame for beat in timeline.beats]
    assert starts == sorted(starts)
    assert timeline.beats[2].start_frame == pictures[0].times.frame_count
    assert [word.text for word in timeline.beats[0].words or ()] == ["The", "first", "beat."]


async def test_a_silent_section_is_drawn_too(bench: Bench) -> None:
    script: Script = read_script("class A:\n    def construct(self): ...\n")
    (picture,) = (await render(bench.run, ScriptToRender(script, PERMISSIVE), ())).pictures
    assert picture.times.beat_start_frames == ()


async def test_a_script_that_cannot_be_confined_is_never_made_a_storyboard(
    bench: Bench, tmp_path: Path
) -> None:
    async with served_by(WeakHost(refuses="Second"), bench, tmp_path / "weak") as weak:
        with pytest.raises(ExceptionGroup) as caught:
            await draw(weak)
    failure = caught.value.exceptions[0]
    assert isinstance(failure, PodreelError)
    assert failure.code is FailureCode.SANDBOX_UNAVAILABLE
    assert "files: [Errno 38] No such call" in failure.detail
    assert "podreel doctor" in failure.next_step
    assert "Second" not in "".join(weak.host.scripts[2:])


async def test_what_was_drawn_before_a_script_could_not_be_confined_is_kept(
    bench: Bench, tmp_path: Path
) -> None:
    await draw(
        bench, SCRIPT.replace("class Second(NarratedScene):", "class Second(NarratedScene):\n    x = 1\n")
    )
    async with served_by(WeakHost(refuses="Second"), bench, tmp_path / "weak") as weak:
        with pytest.raises(ExceptionGroup):
            await draw(weak)
        assert weak.host.scenes == ["Second"]


async def test_a_restored_picture_still_names_the_missing_layers(bench: Bench, tmp_path: Path) -> None:
    async with served_by(WeakHost(), bench, tmp_path / "weak") as weak:
        assert {picture.missing_layers for picture in await draw(weak)} == {("files",)}
    # Nothing is run now, but what is shown came about without them.
    assert {picture.missing_layers for picture in await draw(bench)} == {("files",)}
    assert bench.host.jobs == []


async def test_a_picture_drawn_in_a_whole_sandbox_names_no_missing_layer(bench: Bench) -> None:
    assert {picture.missing_layers for picture in await draw(bench)} == {()}


@pytest.mark.parametrize(
    "fails", [{"Second": "line 5: bad"}, {"*": "out of order"}], ids=["storyboard", "card"]
)
async def test_a_script_that_failed_without_a_layer_counts_too(
    bench: Bench, tmp_path: Path, fails: dict[str, str]
) -> None:
    async with served_by(WeakHost(fails=fails), bench, tmp_path / "weak") as weak:
        pictures = await draw(weak)
    assert pictures[1].reason
    assert pictures[1].missing_layers == ("files",)


@NO_FALLBACK
async def test_a_forbidden_file_is_reported_with_the_way_to_allow_it(
    bench: Bench, fallback: SectionFallback
) -> None:
    bench.host.fails = {"Second": "line 5: PermissionError: [Errno 13] Permission denied: '/srv/logo.png'"}
    with pytest.raises(ExceptionGroup) as caught:
        await draw(bench, fallback=fallback)
    failure = caught.value.exceptions[0]
    assert isinstance(failure, PodreelError)
    assert failure.code is FailureCode.SCRIPT_FAILED
    assert "/srv/logo.png" in failure.detail
    assert "PODREEL_SCRIPT_FOLDERS" in failure.next_step
