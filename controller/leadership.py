"""Leader election: one controller acts at a time; the others wait for the lease."""

import asyncio

import structlog

from controller.cluster.base import Cluster

log = structlog.get_logger()
# Shorter than a service stop may take. If it fails, the lease expires by itself.
_MAX_GIVING_BACK_SECONDS = 2.0


class Leadership:
    """Takes, renews and releases the cluster's lease for one holder."""

    def __init__(self, cluster: Cluster, holder: str, lease_seconds: float) -> None:
        self._cluster = cluster
        self._holder = holder
        self._lease_seconds = lease_seconds
        self._asking = asyncio.Lock()
        self._may_hold = False
        self.is_leader = False

    async def take(self) -> bool:
        """Takes or renews the lease; returns whether this is the leader. Raises what the cluster raises."""
        # Of two requests at once the cluster would refuse one, and the leader would believe that it had lost.
        async with self._asking:
            self._may_hold = True  # even if the answer is lost
            self._may_hold = await self._cluster.lease(self._holder, self._lease_seconds)
        if self._may_hold is not self.is_leader:
            log.info("leadership", is_leader=self._may_hold)
        self.is_leader = self._may_hold
        return self.is_leader

    async def keep(self) -> None:
        """Renews the lease forever, so that a long pass does not lose it."""
        while True:
            await asyncio.sleep(self._lease_seconds / 3)
            if self.is_leader:
                try:
                    await self.take()
                # An outermost loop: no failed renewal may end the controller.
                except Exception as error:
                    self.is_leader = False
                    log.warning("lease_not_renewed", reason=str(error), kind=type(error).__name__)

    async def give_back(self) -> None:
        """Releases the lease, so that the next leader need not wait for it to expire.

        Call it only after the last `take`. Raises nothing and gives up after 2 seconds.
        """
        self.is_leader = False
        if not self._may_hold:
            return
        try:
            async with asyncio.timeout(_MAX_GIVING_BACK_SECONDS), self._asking:
                await self._cluster.lease(self._holder, 0)
        except Exception as error:
            log.info("lead_not_given_back", reason=str(error), kind=type(error).__name__)
        else:
            self._may_hold = False
            log.info("lead_given_back")
