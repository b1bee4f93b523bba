"""A disk without room is named, with what it lacks and what to do."""

import errno
import os
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from stores.local_disk import folder_failure, local_failure, require_space
from tests.stores.objects.small_disk import on_a_small_disk

TELL = """
import sys
from pathlib import Path
from contract.failure import PodreelError
from stores.local_disk import local_failure, require_space
folder = Path(sys.argv[1])

def tell(action):
    try:
        action()
    except PodreelError as error:
        print(error.code, error.detail, error.next_step, sep="|")
    except OSError as error:
        failure = local_failure(error, folder)
        print(failure.code, failure.detail, failure.next_step, sep="|")
    else:
        print("room")

def fill():
    for number in range(10_000):
        (folder / str(number)).write_bytes(bytes(%d))

tell(lambda: require_space(folder / "not" / "there", needed_bytes=4096))
tell(lambda: require_space(folder))
tell(fill)
tell(lambda: require_space(folder, needed_bytes=1))
"""


def test_a_disk_that_fills_up_is_told_with_its_free_bytes_and_the_needed_ones(tmp_path: Path) -> None:
    roomy, needs_more, full, stays_full = on_a_small_disk(TELL % 4096, tmp_path)
    assert roomy == "room"
    assert needs_more == (
        f"unavailable|The disk that holds {tmp_path} is full: 0 MB are free, 64 MB are needed.|"
        "Free some space there, or choose another folder with --data."
    )
    assert full == (
        f"unavailable|The disk that holds {tmp_path} is full: 0 MB are free.|"
        "Free some space, then resume the video: finished parts are kept."
    )
    assert stays_full.startswith(f"unavailable|The disk that holds {tmp_path} is full: 0 MB are free.")


def test_a_disk_without_inodes_is_told_apart_from_a_full_one(tmp_path: Path) -> None:
    told = on_a_small_disk(TELL % 0, tmp_path, "nr_inodes=300")
    assert told[0] == "room"
    reason = f"The disk that holds {tmp_path} is full: it has inodes for 0 more files"
    assert [line.split("|")[1] for line in told[2:]] == [f"{reason}.", f"{reason}, 200 are needed."]


@pytest.mark.parametrize(
    ("number", "code", "told", "step"),
    [
        (errno.EDQUOT, FailureCode.UNAVAILABLE, "The disk quota of this user for", "Free some space there"),
        (errno.EROFS, FailureCode.BAD_CONFIGURATION, "Read-only file system", "another folder with --out"),
        (errno.EACCES, FailureCode.BAD_CONFIGURATION, "Permission denied", "another folder with --out"),
    ],
    ids=errno.errorcode.get,
)
def test_a_folder_that_cannot_be_written_is_named_with_the_option_that_chooses_it(
    tmp_path: Path, number: int, code: FailureCode, told: str, step: str
) -> None:
    failure = folder_failure(OSError(number, os.strerror(number)), tmp_path, "--out")
    assert failure.code is code
    assert told in failure.detail
    assert str(tmp_path) in failure.detail
    assert step in failure.next_step
    assert local_failure(OSError(number, os.strerror(number)), tmp_path).code is FailureCode.UNAVAILABLE


def test_enough_space_is_no_error(tmp_path: Path) -> None:
    require_space(tmp_path / "new")
    with pytest.raises(PodreelError, match="is full"):
        require_space(tmp_path, "--out", 2**60)
