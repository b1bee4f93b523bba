"""Claims in the object store: they count the attempts at a video, and stop an outdated one."""

from dataclasses import dataclass

from contract.failure import FailureCode, PodreelError
from contract.names import claim_key, result_key, tombstone_key
from stores.objects.base import ObjectStore


@dataclass(frozen=True)
class AttemptClaim:
    """A generation of a video, as one attempt at it sees it."""

    objects: ObjectStore
    video_id: str
    generation: int

    async def require_current(self) -> None:
        """Raises PodreelError(superseded) if the video was deleted or has a newer generation."""
        following = self.generation + 1
        signs = {
            tombstone_key(self.video_id): "The video was deleted.",
            claim_key(self.video_id, following, 1): "A newer run is making this video.",
            result_key(self.video_id, following): "A newer run of this video has already ended.",
        }
        for key, told in signs.items():
            if await self.objects.head(key) is not None:
                raise PodreelError(FailureCode.SUPERSEDED, told)

    async def claim(self, max_attempts: int) -> int:
        """Claims the next attempt and returns its number, from 1.

        Raises PodreelError(attempts_spent) beyond the limit.
        """
        for attempt in range(1, max_attempts + 1):
            if await self.objects.create_once(claim_key(self.video_id, self.generation, attempt), b"{}"):
                return attempt
        raise PodreelError(
            FailureCode.ATTEMPTS_SPENT,
            f"This video was attempted {max_attempts} times without a result.",
        )
