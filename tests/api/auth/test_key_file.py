"""The file of keys: read again whenever it changes, also where it is faulty or gone for a while."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.auth.api_keys import Role, hash_key
from api.auth.key_file import KEPT_SECONDS, KeyFile, read_keys
from contract.failure import FailureCode, PodreelError
from tests.api.world import OPERATOR, USER, World, problem_of, write_keys


def line_of(**fields: object) -> str:
    """A line of a file of keys."""
    return json.dumps({"name": "a", "sha256": hash_key("x"), **fields}) + "\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "has no key"),
        ("not json", "line 1"),
        ('{"name": "a", "sha256": "short"}', "sha256"),
        (line_of(name="a b"), "name"),
        (line_of(role="king"), "role"),
        (line_of(key="x"), "key"),
        (line_of() + line_of(), "twice"),
        (line_of(limits={"open_videos": 0}), "open_videos"),
    ],
)
def test_a_file_of_keys_with_a_fault_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "keys"
    path.write_text(text)
    with pytest.raises(PodreelError, match=told) as caught:
        KeyFile(path)
    assert caught.value.code is FailureCode.BAD_CONFIGURATION


def test_a_missing_file_of_keys_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PodreelError, match="can't be read"):
        KeyFile(tmp_path / "none")


def test_the_file_of_keys_is_read_where_it_is_a_link_that_moves(tmp_path: Path) -> None:
    """As Kubernetes mounts secrets."""
    for name, key in (("one", "first"), ("two", "second")):
        (tmp_path / name).write_text(json.dumps({"name": name, "sha256": hash_key(key)}))
    link = tmp_path / "keys"
    link.symlink_to("one")
    access = KeyFile(link)
    assert access.by_key("first") is not None
    moved = tmp_path / "moved"
    moved.symlink_to("two")
    moved.replace(link)
    assert access.by_key("first") is None
    assert access.by_key("second") is not None


class Kept:
    """A file of keys with a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.path = write_keys(folder)
        self.lines = self.path.read_text().splitlines(keepends=True)
        self.now = 1_000.0
        self.access = KeyFile(self.path, lambda: self.now)

    def knows(self, key: str) -> bool:
        return self.access.by_key(key) is not None

    def write(self, *lines: str) -> None:
        self.path.write_text("".join(lines))


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_a_key_that_is_removed_from_a_sound_file_is_refused_at_once(kept: Kept) -> None:
    kept.write(*kept.lines[1:])
    assert not kept.knows(USER)
    assert kept.knows(OPERATOR)
    assert kept.access.fault == ""


@pytest.mark.parametrize("fault", ["missing", "empty", "blank", "cut", "a folder"])
def test_a_faulty_file_ends_no_key_at_once_and_every_lost_one_after_a_minute(kept: Kept, fault: str) -> None:
    match fault:
        case "missing" | "a folder":
            kept.path.unlink()
            if fault == "a folder":
                kept.path.mkdir()
        case "cut":
            kept.write("".join(kept.lines)[:-10])
        case _:
            kept.write({"empty": "", "blank": "\n \n"}[fault])
    assert kept.knows(USER)
    assert kept.knows(OPERATOR)
    assert "60 s more" in kept.access.fault
    kept.now += KEPT_SECONDS
    assert "refused" in kept.access.fault
    if fault == "cut":
        assert kept.knows(USER)
        assert not kept.knows(OPERATOR)
        return
    with pytest.raises(PodreelError, match="no API keys that it can use") as caught:
        kept.knows(USER)
    assert caught.value.code is FailureCode.BAD_CONFIGURATION
    if fault == "a folder":
        kept.path.rmdir()
    kept.write(*kept.lines)
    assert kept.knows(USER)
    assert kept.access.fault == ""


def test_a_fault_beside_a_removed_key_keeps_it_for_a_minute_at_most(kept: Kept) -> None:
    for _ in range(3):
        kept.write("{", *kept.lines[1:], "\n")
        assert kept.knows(USER)
        kept.now += KEPT_SECONDS / 3
        kept.write("{{", *kept.lines[1:])
    assert not kept.knows(USER)
    assert kept.knows(OPERATOR)


