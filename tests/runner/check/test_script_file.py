"""Whatever is named as a script: its text, or one sentence and what to do about it."""

import contextlib
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode, PodreelError
from runner.check.script_file import MOST_BYTES, decode, read_file


def test_a_text_is_read_without_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "waves.py"
    path.write_bytes("\ufeff# é\r\n".encode())
    assert read_file(path) == "# é\r\n"


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=("x = 1\n",))
    writer.start()
    assert read_file(path) == "x = 1\n"
    writer.join()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        ("x = 1\n".encode("utf-16"), "UTF-16"),
        (b"x = 1\n\0\0", "NUL bytes"),
        (b"x = 1\ny = '\xe9'\n", "not text in UTF-8: see line 2"),
        (b"#" * (MOST_BYTES + 1), "more than 8 MB"),
    ],
    ids=["empty", "blank", "UTF-16", "NUL bytes", "Latin-1", "too large"],
)
def test_what_is_no_text_of_a_script_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "waves.py"
    path.write_bytes(data)
    check_refused(path, "waves.py", told)


def test_what_can_not_be_read_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "loop.py"
    loop.symlink_to(loop)
    check_refused(tmp_path / "none.py", "There is no file", "none.py")
    check_refused(tmp_path, "is a folder")
    check_refused(loop, "can't be read")
    check_refused(tmp_path / ("x" * 300), "can't be read: File name too long")


def test_a_file_without_end_is_refused() -> None:
    check_refused(Path("/dev/zero"), "/dev/zero has more than 8 MB")


def check_refused(path: Path, *told: str) -> None:
    with pytest.raises(PodreelError) as caught:
        read_file(path)
    assert caught.value.code is FailureCode.INVALID_REQUEST
    assert all(words in caught.value.detail for words in told), caught.value.detail
    assert caught.value.next_step


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with contextlib.suppress(PodreelError):
        assert decode(data, "waves.py").encode() == data.removeprefix(b"\xef\xbb\xbf")
