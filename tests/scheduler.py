"""Deals the tests to the workers of pytest-xdist by the groups that tests/workers.py puts them into.

Its own `--dist loadgroup` writes groups into a field that pytest 9.2 does not have: nothing stays together.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler.loadscope import LoadScopeScheduling

# Where the workers tell the groups to the process that deals.
GROUPS_FILE = "PODREEL_TEST_GROUPS"


class GroupScheduling(LoadScopeScheduling):  # type: ignore[misc] # pytest-xdist has no types
    """Groups in the order of their first tests; tests without one go to whichever worker is free."""

    def __init__(self, config: pytest.Config, log: Producer, groups: Path) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)
        self._file = groups
        self._groups: dict[str, str] = {}

    def schedule(self) -> None:
        """Called when all workers have collected."""
        self._groups = json.loads(self._file.read_text(encoding="utf-8"))
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        return self._groups.get(nodeid, nodeid)


def tell_groups(items: Iterable[pytest.Item]) -> None:
    """Each worker tells the same, as each has collected the same."""
    groups = {}
    for item in items:
        marker = item.get_closest_marker("xdist_group")
        if marker is not None:
            groups[item.nodeid] = str(marker.args[0])
    file = Path(os.environ[GROUPS_FILE])
    own = file.with_name(f"{file.name}-{os.getpid()}")
    own.write_text(json.dumps(groups), encoding="utf-8")
    own.replace(file)
