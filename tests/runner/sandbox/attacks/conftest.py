"""One host for all attacks, in its cage."""

from collections.abc import Iterator

import pytest

from tests.runner.sandbox.attacks.battle import Battlefield, battlefield
from tests.runner.sandbox.attacks.cage import NoCageError


@pytest.fixture(scope="module")
def field() -> Iterator[Battlefield]:
    """A host with every layer of its sandbox, and the world around it, which keeps the kubelet's own port."""
    try:
        with battlefield() as made:
            yield made
    except NoCageError as error:
        pytest.fail(str(error))
