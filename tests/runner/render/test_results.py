"""Nothing that a script leaves makes the reader block, follow links or accept impossible values."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from runner.render.results import (
    VIDEO_NAME,
    ResultError,
    find_flaw,
    is_there,
    read_small,
    take_file,
)
from tests.runner.render.hostile import SECRET, TERABYTE, listening_socket
from tests.runner.render.taking import HAS_HOLES, LIMIT, MAX_SECONDS, at_most, take

TOO_LARGE = "its section.mp4 has more than 0.0191 MB, the most that is possible"


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


def _hole(path: Path) -> None:
    path.write_bytes(b"pictures")
    os.truncate(path, LIMIT)


def _hole_within(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"pictures")
        file.seek(LIMIT - 8)
        file.write(b"pictures")


def _reserved(path: Path) -> None:
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, LIMIT)


FLAWS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link": (_link, "its section.mp4 is a link"),
    "a link to itself": (_link_to_itself, "its section.mp4 is a link"),
    "a hard link": (_hard_link, "its section.mp4 has another name elsewhere"),
    "a FIFO": (os.mkfifo, "its section.mp4 is not a regular file"),
    "a socket": (_socket, "its section.mp4 is not a regular file"),
    "a folder": (Path.mkdir, "its section.mp4 is not a regular file"),
    "a large file": (_large, TOO_LARGE),
    "a file of a terabyte": (_terabyte, TOO_LARGE),
    "a hole": (_hole, HAS_HOLES),
    "a hole between bytes": (_hole_within, HAS_HOLES),
    "space that was only reserved": (_reserved, HAS_HOLES),
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
