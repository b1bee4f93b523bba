"""Control groups: folders like the kernel's decide who may make them, and they hold where they are real."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from runner.sandbox.cgroup_trees import UNIFIED
from runner.sandbox.cgroups import (
    HostCgroups,
    NoCgroupsError,
    SectionCgroup,
    find_homes,
    kill,
    open_cgroups,
    processes_in,
)
from runner.sandbox.limits import RenderLimits
from tests.runner.living import is_alive
from tests.runner.sandbox.attempts import DONE, attempt

VERSION_1 = (Path("/sys/fs/cgroup/memory"), Path("/sys/fs/cgroup/pids"))
LIMITS = RenderLimits(memory_bytes=64 * 2**20, max_tasks=20)


def place(folder: Path, files: dict[str, str]) -> Path:
    """A folder like one of the kernel's."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def test_with_version_1_groups_are_made_below_the_hosts_own(tmp_path: Path) -> None:
    own = {"memory": tmp_path / "memory" / "a", "pids": tmp_path / "pids", "cpu": tmp_path / "cpu"}
    assert find_homes(own) == (own["memory"], own["pids"])
    assert find_homes({**own, UNIFIED: tmp_path}) == (own["memory"], own["pids"])


TREES: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    # The parent's files, the own group's files, and the reason why there can be none.
    "beside a group without limits": (
        {"cgroup.controllers": "cpu memory pids"},
        {"memory.max": "max\n", "cpu.max": "max 100000\n"},
        "",
    ),
    "a parent without the controllers": (
        {"cgroup.controllers": "hugetlb"},
        {"memory.max": "max\n"},
        "does not have the controllers memory and pids",
    ),
    "a container": (
        {},
        {"memory.max": "max\n", "cgroup.controllers": "memory pids"},
        "is a container's own group, which has processes and no group above it",
    ),
    "a limit of memory": (
        {"cgroup.controllers": "memory pids"},
        {"memory.max": "8589934592\n"},
        "has a limit (memory.max), which groups beside it would escape",
    ),
    "a limit of processor time": (
        {"cgroup.controllers": "memory pids"},
        {"memory.max": "max\n", "cpu.max": "50000 100000\n"},
        "has a limit (cpu.max), which groups beside it would escape",
    ),
}


@pytest.mark.parametrize("name", TREES)
def test_with_version_2_groups_are_made_beside_the_hosts_own_unless_that_escapes_a_limit(
    tmp_path: Path, name: str
) -> None:
    above, here, reason = TREES[name]
    parent = place(tmp_path / "slice", above)
    own = place(parent / "scope", {"cgroup.type": "domain", **here})
    if not reason:
        assert find_homes({UNIFIED: own}) == (parent,)
        return
    with pytest.raises(NoCgroupsError) as told:
        find_homes({UNIFIED: own})
    assert reason in str(told.value)


def test_in_the_root_of_version_2_groups_are_made_below_it(tmp_path: Path) -> None:
    root = place(tmp_path, {"cgroup.controllers": "memory pids"})
    assert find_homes({UNIFIED: root}) == (root,)


@pytest.mark.parametrize("own", [{}, {"memory": Path("/a")}, {"pids": Path("/a"), "cpu": Path("/b")}])
def test_without_both_controllers_there_are_none(own: dict[str, Path]) -> None:
    with pytest.raises(NoCgroupsError, match="no control groups with the controllers memory and pids"):
        find_homes(own)


def test_with_version_2_each_level_hands_the_controllers_down(tmp_path: Path) -> None:
    home = place(tmp_path / "home", {"cgroup.subtree_control": ""})
    HostCgroups((home,)).close()
    assert (home / "cgroup.subtree_control").read_text() == "+memory +pids"


def test_a_file_of_the_kernel_that_refuses_what_is_written_is_named(tmp_path: Path) -> None:
    control = place(tmp_path, {}) / "cgroup.subtree_control"
    control.symlink_to("/proc/self/oom_score_adj")  # takes only a number
    with pytest.raises(OSError, match="Invalid argument") as caught:
        HostCgroups((tmp_path,))
    assert caught.value.filename == str(control)
    assert list(tmp_path.iterdir()) == [control]


@pytest.mark.parametrize(
    ("name", "text", "has_run_out"),
    [
        ("memory.events", "low 0\nhigh 0\nmax 70\noom 1\noom_kill 0\noom_group_kill 0\n", False),
        ("memory.events", "low 0\nhigh 0\nmax 70\noom 1\noom_kill 2\noom_group_kill 1\n", True),
        ("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n", False),
        ("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n", True),
        ("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\n", False),
        ("pids.max", "20", False),
    ],
)
def test_a_group_that_has_run_out_of_memory_tells_it(
    tmp_path: Path, name: str, text: str, has_run_out: bool
) -> None:
    group = SectionCgroup([place(tmp_path, {name: text})])
    assert group.has_run_out_of_memory() is has_run_out


def test_no_group_has_no_processes_and_never_runs_out(tmp_path: Path) -> None:
    gone = SectionCgroup([tmp_path / "gone"])
    for group in (SectionCgroup(), gone):
        assert processes_in(group.folders) == set()
        assert not group.has_run_out_of_memory()
        kill(group.folders)
        group.remove()


