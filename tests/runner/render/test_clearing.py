"""A script's folder is removed, whatever the script made of it, and nothing else is touched."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from runner.render.clearing import clear_folder
from tests.unprivileged import as_nobody

DEPTH = 1_500
FILES = 5_000


def dig(folder: Path, depth: int) -> None:
    """Folders in folders, far deeper than a path may be long."""
    place = os.open(folder, os.O_RDONLY)
    for level in range(depth):
        os.mkdir("deeper", dir_fd=place)
        os.close(os.open(f"file {level}", os.O_CREAT | os.O_WRONLY, dir_fd=place))
        inner = os.open("deeper", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(place)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "section"
    made.mkdir()
    return made


def test_a_tree_deeper_than_any_path_is_removed(folder: Path) -> None:
    dig(folder, DEPTH)
    clear_folder(folder)
    assert not folder.exists()


def test_many_deep_trees_are_removed(folder: Path) -> None:
    for number in range(20):
        (folder / str(number)).mkdir()
        dig(folder / str(number), 60)
    clear_folder(folder)
    assert not folder.exists()


def test_thousands_of_files_are_removed(folder: Path) -> None:
    for number in range(FILES):
        (folder / f"{number}").touch()
    clear_folder(folder)
    assert not folder.exists()


@pytest.mark.parametrize("mode", [0o000, 0o100, 0o200, 0o400, 0o500])
def test_closed_folders_are_opened_and_removed(mode: int) -> None:
    with as_nobody() as home:
        folder = home / "section"
        inner = folder / "a" / "b"
        inner.mkdir(parents=True)
        (inner / "file").touch(mode=0)
        for closed in (inner, inner.parent, folder):
            closed.chmod(mode)
        clear_folder(folder)
        assert not folder.exists()


def test_links_are_removed_and_what_they_lead_to_stays(folder: Path) -> None:
    outside = folder.with_name("outside")
    outside.mkdir()
    (outside / "file").write_text("stays")
    (outside / "file").chmod(0o640)
    for name, target in {"a": outside, "b": outside / "file", "c": Path("/"), "d": Path("nowhere")}.items():
        (folder / name).symlink_to(target)
    (folder / "e").mkdir()
    (folder / "e" / "f").symlink_to(outside, target_is_directory=True)
    (folder / "g").hardlink_to(outside / "file")
    clear_folder(folder)
    assert not folder.exists()
    assert (outside / "file").read_text() == "stays"
    assert (outside / "file").stat().st_mode & 0o777 == 0o640


def test_names_to_keep_stay_and_all_else_is_removed(folder: Path) -> None:
    (folder / "section.mp4").write_text("pictures")
    (folder / "media" / "section.mp4").mkdir(parents=True)
    (folder / "media" / "section.mp4" / "x").touch()
    (folder / "huge").touch()
    clear_folder(folder, keep=frozenset({"section.mp4", "not there"}))
    assert [path.name for path in folder.iterdir()] == ["section.mp4"]
    assert (folder / "section.mp4").read_text() == "pictures"


def test_a_file_in_place_of_the_folder_is_removed(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "stays").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "stays")
    os.mkfifo(tmp_path / "fifo")
    for name in ("file", "link", "fifo", "missing"):
        clear_folder(tmp_path / name)
    clear_folder(tmp_path / "missing", keep=frozenset({"a"}))
    assert [path.name for path in tmp_path.iterdir()] == ["stays"]


def test_names_that_are_not_utf8_are_removed(folder: Path) -> None:
    for name in (b"\xff\xfe", b"a\nb", b"\x1b[2J", b"-rf", b" ", b"...", b"n" * 255):
        (folder / os.fsdecode(name)).mkdir()
        (folder / os.fsdecode(name) / os.fsdecode(name)).touch()
    clear_folder(folder)
    assert not folder.exists()


def test_a_process_that_keeps_writing_does_not_block_the_removal(folder: Path) -> None:
    write = "n=0; while :; do n=$((n+1)); mkdir -p inner/$n/$n; : > inner/$n/file; done 2>/dev/null"
    with subprocess.Popen(["/bin/sh", "-c", write], cwd=folder) as writing:
        try:
            while not (folder / "inner" / "50").exists():
                time.sleep(0.01)
            started_at = time.monotonic()
            clear_folder(folder)
            assert time.monotonic() - started_at < 10
        finally:
            writing.kill()
    clear_folder(folder)
    assert not folder.exists()
