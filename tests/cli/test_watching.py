"""Somebody who watches a video knows its id at once, may leave, and reads what is to be known at the end."""

import asyncio
import json
import signal

import pytest

from cli.interrupts import SIGNAL_STATUS
from contract.video import VideoStatus
from tests.api.world import USER
from tests.cli.desk import Desk
from tests.terminal import Session, Shown, terminal

QUESTION = "Explain binary search"
NOTE = "No language was given; the text is in Deutsch (de), so the video is, too."


def id_on_screen(session: Session) -> str:
    return session.wait_for(r"[0-9a-f-]{36}\s").split()[-1]


async def test_the_id_is_shown_at_once_and_ctrl_c_leaves_the_video_alone(desk: Desk) -> None:
    def leave() -> tuple[str, Shown]:
        with terminal("submit", QUESTION, "--watch", variables=desk.variables(USER)) as session:
            video_id = id_on_screen(session)
            session.wait_for("%")
            session.press_ctrl_c()
            return video_id, session.end()

    video_id, shown = await asyncio.to_thread(leave)
    assert shown.status == SIGNAL_STATUS + signal.SIGINT
    assert f"The video goes on. Watch it: podreel events {video_id[:8]}." in shown.text
    assert "Traceback" not in shown.text
    assert (await desk.client.get(f"/api/v1/videos/{video_id}")).json()["status"] == VideoStatus.QUEUED


async def test_the_results_notes_are_read_at_the_end(desk: Desk) -> None:
    loop = asyncio.get_running_loop()

    def watch() -> Shown:
        with terminal("submit", QUESTION, "--watch", columns=120, variables=desk.variables(USER)) as session:
            done = desk.world.complete(id_on_screen(session), {"video.mp4": b"film"}, notes=(NOTE,))
            asyncio.run_coroutine_threadsafe(done, loop).result()
            return session.end()

    shown = await asyncio.to_thread(watch)
    assert shown.status == 0
    assert f"note  {NOTE}" in shown.text
    assert shown.lines[-1].startswith("It is done: podreel get ")


async def test_a_program_reads_only_json_of_a_video_that_fails_too(desk: Desk) -> None:
    video_id = str((await desk.tell("submit", QUESTION))["video_id"])
    await desk.world.fail(video_id)
    told = await desk.read("events", video_id, "--json", status=70)
    assert [json.loads(line)["event"] for line in told.splitlines()][-1] == "end"


@pytest.mark.parametrize("arguments", [("--watch",), ("--watch", "--json")])
async def test_a_program_reads_only_lines_of_json(desk: Desk, arguments: tuple[str, ...]) -> None:
    video_id = str((await desk.tell("submit", QUESTION, "--idempotency-key", "one"))["video_id"])
    await desk.world.complete(video_id, {"video.mp4": b"film"}, notes=(NOTE,))
    told = await desk.run("submit", QUESTION, "--idempotency-key", "one", *arguments)
    assert all(line.startswith("{") for line in told.splitlines())
