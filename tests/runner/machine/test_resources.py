"""Cores and memory of a container, by both versions of control groups."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from runner.machine.resources import memory_limit_bytes, usable_cores

GIB = 2**30


def groups(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"{text}\n")
    return folder


@pytest.mark.parametrize(
    ("files", "cores"),
    [
        ({}, None),
        ({"cpu.max": "max 100000"}, None),
        ({"cpu.max": "50000 100000"}, 1),
        ({"cpu.max": "100000 100000"}, 1),
        ({"cpu.max": "6400000 100000"}, None),
        ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, None),
        ({"cpu/cpu.cfs_quota_us": "20000", "cpu/cpu.cfs_period_us": "100000"}, 1),
    ],
)
def test_no_more_cores_are_used_than_a_container_was_given(
    tmp_path: Path, files: Mapping[str, str], cores: int | None
) -> None:
    assert usable_cores(groups(tmp_path, files)) == (cores or len(os.sched_getaffinity(0)))


@pytest.mark.parametrize(
    ("files", "limit"),
    [
        ({}, None),
        ({"memory.max": "max"}, None),
        ({"memory.max": str(12 * GIB)}, 12 * GIB),
        ({"memory/memory.limit_in_bytes": "9223372036854771712"}, None),
        ({"memory/memory.limit_in_bytes": str(GIB)}, GIB),
    ],
)
def test_a_containers_limit_of_memory_is_known(
    tmp_path: Path, files: Mapping[str, str], limit: int | None
) -> None:
    assert memory_limit_bytes(groups(tmp_path, files)) == limit


def test_this_very_machine_can_be_read() -> None:
    assert 1 <= usable_cores() <= len(os.sched_getaffinity(0))
    assert (memory_limit_bytes() or 1) > 0