def test_a_key_that_is_lowered_or_replaced_beside_a_fault_is_so_at_once(kept: Kept) -> None:
    lowered = {**json.loads(kept.lines[2]), "role": "user"}
    replaced = {**json.loads(kept.lines[0]), "sha256": hash_key("new")}
    kept.write(json.dumps(replaced) + "\n", "{\n", json.dumps(lowered))
    operator = kept.access.by_key(OPERATOR)
    assert operator is not None
    assert operator.role is Role.USER
    assert kept.knows("new")
    assert not kept.knows(USER)


def test_a_name_that_stands_twice_gives_no_access(kept: Kept) -> None:
    kept.write(*kept.lines, json.dumps({"name": "user", "sha256": hash_key("second")}))
    kept.now += KEPT_SECONDS
    kept.knows(OPERATOR)
    assert not kept.knows("second")
    kept.now += KEPT_SECONDS
    assert not kept.knows(USER)


def test_a_file_that_could_not_be_read_is_tried_again(kept: Kept) -> None:
    """Even where nothing shows that it changed: the trouble may have been this process's own."""
    kept.path.rename(kept.path.with_name("aside"))
    kept.path.symlink_to(kept.path)
    assert kept.knows(USER)
    kept.path.unlink()
    kept.path.with_name("aside").rename(kept.path)
    assert kept.access.fault == ""


def test_a_second_change_within_a_tick_of_the_clock_is_seen(kept: Kept) -> None:
    """With the same size and time, nothing but the content shows it."""
    before = kept.path.stat()
    assert kept.knows(USER)
    kept.write(kept.path.read_text().replace(hash_key(USER), hash_key("new")))
    os.utime(kept.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kept.path.stat().st_size == before.st_size
    assert kept.knows("new")
    assert not kept.knows(USER)


def test_a_file_that_rests_is_read_once(kept: Kept) -> None:
    hour_ago = time.time_ns() - 3_600 * 10**9
    os.utime(kept.path, ns=(hour_ago, hour_ago))
    assert kept.knows(USER)
    assert read_keys(kept.path).version is not None


LINES = st.lists(st.sampled_from([0, 1, 2, "{", "", "x" * 50]), max_size=6)


@given(versions=st.lists(LINES, min_size=1, max_size=5), pauses=st.lists(st.sampled_from([0.0, 25.0, 70.0])))
def test_a_key_counts_only_while_the_file_names_it_or_was_faulty_for_less_than_a_minute(
    tmp_path_factory: pytest.TempPathFactory, versions: list[list[Any]], pauses: list[float]
) -> None:
    kept = Kept(tmp_path_factory.mktemp("keys"))
    faulty_since: float | None = None
    for version, pause in zip(versions, pauses, strict=False):
        kept.write(*(kept.lines[line] if isinstance(line, int) else f"{line}\n" for line in version))
        is_faulty = bool(read_keys(kept.path).fault)
        named = read_keys(kept.path).keys
        fault = kept.access.fault
        assert bool(fault) == is_faulty
        faulty_since = (kept.now if faulty_since is None else faulty_since) if is_faulty else None
        kept.now += pause
        is_over = faulty_since is None or kept.now - faulty_since >= KEPT_SECONDS
        try:
            assert not (kept.knows(USER) and "user" not in named and is_over)
        except PodreelError:
            assert not named


async def test_a_service_without_usable_keys_says_so_and_is_not_ready(world: World) -> None:
    async with world.client(OPERATOR) as client:
        assert (await client.get("/health/ready")).json()["parts"]["keys"]["state"] == "ok"
        assert "podreel_keys_are_faulty 0.0" in (await client.get("/metrics")).text
        path = world.folder / "keys.jsonl"
        lines = path.read_text()
        path.write_text(lines + "{")
        ready = (await client.get("/health/ready")).json()
        assert (ready["status"], ready["parts"]["keys"]["state"]) == ("ready", "limited")
        assert str(world.folder) not in ready["parts"]["keys"]["sentence"]
        assert "podreel_keys_are_faulty 1.0" in (await client.get("/metrics")).text


async def test_a_reader_is_told_that_the_keys_are_lost(world: World) -> None:
    world.keys_kept_seconds = 0
    async with world.client() as client:
        (world.folder / "keys.jsonl").unlink()
        problem = problem_of(await client.get("/api/v1/session"), 503, "bad_configuration")
        assert "file of keys" in problem["detail"]
        ready = await client.get("/health/ready")
        assert (ready.status_code, ready.json()["parts"]["keys"]["state"]) == (503, "down")
        write_keys(world.folder)
        assert (await client.get("/api/v1/session")).status_code == 200
