"""Small files are whole or absent, and created once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from controller.cluster.process.atomic_files import create_once, read_small, write_atomically


def test_of_many_that_create_a_file_one_does_and_its_content_stays(tmp_path: Path) -> None:
    path = tmp_path / "file"
    contents = [str(number).encode() * 1000 for number in range(40)]
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda data: create_once(path, data), contents))
    assert answers.count(True) == 1
    assert path.read_bytes() == contents[answers.index(True)]
    assert list(tmp_path.iterdir()) == [path]


def test_readers_see_one_of_the_contents_and_never_half_of_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    contents = [bytes([number]) * 100_000 for number in range(50)]
    write_atomically(path, contents[0])
    with ThreadPoolExecutor(2) as threads:
        writing = threads.map(lambda data: write_atomically(path, data), contents)
        seen = [path.read_bytes() for _ in range(200)]
        list(writing)
    assert all(data in contents for data in seen)
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.mkdir()
    (path / "kept").touch()
    with pytest.raises(OSError, match="directory"):
        write_atomically(path / "kept" / "file", b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_folder_in_the_place_of_a_file_is_renamed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.mkdir()
    (path / "kept").touch()
    write_atomically(path, b"new")
    assert read_small(path) == b"new"
    (aside,) = (entry for entry in tmp_path.iterdir() if entry != path)
    assert (aside / "kept").exists()
