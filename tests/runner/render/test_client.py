"""The client trusts nothing that a host sends or leaves, because scripts run beside the host."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.client import ANSWER_LIMIT_BYTES, RenderClient
from runner.render.job import BeatJob, Picture, SectionFrames, SectionJob
from runner.render.record import DryRunRecord
from runner.render.results import STILLS_NAME, VIDEO_NAME
from runner.render.section_folder import DrawnStills, RenderedSection
from runner.sandbox.limits import RenderLimits

JOB = SectionJob(
    scene="A",
    picture=Picture(width=128, height=72, frame_rate=10),
    beats=(BeatJob(seconds=1),),
    limits=RenderLimits(file_bytes=1_000),
)
TIMES = {"frame_count": 20, "beat_start_frames": [0]}
GOOD = json.dumps({"outcome": "rendered", "times": TIMES}).encode() + b"\n"
NAME = "section"


@asynccontextmanager
async def lying_host(
    root: Path, answer: bytes, leave: Callable[[Path], object]
) -> AsyncIterator[RenderClient]:
    """A client of a host that does `leave` in the section's folder, and then answers these bytes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        folder = Path(json.loads(await reader.readline())["folder"])
        await asyncio.to_thread(leave, folder)
        try:
            writer.write(answer)
            await writer.drain()
        except ConnectionError:
            return
        finally:
            writer.close()

    async with await asyncio.start_unix_server(serve, path=root / "host.sock"):
        yield RenderClient(root / "host.sock", root)


async def ask(root: Path, answer: bytes, leave: Callable[[Path], object]) -> RenderedSection:
    async with lying_host(root, answer, leave) as client:
        return await client.render(NAME, "the script", JOB)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def write_video(folder: Path) -> None:
    (folder / VIDEO_NAME).write_bytes(b"pictures")


async def test_what_the_script_left_is_taken_and_its_folder_removed(tmp_path: Path) -> None:
    rendered = await ask(tmp_path, GOOD, write_video)
    assert rendered.answer.outcome is SectionOutcome.RENDERED
    assert rendered.video.read_bytes() == b"pictures"
    assert rendered.video.parent == tmp_path
    assert not (tmp_path / NAME).exists()


async def test_an_earlier_video_is_not_mistaken_for_a_new_one(tmp_path: Path) -> None:
    await ask(tmp_path, GOOD, write_video)
    (tmp_path / "host.sock").unlink(missing_ok=True)
    rendered = await ask(tmp_path, b'{"outcome": "failed", "reason": "it is late"}\n', write_video)
    assert rendered.answer.reason == "it is late"
    assert not rendered.video.exists()


def _link(folder: Path) -> None:
    (folder / VIDEO_NAME).symlink_to("/etc/passwd")


