"""Every process of a running service is killed at least once while videos are submitted and made."""

from pathlib import Path

import pytest

from tests.fakes.ports import reserved_port
from tests.whole.house import House, Role
from tests.whole.killing import Storm

pytestmark = pytest.mark.slow
SUBMISSIONS = 4
LIMIT_SECONDS = 400
# The service last: what runs meanwhile outlives it.
KILLS = (Role.REDIS, Role.HOST, Role.SHIM, Role.ZYGOTE, Role.RUNNER, Role.SECTION, Role.SERVICE, Role.REDIS)


async def test_what_was_accepted_is_made_once_whatever_is_killed(tmp_path: Path) -> None:
    with reserved_port() as port:
        storm = Storm(House(tmp_path / "data", port), SUBMISSIONS, KILLS)
        await storm.play(LIMIT_SECONDS)
    storm.check()
    assert storm.killed.total() == len(KILLS), storm.killed
