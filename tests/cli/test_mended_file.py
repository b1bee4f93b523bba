"""A mended script is written whole or not at all, and never over what somebody else has written."""

import os
import stat
from pathlib import Path

import pytest

from cli.mended_file import FileState, require_free, write_back, write_new
from contract.failure import FailureCode, PodreelError


def test_the_file_keeps_its_mode_line_ends_and_mark_and_a_link_stays_one(tmp_path: Path) -> None:
    path, link = tmp_path / "waves.py", tmp_path / "link.py"
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    path.chmod(0o640)
    link.symlink_to(path)
    write_back(link, "a = 1\nb = 3\n", FileState.of(link))
    assert path.read_bytes() == b"\xef\xbb\xbfa = 1\r\nb = 3\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(tmp_path.iterdir()) == [link, path]


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "waves.py"
    path.write_text("a = 1\n")
    before = FileState.of(path)
    path.write_text("a = 12\n")
    with pytest.raises(PodreelError, match="was changed") as caught:
        write_back(path, "a = 3\n", before)
    assert caught.value.code is FailureCode.INVALID_REQUEST
    assert path.read_text() == "a = 12\n"


def test_a_new_file_gets_its_folder_and_the_usual_mode(tmp_path: Path) -> None:
    path = tmp_path / "new" / "waves.py"
    mask = os.umask(0o027)
    try:
        write_new(path, "a = 1\n")
    finally:
        os.umask(mask)
    assert path.read_text() == "a = 1\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_place_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PodreelError, match="can't be written") as caught:
        write_new(tmp_path / "file" / "waves.py", "a = 1\n")
    assert "--out" in caught.value.next_step


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "waves.py"
    require_free(path, may_replace=False)
    path.touch()
    require_free(path, may_replace=True)
    with pytest.raises(PodreelError, match="is a folder"):
        require_free(tmp_path, may_replace=True)
