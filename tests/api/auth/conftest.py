"""What several tests of access begin with."""

import pytest

from tests.api.auth.ending import SOON
from tests.api.world import World


@pytest.fixture
def soon(world: World) -> None:
    """Replicas find out what others revoked within 0.1 s."""
    world.options = SOON
