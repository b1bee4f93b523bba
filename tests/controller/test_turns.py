"""What health and metrics learn of the controller's turns and of the disk between two turns."""

import random
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from contract.failure import FailureCode, PodreelError
from controller import backends as controller_parts
from controller.cluster.base import ClusterUnavailable
from controller.disk import Disk, DiskUse
from controller.loop import Controller
from controller.turns import Turns
from tests.controller.world import LIMITS, World


class FillingDisk(Disk):
    """Has less each time that it is asked."""

    left: ClassVar = [30, 20, 10]

    def use(self) -> DiskUse | None:
        return DiskUse(total_bytes=100, free_bytes=self.left.pop(0), least_free_bytes=15)


def test_failures_are_counted_until_a_turn_succeeds() -> None:
    turns = Turns()
    turns.failed(ClusterUnavailable("No answer."))
    turns.failed(PodreelError(FailureCode.UNAVAILABLE, "The store is down."))
    assert (turns.failed_in_a_row, turns.failing_because) == (2, "The store is down.")
    turns.failed(KeyError("secret"))
    assert turns.failing_because == "The controller has an internal error (KeyError)."
    turns.succeeded()
    assert (turns.failed_in_a_row, turns.failing_because) == (0, "")


def test_a_turn_that_does_not_end_makes_the_loop_silent() -> None:
    now = [100.0]
    turns = Turns(lambda: now[0])
    now[0] += 1_000
    turns.began()
    now[0] += 400
    assert turns.silent_seconds == 400
    turns.failed(ClusterUnavailable("No answer."))
    assert turns.silent_seconds == 0
    now[0] += 5
    turns.succeeded()
    assert turns.silent_seconds == 0


async def test_the_free_space_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    world = World(random.Random(1))  # noqa: S311 - repeatable
    backends = replace(world.backends, disk=FillingDisk(tmp_path))
    controller = Controller(backends, LIMITS, "the-controller", controller_parts.utc_now)
    found = [controller.facts.disk for _ in range(3)]
    assert [use.free_bytes for use in found if use is not None] == [30, 20, 10]
    assert [use.is_low for use in found if use is not None] == [False, False, True]
