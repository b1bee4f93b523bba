"""Who leads: one controller at a time acts, and the others wait until the lead is free."""

import asyncio

import structlog

from controller.cluster.base import Cluster

log = structlog.get_logger()
# Shorter than those wait who stop the service; without it the lead is free after the lease's own time.
_MAX_GIVING_BACK_SECONDS = 2.0


class Leadership:
    """The lease of the cluster under one holder's name."""

    def __init__(self, cluster: Cluster, holder: str, lease_seconds: float) -> None:
        self._cluster = cluster
        self._holder = holder
        self._lease_seconds = lease_seconds
        self._asking = asyncio.Lock()
        self._may_hold = False
        self.is_leader = False

    async def take(self) -> bool:
        """Takes or renews it; says whether we lead. Raises what the cluster raises."""
        # Of two requests at once the cluster would refuse one, and the leader would think that it is none.
        async with self._asking:
            self._may_hold = True  # also where the answer is lost
            self._may_hold = await self._cluster.lease(self._holder, self._lease_seconds)
        if self._may_hold is not self.is_leader:
            log.info("leadership", is_leader=self._may_hold)
        self.is_leader = self._may_hold
        return self.is_leader

    async def keep(self) -> None:
        """Renews it for ever, while a pass takes long."""
        while True:
            await asyncio.sleep(self._lease_seconds / 3)
            if self.is_leader:
                try:
                    await self.take()
                # An outermost loop: whatever one renewal meets, the controller goes on.
                except Exception as error:
                    self.is_leader = False
                    log.warning("lease_not_renewed", reason=str(error), kind=type(error).__name__)

    async def give_back(self) -> None:
        """The next leader need not wait. For who takes it no more; raises nothing, and soon gives up."""
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
