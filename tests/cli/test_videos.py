"""What somebody sees and does with the videos of a running service, at a terminal and from a program."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from contract.failure import FailureCode
from contract.record import VideoRecord
from contract.video import VideoStatus
from tests.api.world import OTHER, USER, submit
from tests.cli.desk import Desk
from tests.terminal import Shown, terminal

TWINS = ("abcd1234-0000-4000-8000-000000000001", "abcd1234-0000-4000-8000-000000000002")
FILES = {"video.mp4": b"film", "captions.vtt": b"WEBVTT"}
QUESTION = "Why do leaves fall in autumn, and what has the day to do with it?"


@dataclass(frozen=True)
class Out:
    """The folder where files go unless somebody says where."""

    folder: Path

    def files(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.folder.parent)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file()
        }

    def write(self, name: str, data: bytes) -> None:
        (self.folder.parent / name).write_bytes(data)


async def twins(desk: Desk) -> None:
    """Two videos whose ids begin alike, and one of somebody else."""
    for video_id in TWINS:
        await desk.world.store.project(VideoRecord(video_id=video_id, caller="user"))
    hidden = "abcd9999-0000-4000-8000-000000000003"
    await desk.world.store.project(VideoRecord(video_id=hidden, caller="other"))


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("events",),
        ("logs",),
        ("get",),
        ("cancel",),
        ("retry",),
        ("delete", "--yes"),
        ("links", "add"),
        ("links", "list"),
        ("links", "revoke", "--all"),
    ],
    ids=" ".join,
)
async def test_every_command_finds_a_video_by_the_beginning_of_its_id_and_asks_for_more_of_it(
    desk: Desk, words: tuple[str, ...]
) -> None:
    await twins(desk)
    told = await desk.run(*words, "abcd1234", status=64)
    assert f"More than one id begins with abcd1234: {TWINS[1]} and {TWINS[0]}." in told
    assert "No video of yours has an id that begins with 9999" in await desk.run(*words, "9999", status=64)
    assert "abc is too short" in await desk.run(*words, "abc", status=64)
    # The video of somebody else is neither named nor found.
    assert "No video of yours" in await desk.run(*words, "abcd9999", status=64)


async def test_a_short_id_is_enough_from_the_list_to_the_deletion(desk: Desk, tmp_path: Path) -> None:
    video_id = await submit(desk.client, prompt=QUESTION)
    short = (await desk.see("list")).lines[1].split()[0]
    assert video_id.startswith(short)
    assert "queued" in (await desk.see("status", short)).text
    assert (await desk.run("cancel", short)).startswith(f"{video_id}: queued; stopping")
    await desk.world.complete(video_id, FILES)
    await desk.run("get", short, "--out", str(tmp_path / "film"))
    assert (tmp_path / "film" / "captions.vtt").read_bytes() == b"WEBVTT"
    assert await desk.run("delete", short, "--yes") == f"{video_id}: deleted\n"


@pytest.mark.parametrize("columns", [60, 80, 120])
async def test_a_list_fits_the_window_and_shows_short_ids_and_states(desk: Desk, columns: int) -> None:
    video_id = await submit(desk.client, prompt=QUESTION)
    await desk.world.advance(video_id, status=VideoStatus.GENERATING_SCRIPT, progress_percent=45)
    shown = await desk.see("list", columns=columns)
    assert max(len(line) for line in shown.lines) <= columns
    heading, newest = shown.lines
    assert heading.split()[:5] == ["id", "state", "%", "created", "(UTC)"]
    assert newest.split()[:3] == [video_id[:8], "writing", "45"]
    assert newest.endswith("…") is (columns < 120)


async def test_ids_that_begin_alike_are_listed_as_far_as_it_takes_to_tell_them_apart(desk: Desk) -> None:
    await twins(desk)
    assert [line.split()[0] for line in (await desk.see("list")).lines[1:]] == [TWINS[1], TWINS[0]]


async def test_a_list_in_a_pipe_has_tabs_whole_ids_and_names_as_in_json(desk: Desk) -> None:
    video_id = await submit(desk.client, prompt="Why do\tleaves\nfall in autumn?")
    await desk.world.advance(video_id, status=VideoStatus.GENERATING_SCRIPT, progress_percent=45)
    (row,) = (await desk.run("list")).splitlines()
    cells = row.split("\t")
    assert (cells[:3], cells[4]) == ([video_id, "generating_script", "45"], "Why do leaves fall in autumn?")


async def test_a_list_shows_titles_as_soon_as_there_are_any_and_says_if_there_is_more(desk: Desk) -> None:
    first, _ = [await submit(desk.client, prompt=QUESTION) for _ in range(2)]
    await desk.world.complete(first, FILES)
    shown = await desk.see("list", columns=120)
    assert shown.lines[1].endswith(QUESTION)
    assert "Der Himmel: “blau”" in shown.lines[2]
    assert (await desk.see("list", "--limit", "1")).lines[-1] == "These are the newest 1; --limit shows more."


async def test_a_list_is_narrowed_by_a_state_in_either_form(desk: Desk) -> None:
    video_id = await submit(desk.client)
    await desk.world.advance(video_id, status=VideoStatus.GENERATING_SCRIPT)
    for word, found in (("writing", True), ("generating_script", True), ("queued", False)):
        assert (video_id in await desk.run("list", "--status", word)) is found
    assert "No video is ever 'done'." in await desk.run("list", "--status", "done", status=64)


async def test_an_empty_list_says_how_to_begin(desk: Desk) -> None:
    assert "podreel submit" in (await desk.see("list")).text
    assert await desk.run("list") == ""


async def test_the_status_of_a_failed_video_ends_with_what_to_do(desk: Desk) -> None:
    video_id = await submit(desk.client, prompt=QUESTION)
    await desk.world.fail(video_id)
    shown = await desk.see("status", video_id)
    assert max(len(line) for line in shown.lines) <= 80
    facts = dict(line.split(None, 1) for line in shown.lines if line and not line.startswith(" "))
    assert facts["state"] == "failed"
    assert facts["failure"].startswith(f"{FailureCode.INTERNAL}: ")
    assert shown.lines[-1] == f"next      podreel logs {video_id[:8]}; podreel retry {video_id[:8]}"


async def test_the_status_of_a_finished_video_has_its_address_and_notes_and_in_a_pipe_a_line_for_each(
    desk: Desk,
) -> None:
    video_id = await submit(desk.client, prompt=QUESTION)
    await desk.world.complete(video_id, FILES)
    told = [line.split("\t") for line in (await desk.run("status", video_id)).splitlines()]
    facts = dict(told)
    assert facts["state"] == "completed"
    assert facts["address"].endswith(f"/api/v1/videos/{video_id}/files/video.mp4")
    assert told[-1] == ["next", f"podreel get {video_id[:8]}"]
    assert {"title", "length", "made by", "voice and picture"} <= facts.keys()


async def test_texts_of_others_give_a_terminal_no_orders(desk: Desk) -> None:
    video_id = await submit(desk.client, prompt="A \x1b]0;title\x07 and [red]red[/red] :smile: are texts.")
    for words in (("list",), ("status", video_id)):
        shown = (await desk.see(*words, columns=120)).text
        assert "[red]red[/red] :smile: are texts." in shown
        assert "\x1b" not in shown


async def test_a_deletion_is_asked_for_at_a_terminal_and_must_be_confirmed_elsewhere(desk: Desk) -> None:
    video_id = await submit(desk.client, prompt="Why do leaves fall in autumn?")
    refused = await desk.see("delete", video_id, answer="n")
    assert refused.status == 1
    assert f"Delete {video_id[:8]} “Why do leaves fall in autumn?” with all its files? [y/N]" in refused.text
    told = await desk.run("delete", video_id, status=64)
    assert "no terminal to ask" in told
    assert "Add --yes" in told
    assert "queued" in await desk.run("status", video_id)
    assert "deleted" in (await desk.see("delete", video_id, answer="y")).text
    assert "deleted" in await desk.run("status", video_id, status=64)


async def test_ctrl_c_at_a_question_is_130_and_does_nothing(desk: Desk) -> None:
    video_id = await submit(desk.client)

    def press() -> Shown:
        with terminal("delete", video_id, variables=desk.variables(USER)) as session:
            session.wait_for(r"\[y/N\]")
            session.press_ctrl_c()
            return session.end()

    shown = await asyncio.to_thread(press)
    assert shown.status == 130
    assert "Traceback" not in shown.text
    assert "queued" in await desk.run("status", video_id)


async def test_fetched_files_go_to_a_folder_with_the_title_and_replace_nothing_unasked(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = Out(tmp_path / "out")
    video_id = await submit(desk.client, prompt=QUESTION)
    assert "has no files yet: it is queued" in await desk.run("get", video_id, status=64)
    assert out.files() == {}
    await desk.world.complete(video_id, FILES)
    film = (await desk.run("get", video_id)).strip()
    assert film == "out/der-himmel-blau-x-evil-1/video.mp4"
    assert {name.rpartition("/")[2] for name in out.files()} == {*FILES, "result.json"}
    out.write(film, b"mine")
    assert "Add --yes" in await desk.run("get", video_id, status=64)
    assert (await desk.see("get", video_id, answer="")).status == 1
    assert out.files()[film] == b"mine"
    assert (await desk.see("get", video_id, answer="yes")).status == 0
    assert out.files()[film] == b"film"


async def test_ids_are_completed_with_their_questions_and_only_ones_own(desk: Desk) -> None:
    video_id = await submit(desk.client, prompt="Why do leaves fall in autumn?")
    for key, offered in ((USER, [video_id]), (OTHER, [])):
        asked = {"_PODREEL_COMPLETE": "complete_bash", "COMP_WORDS": "podreel status ", "COMP_CWORD": "2"}
        told = await desk.complete(asked, key=key)
        assert told.split() == offered


async def test_no_question_orders_the_shell_that_completes_ids(desk: Desk) -> None:
    video_id = await submit(desk.client, prompt="Why [/b] \\$(touch x)`touch y`'\"; \x1b]0;do leaves fall?")
    asked = {"_PODREEL_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "podreel status "}
    told = await desk.complete(asked)
    assert f'"{video_id}":"Why b touch x touch y 0 do leaves fall?"' in told