def _replace_folder(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    write_video(folder.with_name("elsewhere"))
    folder.symlink_to("elsewhere")


@pytest.mark.parametrize(
    ("leave", "reason"),
    [
        (lambda folder: None, "its section.mp4 is missing"),
        (_link, "its section.mp4 is a link"),
        (lambda folder: os.mkfifo(folder / VIDEO_NAME), "its section.mp4 is not a regular file"),
        (lambda folder: (folder / VIDEO_NAME).mkdir(), "its section.mp4 is not a regular file"),
        (
            lambda folder: (folder / VIDEO_NAME).write_bytes(bytes(1_001)),
            "its section.mp4 has more than 0.000954 MB, the most that is possible",
        ),
        (_replace_folder, "its section.mp4 can't be opened"),
    ],
    ids=["nothing", "a link", "a FIFO", "a folder", "too much", "a folder that is a link"],
)
async def test_a_host_that_reports_an_unusable_video_fails_the_section(
    tmp_path: Path, leave: Callable[[Path], object], reason: str
) -> None:
    rendered = await ask(tmp_path, GOOD, leave)
    assert (rendered.answer.outcome, rendered.answer.times) == (SectionOutcome.FAILED, None)
    assert rendered.answer.reason == reason
    assert not {NAME, f"{NAME}.mp4"} & names_in(tmp_path)


STILLS_JOB = JOB.model_copy(update={"stills": (0, 7)})
STILLS = bytes(range(256)) * (STILLS_JOB.stills_bytes // 256)
RAN = DryRunRecord(
    times=SectionFrames.model_validate(TIMES), pictures_end_frames=(9,), plays=1, drawn_objects=0
)
RAN_DRY = SectionAnswer(outcome=SectionOutcome.RENDERED, times=RAN.times, record=RAN)
DREW = RAN_DRY.model_dump_json().encode() + b"\n"


async def ask_for_stills(root: Path, answer: bytes, leave: Callable[[Path], object]) -> DrawnStills:
    async with lying_host(root, answer, leave) as client:
        return await client.draw_stills(NAME, "the script", STILLS_JOB)


def _leave_stills(data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / STILLS_NAME).write_bytes(data)


async def test_stills_are_taken_in_order_and_nothing_stays_behind(tmp_path: Path) -> None:
    drawn = await ask_for_stills(tmp_path, DREW, _leave_stills(STILLS))
    size = STILLS_JOB.picture.raw_bytes
    assert drawn.pictures == (STILLS[:size], STILLS[size:])
    assert names_in(tmp_path) <= {"host.sock"}


def _leave_hole(folder: Path) -> None:
    with (folder / STILLS_NAME).open("wb") as file:
        file.truncate(len(STILLS))


def _leave_many(folder: Path) -> None:
    for number in range(300):
        (folder / f"stills-{number}.rgb").write_bytes(b"x")


@pytest.mark.parametrize(
    "leave",
    [
        lambda folder: None,
        _leave_many,
        _leave_stills(b""),
        _leave_stills(STILLS[:-1]),
        _leave_stills(STILLS + b"x"),
        lambda folder: (folder / STILLS_NAME).symlink_to("/etc/passwd"),
        lambda folder: os.mkfifo(folder / STILLS_NAME),
        lambda folder: (folder / STILLS_NAME).mkdir(),
        _leave_hole,
    ],
    ids=["nothing", "hundreds", "no bytes", "too few", "too many", "a link", "a FIFO", "a folder", "a hole"],
)
async def test_unusable_stills_are_none_and_the_dry_run_counts(
    tmp_path: Path, leave: Callable[[Path], object]
) -> None:
    drawn = await ask_for_stills(tmp_path, DREW, leave)
    assert (drawn.pictures, drawn.answer.record) == ((), RAN)
    assert names_in(tmp_path) <= {"host.sock"}


async def test_stills_of_a_failed_dry_run_are_not_taken(tmp_path: Path) -> None:
    failed = b'{"outcome": "failed", "reason": "it is late"}\n'
    drawn = await ask_for_stills(tmp_path, failed, _leave_stills(STILLS))
    assert (drawn.pictures, drawn.answer.reason) == ((), "it is late")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\n",
        b"ready\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"outcome": "rendered", "times": "soon"}\n',
        b'{"outcome": "rendered", "log": "' + b"x" * ANSWER_LIMIT_BYTES + b'"}\n',
    ],
    ids=["nothing", "an empty line", "a word", "no text", "deep", "no times", "a line without end"],
)
async def test_an_unreadable_answer_counts_as_an_unavailable_host(tmp_path: Path, answer: bytes) -> None:
    with pytest.raises(PodreelError) as caught:
        await ask(tmp_path, answer, write_video)
    assert caught.value.code is FailureCode.UNAVAILABLE


async def test_a_host_that_could_not_confine_the_script_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(PodreelError) as caught:
        await ask(tmp_path, b'{"outcome": "unconfined", "reason": "no \\u001b[31mseccomp"}\n', write_video)
    assert caught.value.code is FailureCode.SANDBOX_UNAVAILABLE
    assert "no seccomp" in caught.value.detail
