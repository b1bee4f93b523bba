"""A host with control groups that it can make but nobody can enter, as some containers have them."""

import asyncio
import os
from pathlib import Path

import pytest

from runner.render.section import Sections
from runner.sandbox.cgroups import HostCgroups, NoCgroupsError
from runner.sandbox.policy import Containment
from tests.runner.sandbox.closed_cgroups import ClosedCgroups


@pytest.mark.parametrize("is_permissive", [True, False])
async def test_without_a_group_that_can_be_entered_a_host_starts_and_misses_no_layer(
    tmp_path: Path, is_permissive: bool
) -> None:
    cgroups = ClosedCgroups((tmp_path,))
    sections = Sections(Containment(is_permissive=is_permissive), lambda: cgroups)
    try:
        assert await sections.start() == {}
    finally:
        await sections.close()
    assert cgroups.made == 1
    assert await asyncio.to_thread(os.listdir, tmp_path) == []


async def test_a_host_that_may_make_none_starts_and_misses_no_layer() -> None:
    def refuse() -> HostCgroups:
        raise NoCgroupsError("they are read-only")

    sections = Sections(Containment(), refuse)
    try:
        assert await sections.start() == {}
    finally:
        await sections.close()
