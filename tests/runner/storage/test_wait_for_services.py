"""A pod may start before its services: it waits for them, but not after errors that waiting can't fix."""

import pytest

from contract.failure import FailureCode, PodreelError
from runner.storage.wait_for_services import WaitLimits, wait_for_objects, wait_for_redis
from stores.objects.failures import StoreUnavailable
from tests.fakes.memory_objects import MemoryObjects

NOBODY = "redis://:secret@127.0.0.1:1/0"


class LateObjects(MemoryObjects):
    """Unreachable for the first few checks."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks_left = looks

    async def check(self) -> None:
        if self.looks_left:
            self.looks_left -= 1
            raise StoreUnavailable("S3 is not there yet.")


class RefusingObjects(MemoryObjects):
    """Refuses every key."""

    async def check(self) -> None:
        raise PodreelError(FailureCode.NOT_CONFIGURED, "S3 refuses the key.")


async def test_an_object_store_that_comes_late_is_waited_for() -> None:
    told: list[str] = []
    await wait_for_objects(LateObjects(1), WaitLimits(30, told.append))
    assert told == ["Waiting: S3 is not there yet."]


async def test_a_store_that_never_answers_is_unavailable_after_the_wait() -> None:
    with pytest.raises(PodreelError) as caught:
        await wait_for_objects(LateObjects(100), WaitLimits(0.1, print))
    assert caught.value.code is FailureCode.UNAVAILABLE
    assert caught.value.detail == "S3 is not there yet. The run waited 0.1 seconds for it."


async def test_a_configuration_error_is_raised_at_once() -> None:
    told: list[str] = []
    with pytest.raises(PodreelError) as caught:
        await wait_for_objects(RefusingObjects(), WaitLimits(3600, told.append))
    assert (caught.value.code, told) == (FailureCode.NOT_CONFIGURED, [])


async def test_an_unreachable_redis_is_named_without_its_password() -> None:
    told: list[str] = []
    with pytest.raises(PodreelError) as caught:
        await wait_for_redis(NOBODY, WaitLimits(0.6, told.append))
    assert caught.value.code is FailureCode.UNAVAILABLE
    assert "Redis at 127.0.0.1:1" in caught.value.detail
    assert len(told) == 1
    assert "secret" not in f"{told}{caught.value.detail}"


async def test_an_invalid_address_is_not_waited_for() -> None:
    with pytest.raises(PodreelError) as caught:
        await wait_for_redis("localhost", WaitLimits(3600, print))
    assert caught.value.code is FailureCode.BAD_CONFIGURATION
