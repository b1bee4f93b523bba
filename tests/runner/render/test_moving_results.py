"""A file is taken whole or not at all while a script swaps it, lets it grow, or fills its folder."""

import itertools
import sys
import tempfile
import threading
from collections.abc import Callable
from os import mkfifo
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.render.clearing import clear_folder
from runner.render.job import SectionFrames
from runner.render.reports import read_times
from runner.render.results import VIDEO_NAME, ResultError, read_small
from tests.runner.render.hostile import SECRET, TREES, Entry, build
from tests.runner.render.taking import HAS_HOLES, MAX_SECONDS, at_most, take


@pytest.mark.slow
def test_while_names_are_swapped_only_the_scripts_own_file_is_ever_taken(
    folder: Path, tmp_path: Path
) -> None:
    secret, stop = tmp_path / "secret", threading.Event()
    secret.write_bytes(SECRET)

    def swap() -> None:
        makers: tuple[Callable[[Path], object], ...] = (
            lambda path: path.symlink_to(secret),
            lambda path: path.hardlink_to(secret),
            mkfifo,
            lambda path: path.write_text("own"),
        )
        other = folder / "other"
        for make in itertools.cycle(makers):
            if stop.is_set():
                return
            other.unlink(missing_ok=True)
            make(other)
            other.replace(folder / VIDEO_NAME)

    swapping = threading.Thread(target=swap)
    swapping.start()
    taken = set()
    # Threads take turns often, so that names are swapped between two calls of the system.
    usual_seconds = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(30_000):
            try:
                taken.add(take(folder))
            except ResultError:
                continue
    finally:
        sys.setswitchinterval(usual_seconds)
        stop.set()
        swapping.join()
    assert taken <= {b"own"}


def test_a_file_that_grows_is_never_read_beyond_its_limit(folder: Path) -> None:
    stop = threading.Event()

    def grow() -> None:
        with (folder / VIDEO_NAME).open("wb", buffering=0) as file:
            while not stop.is_set():
                file.write(bytes(10_000))
                if file.tell() > 2**24:
                    file.truncate(0)
                    file.seek(0)

    told: set[str] = set()
    (folder / VIDEO_NAME).touch()
    growing = threading.Thread(target=grow)
    growing.start()
    try:
        for _ in range(100):
            try:
                assert len(take(folder, 2**20)) <= 2**20
            except ResultError as error:
                told.add(str(error))
            data = read_small(folder, VIDEO_NAME, 2**20)
            assert data is None or len(data) <= 2**20
    finally:
        stop.set()
        growing.join()
    assert told <= {
        "its section.mp4 has more than 1 MB, the most that is possible",
        HAS_HOLES,
        "its section.mp4 changed while it was read",
    }


@given(TREES, st.sampled_from(("folder", "folder", "folder", "link")))
def test_any_folder_at_all_is_read_safely_and_then_removed(tree: dict[bytes, Entry], place: str) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        root, outside = Path(temporary, "root"), Path(temporary, "outside")
        secret, folder = outside / "secret", root / "section"
        for made in (root, outside):
            made.mkdir()
        secret.write_bytes(SECRET)
        if place == "folder":
            build(tree, folder, secret)
        else:
            folder.symlink_to(outside)
        video = tree[VIDEO_NAME.encode()]
        try:
            taken = take(folder)
        except ResultError as error:
            taken, reason = None, str(error)
        if taken is None:
            assert reason.startswith("its section.mp4 ")
            assert (place, video.kind) != ("folder", "file")
        else:
            assert (place, video.kind, taken) == ("folder", "file", video.content)
        with at_most(MAX_SECONDS):
            times = read_times(folder)
            assert times is None or isinstance(times, SectionFrames)
            clear_folder(folder)
        assert list(root.iterdir()) == []
        assert [path.name for path in outside.iterdir()] == ["secret"]
        assert (secret.read_bytes(), secret.stat().st_nlink) == (SECRET, 1)
