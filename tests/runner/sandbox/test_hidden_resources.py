"""What no process and no folder shows is counted: memory of the kernel, deleted files, locks."""

import os
import shutil
import subprocess
import textwrap
from pathlib import Path

import pytest

from runner.sandbox import hidden_resources
from runner.sandbox.resource_usage import measure
from tests.runner.sandbox.sections import LIMITS, MEGABYTE, section_that, usage_of

KERNEL_MEMORY = {
    "pipes, of which each can hold 64 KB": ("kept = [os.pipe() for _ in range(99)]", 99 * 64 * 1024),
    "descriptors that wait for many others": (
        "kept = [select.epoll() for _ in range(99)]",
        99 * 128 * 1024,
    ),
    "ranges of memory with rights of their own": (
        """
        libc = ctypes.CDLL(None)
        libc.mmap.restype = ctypes.c_void_p
        start = libc.mmap(None, ctypes.c_size_t(20_000 * 4096), 1, 0x4022, -1, 0)
        for page in range(0, 20_000, 2):
            libc.mprotect(ctypes.c_void_p(start + page * 4096), ctypes.c_size_t(4096), 3)
        """,
        20_000 * 256,
    ),
    "tables of pages that were only read": (
        """
        libc = ctypes.CDLL(None)
        libc.mmap.restype = ctypes.c_void_p
        start = libc.mmap(None, ctypes.c_size_t(2**32), 1, 0x4022, -1, 0)
        libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(2**32), 15)
        for place in range(0, 2**32, 2**21):
            ctypes.string_at(start + place, 1)
        """,
        2**32 // 2**21 * 4096,
    ),
}


@pytest.mark.parametrize("kind", KERNEL_MEMORY)
def test_memory_that_the_kernel_holds_for_a_process_counts(kind: str, tmp_path: Path) -> None:
    body, least = KERNEL_MEMORY[kind]
    modules = "import ctypes, select\nctypes.CDLL(None)\n"
    plain = usage_of(modules, tmp_path).memory_bytes
    assert usage_of(modules + textwrap.dedent(body), tmp_path).memory_bytes - plain > least * 0.9


def test_a_pipe_that_many_processes_have_open_counts_once(tmp_path: Path) -> None:
    alone = usage_of("kept = [os.pipe() for _ in range(200)]", tmp_path)
    shared = usage_of("kept = [os.pipe() for _ in range(200)]\nfor _ in range(3): sleeper()", tmp_path)
    assert shared.tasks == 4
    # Each process has some 8 MB of its own; the pipes are 13 MB, which would otherwise count four times.
    assert shared.memory_bytes < 4 * alone.memory_bytes - 2 * 200 * 64 * 1024


def test_locks_count_until_there_are_too_many(tmp_path: Path) -> None:
    body = """
    import fcntl
    kept = open("locked", "wb")
    for place in range({count}):
        fcntl.lockf(kept, fcntl.LOCK_EX, 1, 2 * place)
    """
    assert usage_of(body.format(count=70), tmp_path).locks == 70
    few = LIMITS.model_copy(update={"max_locks": 50})
    assert usage_of(body.format(count=70), tmp_path, few).locks == 51


def test_files_that_were_deleted_but_are_still_open_count(tmp_path: Path) -> None:
    body = f"""
    kept = open("huge", "wb")
    kept.write(bytes({4 * MEGABYTE}))
    kept.flush()
    os.unlink("huge")
    """
    usage = usage_of(body, tmp_path)
    assert usage.files == 0
    assert 4 * MEGABYTE <= usage.disk_bytes < 5 * MEGABYTE


def test_opening_and_closing_others_all_the_time_hides_no_deleted_file(tmp_path: Path) -> None:
    body = f"""
    flapping = [os.dup(0) for _ in range(20)]
    kept = open("huge", "wb")
    kept.write(bytes({4 * MEGABYTE}))
    kept.flush()
    os.unlink("huge")
    def flap():
        while True:
            for number in flapping:
                os.close(number)
            for number in flapping:
                os.dup2(0, number)
    threading.Thread(target=flap, daemon=True).start()
    """
    with section_that(body, tmp_path) as (zygote, section):
        for _ in range(100):
            assert measure(zygote, section, tmp_path, LIMITS).disk_bytes >= 4 * MEGABYTE


HIDING = """
import ctypes
{body}
process_id = os.fork()
if process_id == 0:
    if {hides}:
        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
    print("x", flush=True)
    import time
    time.sleep(60)
import sys
sys.stdin.read(1)
print(is_closed(process_id))
os.kill(process_id, 9)
os.waitid(os.P_PID, process_id, os.WEXITED | os.WNOWAIT)
print(is_closed(process_id))
os.wait()
print(is_closed(process_id))
"""


def test_folders_that_were_removed_but_are_still_open_count(tmp_path: Path) -> None:
    body = """
    kept = []
    for number in range(50):
        os.mkdir("gone")
        kept.append(os.open("gone", os.O_RDONLY))
        os.rmdir("gone")
    """
    held_bytes = tmp_path.stat().st_blocks * 512  # none where folders take no blocks of their own
    assert usage_of(body, tmp_path).disk_bytes >= 50 * held_bytes


@pytest.mark.parametrize("hides", [True, False])
def test_who_is_not_root_notices_a_process_that_hides_its_files_but_not_one_that_ends(hides: bool) -> None:
    python = shutil.which("python3", path="/usr/bin:/bin")
    assert python is not None, "the system's own Python, which every user can start, is not installed"
    body = Path(hidden_resources.__file__).read_text()
    command = [python, "-I", "-c", HIDING.format(body=body, hides=hides)]
    if os.getuid() == 0:
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as looking:
        assert looking.stdout is not None
        assert looking.stdout.readline() == "x\n"
        told, _ = looking.communicate("x")
    assert told.split() == [str(hides), "False", "False"]
