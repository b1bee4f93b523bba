"""Nothing that a script leaves makes the reader block, follow links or accept impossible values."""

import itertools
import os
import signal
import stat
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.render.clearing import clear_folder
from runner.render.job import SectionFrames
from runner.render.results import (
    VIDEO_NAME,
    ResultError,
    find_flaw,
    is_there,
    read_small,
    read_times,
    take_file,
)
from tests.runner.render.hostile import SECRET, TERABYTE, TREES, Entry, build, listening_socket

LIMIT = 1_000
MAX_SECONDS = 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A script's folder, which lies in the host's root."""
    made = tmp_path / "root" / "section"
    made.mkdir(parents=True)
    return made


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TimeoutError where the block takes longer, even where it waits in the kernel."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def take(folder: Path, limit: int = LIMIT) -> bytes:
    """The taken bytes; raises ResultError, and then nothing was left."""
    target = folder.with_name("taken.mp4")
    try:
        with at_most(MAX_SECONDS):
            take_file(folder, VIDEO_NAME, target, limit)
        facts = target.lstat()
        assert (stat.S_IMODE(facts.st_mode), facts.st_nlink) == (0o600, 1)
        return target.read_bytes()
    finally:
        left = {path.name for path in target.parent.iterdir()} - {folder.name}
        assert left <= {"taken.mp4"}
        target.unlink(missing_ok=True)


def test_a_plain_file_is_taken_as_it_is(folder: Path) -> None:
    (folder / VIDEO_NAME).write_bytes(b"pictures")
    assert find_flaw(folder, VIDEO_NAME, LIMIT) == ""
    assert take(folder) == b"pictures"
    assert read_small(folder, VIDEO_NAME, LIMIT) == b"pictures"
    assert (folder / VIDEO_NAME).read_bytes() == b"pictures"


@pytest.mark.parametrize("size", [0, 1, LIMIT])
def test_a_file_of_any_size_up_to_the_limit_is_taken(folder: Path, size: int) -> None:
    (folder / VIDEO_NAME).write_bytes(bytes(size))
    assert len(take(folder)) == size


def test_what_was_taken_no_longer_changes_with_the_original(folder: Path) -> None:
    target = folder.with_name("taken.mp4")
    with (folder / VIDEO_NAME).open("wb") as original:
        original.write(b"pictures")
        original.flush()
        take_file(folder, VIDEO_NAME, target, LIMIT)
        original.seek(0)
        original.write(b"other pictures")
    assert target.read_bytes() == b"pictures"


def test_what_was_taken_before_is_replaced_even_where_it_was_a_link(folder: Path) -> None:
    (folder / VIDEO_NAME).write_bytes(b"new")
    target, other = folder.with_name("taken.mp4"), folder.with_name("other")
    other.write_bytes(b"old")
    target.symlink_to(other)
    take_file(folder, VIDEO_NAME, target, LIMIT)
    assert (target.read_bytes(), other.read_bytes()) == (b"new", b"old")


def _link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def _hard_link(path: Path) -> None:
    path.with_name("original").write_bytes(SECRET)
    path.hardlink_to(path.with_name("original"))


def _socket(path: Path) -> None:
    listening_socket(path).close()


def _large(path: Path) -> None:
    path.write_bytes(bytes(LIMIT + 1))


def _terabyte(path: Path) -> None:
    path.touch()
    os.truncate(path, TERABYTE)


FLAWS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link": (_link, "its section.mp4 is a link"),
    "a link to itself": (_link_to_itself, "its section.mp4 is a link"),
    "a hard link": (_hard_link, "its section.mp4 has another name elsewhere"),
    "a FIFO": (os.mkfifo, "its section.mp4 is not a regular file"),
    "a socket": (_socket, "its section.mp4 is not a regular file"),
    "a folder": (Path.mkdir, "its section.mp4 is not a regular file"),
    "a large file": (_large, "its section.mp4 has more than 0.000954 MB"),
    "a file of a terabyte": (_terabyte, "its section.mp4 has more than 0.000954 MB"),
    "nothing": (lambda path: None, "its section.mp4 is missing"),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_anything_but_a_regular_file_is_refused_with_its_reason(folder: Path, flaw: str) -> None:
    make, reason = FLAWS[flaw]
    make(folder / VIDEO_NAME)
    with pytest.raises(ResultError, match=f"^{reason}$"):
        take(folder)
    with at_most(MAX_SECONDS):
        assert find_flaw(folder, VIDEO_NAME, LIMIT) == reason
        assert read_small(folder, VIDEO_NAME, LIMIT) is None
    assert is_there(folder, VIDEO_NAME) == (flaw != "nothing")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a device")
def test_a_device_is_not_read(folder: Path) -> None:
    os.mknod(folder / VIDEO_NAME, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    with pytest.raises(ResultError, match=r"not a regular file|can't be opened"):
        take(folder)


def test_a_folder_that_is_a_link_is_not_entered(folder: Path) -> None:
    (folder / VIDEO_NAME).write_bytes(SECRET)
    link = folder.with_name("link")
    link.symlink_to(folder)
    for odd in (link, folder / VIDEO_NAME, folder / "..", folder.with_name("missing")):
        with pytest.raises(ResultError):
            take_file(odd, VIDEO_NAME, folder.with_name("taken.mp4"), LIMIT)
    assert not folder.with_name("taken.mp4").exists()


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "..", ".", "", "a\0b", "media/../../outside"])
def test_a_name_that_leads_out_of_the_folder_is_refused(folder: Path, name: str) -> None:
    folder.with_name("outside").write_bytes(SECRET)
    (folder / "media").mkdir()
    assert read_small(folder, name, LIMIT) is None


def test_a_root_behind_a_link_of_the_user_is_served(folder: Path, tmp_path: Path) -> None:
    (folder / VIDEO_NAME).write_bytes(b"pictures")
    (tmp_path / "link").symlink_to(folder.parent)
    take_file(tmp_path / "link" / folder.name, VIDEO_NAME, tmp_path / "taken.mp4", LIMIT)
    assert (tmp_path / "taken.mp4").read_bytes() == b"pictures"


def test_a_full_disk_is_not_blamed_on_the_script(folder: Path) -> None:
    (folder / VIDEO_NAME).write_bytes(b"pictures")
    with pytest.raises(FileNotFoundError):
        take_file(folder, VIDEO_NAME, folder / "missing" / "taken.mp4", LIMIT)


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
            os.mkfifo,
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
    assert told <= {"its section.mp4 has more than 1 MB", "its section.mp4 changed while it was read"}


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
