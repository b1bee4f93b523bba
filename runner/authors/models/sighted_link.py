"""A link that gets the pictures which its model can take, and is asked once more if it refuses them."""

from collections.abc import Sequence

import structlog

from contract.catalogue import provider_of
from runner.authors.models.base import Completion, Prompt, ShownPicture
from runner.authors.models.chain import Link
from runner.authors.models.pictures import (
    PictureLimits,
    keep_pictures,
    pictures_of,
    within,
    without_pictures,
)
from runner.authors.models.vendors.errors import CallFailed, FailureKind

log = structlog.get_logger()


class SightedLink:
    """A Link. `limits` are those of its vendor; None if its model sees no pictures.

    A completion for a prompt with pictures tells how many were shown, and why others were not.
    """

    def __init__(self, link: Link, limits: PictureLimits | None) -> None:
        self._link = link
        self._limits = limits
        self._refused: dict[tuple[ShownPicture, ...], str] = {}

    @property
    def name(self) -> str:
        return self._link.name

    async def complete_once(self, prompt: Prompt) -> Completion:
        """Makes one call, or two if the pictures of the first are refused. Raises CallFailed."""
        pictures = pictures_of(prompt)
        if not pictures:
            return await self._link.complete_once(prompt)
        if self._limits is None:
            return await self._ask_blindly(prompt, _why_blind(self.name))
        if reason := self._refused.get(pictures):
            return await self._ask_blindly(prompt, reason)
        taken = within(self._limits, pictures)
        try:
            completion = await self._link.complete_once(keep_pictures(prompt, taken))
        except CallFailed as error:
            if error.kind is not FailureKind.REJECTED or not any(taken):
                raise
            return await self._ask_again(prompt, error)
        return completion.model_copy(update={"pictures": sum(taken), "unseen": self._too_much(taken)})

    async def _ask_blindly(self, prompt: Prompt, reason: str) -> Completion:
        completion = await self._link.complete_once(without_pictures(prompt))
        return completion.model_copy(update={"unseen": (reason,)})

    async def _ask_again(self, prompt: Prompt, refusal: CallFailed) -> Completion:
        """Asks without the pictures, which were to blame unless that is rejected, too."""
        pictures = pictures_of(prompt)
        # Before the call: should it have to be repeated, the pictures are not sent again.
        self._refused[pictures] = refusal.message.rstrip(".")
        try:
            completion = await self._ask_blindly(prompt, self._refused[pictures])
        except CallFailed as error:
            if error.kind is FailureKind.REJECTED:
                self._refused.pop(pictures, None)
            raise
        log.warning("pictures_refused", model=self.name, reason=refusal.message)
        return completion.model_copy(update={"tries": completion.tries + 1})

    def _too_much(self, taken: Sequence[bool]) -> tuple[str, ...]:
        missing = len(taken) - sum(taken)
        whole = f"{missing} of {len(taken)} pictures are too many, too large or unreadable for {self.name}"
        return (whole,) if missing else ()


def _why_blind(link: str) -> str:
    if provider_of(link) == "server":
        return f"{link} is not known to see any; if it does, name it in MODEL_SERVER_SEES"
    return f"{link} sees none"
