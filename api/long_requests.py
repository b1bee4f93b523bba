"""Requests that last: how many event streams, downloads or uploads a key, an address and all may have."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from api.auth.api_keys import Caller
from api.problems import Problem, ProblemKind


class LongRequests:
    """The open requests of one kind, `noun`, of this replica.

    All together leave connections for everything else, and those of one address leave some for others.
    """

    def __init__(self, noun: str, most: int, most_of_address: int) -> None:
        self._noun, self._most, self._most_of_address = noun, max(1, most), max(1, most_of_address)
        self._by_key: Counter[str] = Counter()
        self._by_address: Counter[str] = Counter()

    @contextmanager
    def place(self, caller: Caller, address: str) -> Iterator[None]:
        """Holds a place during the block; raises Problem(too_many_streams) if there is none."""
        self._require_room(caller, address)
        counts = ((self._by_key, caller.name), (self._by_address, address))
        for counter, name in counts:
            counter[name] += 1
        try:
            yield
        finally:
            for counter, name in counts:
                counter[name] -= 1
                if not counter[name]:
                    del counter[name]

    def _require_room(self, caller: Caller, address: str) -> None:
        if caller.limits is not None and self._by_key[caller.name] >= caller.limits.streams:
            raise self._refusal(f"This key or link has {caller.limits.streams} {self._noun} open already")
        if self._by_address[address] >= self._most_of_address:
            raise self._refusal(f"This address has {self._most_of_address} {self._noun} open already")
        if self._by_key.total() >= self._most:
            raise self._refusal(f"The service has {self._most} {self._noun} open already")

    def _refusal(self, reason: str) -> Problem:
        return Problem(ProblemKind.TOO_MANY_STREAMS, f"{reason}, which is the limit.")