@pytest.fixture
def groups() -> Iterator[HostCgroups]:
    """Real ones, which there must be where version 1 can be written to."""
    try:
        made = open_cgroups()
    except NoCgroupsError as error:
        if all(os.access(folder, os.W_OK) for folder in VERSION_1):
            raise
        pytest.skip(str(error))
    yield made
    made.close()


ENTER = """
from runner.sandbox.cgroups import enter
enter(Path(folder) for folder in folders)
"""


def folders_of(group: SectionCgroup) -> str:
    return repr([str(folder) for folder in group.folders])


def test_the_kernel_refuses_more_tasks_than_the_group_may_have(groups: HostCgroups) -> None:
    group = groups.make(LIMITS)
    pieces = {
        "a few": "[threading.Thread(target=time.sleep, args=(0.3,)).start() for _ in range(9)]",
        "many": """
started = []
try:
    for _ in range(30):
        started.append(subprocess.Popen(["/bin/sleep", "9"]))
finally:
    [process.kill() or process.wait() for process in started]
""",
    }
    heard = attempt(f"folders = {folders_of(group)}\n{ENTER}", pieces)
    assert heard == {"a few": DONE, "many": "EAGAIN"}


def test_memory_that_no_process_shows_counts_and_the_kernel_ends_who_holds_it(groups: HostCgroups) -> None:
    group = groups.make(LIMITS)
    program = f"""
import resource, socket, sys
from pathlib import Path
folders = {folders_of(group)}
{ENTER}
resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
held = []
for _ in range(1500):
    held.append(socket.socketpair())
    for half in held[-1]:
        half.setblocking(False)
        try:
            while True:
                half.send(bytes(2**16))
        except BlockingIOError:
            pass
"""
    assert not group.has_run_out_of_memory()
    ended = subprocess.run([sys.executable, "-c", program], timeout=60)
    assert ended.returncode == -signal.SIGKILL
    assert group.has_run_out_of_memory()


def test_removing_a_group_ends_whoever_is_in_it(groups: HostCgroups) -> None:
    group = groups.make(LIMITS)
    program = f"import time\nfrom pathlib import Path\nfolders = {folders_of(group)}\n{ENTER}\ntime.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", program], start_new_session=True) as sleeper:
        while sleeper.pid not in processes_in(group.folders[-1:]):
            assert sleeper.poll() is None
        group.remove()
        assert sleeper.wait(10) == -signal.SIGKILL
    assert not any(folder.exists() for folder in group.folders)


HOST = """
import subprocess, time
from runner.sandbox.cgroups import open_cgroups
from runner.sandbox.limits import RenderLimits
groups = open_cgroups()
folders = groups.make(RenderLimits()).folders
script = subprocess.Popen(["/bin/sleep", "60"], start_new_session=True, stdout=subprocess.DEVNULL)
for folder in folders:
    (folder / "cgroup.procs").write_text(str(script.pid))
print(script.pid, *folders, flush=True)
time.sleep(60)
"""


def test_groups_of_a_host_that_was_killed_are_removed_by_the_next_and_those_of_a_living_one_stay(
    groups: HostCgroups,
) -> None:
    living = groups.make(LIMITS)
    with subprocess.Popen([sys.executable, "-c", HOST], stdout=subprocess.PIPE, text=True) as host:
        assert host.stdout is not None
        left, *names = host.stdout.readline().split()
        folders = [Path(name) for name in names]
        open_cgroups().close()
        assert processes_in(folders) == {int(left)}
        host.kill()
    assert processes_in(folders) == {int(left)}
    open_cgroups().close()
    assert not any(folder.exists() for folder in folders)
    assert not is_alive(int(left))
    assert all(folder.exists() for folder in living.folders)


@pytest.mark.skipif(os.getuid() != 0, reason="another user may have been given control groups")
def test_a_user_without_rights_to_them_has_none() -> None:
    setup = (
        "from runner.sandbox.cgroups import NoCgroupsError, open_cgroups\nos.setresuid(12345, 12345, 12345)"
    )
    piece = "try:\n    open_cgroups()\nexcept NoCgroupsError as error:\n    raise OSError(1, '') from error"
    assert attempt(setup, {"open": piece}) == {"open": "EPERM"}


@pytest.mark.skipif(os.getuid() != 0, reason="only root mounts")
def test_where_the_folders_are_read_only_as_in_a_container_there_are_none_and_it_is_said_at_once() -> None:
    closing = (
        "for each in /sys/fs/cgroup /sys/fs/cgroup/*; do mount -o remount,bind,ro $each; done 2> /dev/null"
    )
    program = (
        "from runner.sandbox.cgroups import NoCgroupsError, open_cgroups\n"
        "try:\n    open_cgroups()\nexcept NoCgroupsError as error:\n    print(error)"
    )
    command = f'{closing}; exec "$0" -c "$1"'
    told = subprocess.run(
        ["/usr/bin/env", "unshare", "--mount", "/bin/sh", "-c", command, sys.executable, program],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "podreel-host-" in told.stdout, told.stderr
    assert told.stdout.endswith(" can't be made or used: Read-only file system\n")
