"""A process's place in the trees of control groups, from the two texts in which the kernel tells it."""

from pathlib import Path

import pytest

from runner.sandbox.cgroup_trees import UNIFIED, find_own_folders

PLAIN = "25 1 0:23 / / rw - ext4 /dev/vda rw\n"
VERSION_2 = "35 25 0:30 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"
VERSION_1 = (
    "40 35 0:31 / /sys/fs/cgroup/memory rw shared:10 - cgroup cgroup rw,memory\n"
    "41 35 0:32 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n"
    "42 35 0:33 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
    "43 35 0:34 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd\n"
)
HYBRID = VERSION_1 + "44 35 0:35 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
# What Docker mounts with version 1: only the container's own part.
PART = "40 35 0:31 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n"
ALL_OF_VERSION_1 = "8:pids:/a\n4:memory:/b/c\n2:cpu,cpuacct:/\n1:name=systemd:/d\n0::/e\n"

CASES: dict[str, tuple[str, str, dict[str, str]]] = {
    "version 2": (
        "0::/user.slice/run-1.scope\n",
        PLAIN + VERSION_2,
        {UNIFIED: "/sys/fs/cgroup/user.slice/run-1.scope"},
    ),
    "the root of version 2": ("0::/\n", VERSION_2, {UNIFIED: "/sys/fs/cgroup"}),
    "both versions": (
        ALL_OF_VERSION_1,
        PLAIN + HYBRID,
        {
            "pids": "/sys/fs/cgroup/pids/a",
            "memory": "/sys/fs/cgroup/memory/b/c",
            "cpu": "/sys/fs/cgroup/cpu,cpuacct",
            "cpuacct": "/sys/fs/cgroup/cpu,cpuacct",
            "name=systemd": "/sys/fs/cgroup/systemd/d",
            UNIFIED: "/sys/fs/cgroup/unified/e",
        },
    ),
    "version 1 alone": (
        ALL_OF_VERSION_1,
        VERSION_1.splitlines()[0] + "\n",
        {"memory": "/sys/fs/cgroup/memory/b/c"},
    ),
    "a part that contains it": (
        "4:memory:/docker/abc/d\n",
        PART,
        {"memory": "/sys/fs/cgroup/memory/d"},
    ),
    "a part that does not contain it": ("4:memory:/docker/xyz\n", PART, {}),
    "nothing mounted": (ALL_OF_VERSION_1, PLAIN, {}),
    "no control groups in the kernel": ("", PLAIN, {}),
}


@pytest.mark.parametrize("name", CASES)
def test_a_process_is_found_in_each_tree_that_is_mounted(name: str) -> None:
    own, mounts, expected = CASES[name]
    assert find_own_folders(own, mounts) == {tree: Path(place) for tree, place in expected.items()}


def test_the_first_of_two_mounts_is_taken() -> None:
    again = VERSION_2.replace("/sys/fs/cgroup", "/elsewhere")
    assert find_own_folders("0::/a\n", VERSION_2 + again) == {UNIFIED: Path("/sys/fs/cgroup/a")}
