"""An outage of the object store is waited out; any other failure is raised at once."""

import pytest

from contract.failure import FailureCode, PodreelError
from runner.storage.outage import retry_through_outage
from stores.objects.failures import StoreUnavailable


async def test_the_action_is_repeated_until_the_store_answers_again() -> None:
    told: list[str] = []

    async def answer() -> str:
        if not told:
            raise StoreUnavailable("S3 is down.")
        return "stored"

    assert await retry_through_outage(answer, told.append) == "stored"
    assert told == ["Waiting for the object store: S3 is down."]


async def test_an_error_that_waiting_cannot_fix_is_raised_at_once() -> None:
    told: list[str] = []

    async def refuse() -> str:
        raise PodreelError(FailureCode.NOT_CONFIGURED)

    with pytest.raises(PodreelError):
        await retry_through_outage(refuse, told.append)
    assert told == []
