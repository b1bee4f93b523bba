"""Real control groups of version 2, also where version 1 has the controllers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from runner.sandbox.cgroup_trees import UNIFIED, find_own_folders
from runner.sandbox.cgroups import processes_in, remove


@pytest.fixture
def unified_folder() -> Iterator[Path]:
    """A real group of version 2, with or without controllers."""
    own = find_own_folders(Path("/proc/self/cgroup").read_text(), Path("/proc/self/mountinfo").read_text())
    if UNIFIED not in own:
        pytest.skip("this machine has no control groups of version 2")
    made = own[UNIFIED] / f"podreel-test-{os.getpid()}"
    try:
        made.mkdir()
    except OSError as error:
        pytest.skip(f"no control groups of version 2 can be made here: {error}")
    yield made
    remove(made)


def test_with_version_2_removing_a_group_ends_those_who_fork_all_the_time(unified_folder: Path) -> None:
    inner = unified_folder / "section"
    inner.mkdir()
    program = f"""
import os
from pathlib import Path
Path({str(inner)!r}, "cgroup.procs").write_text("0")
while True:
    if os.fork():
        os._exit(0)
"""
    with subprocess.Popen([sys.executable, "-c", program], start_new_session=True) as runaway:
        assert runaway.wait(10) == 0
        assert processes_in([inner])
        remove(unified_folder)
    assert not unified_folder.exists()
