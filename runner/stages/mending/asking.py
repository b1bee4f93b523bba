"""Asks the author to mend a part, or to review all of it, within the video's cost limit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from contract.failure import FailureCode, PodreelError
from runner.script.examiner import Inquiry
from runner.script.repair.attempts import Attempts
from runner.stages.mending.trials import DraftTrials


@asynccontextmanager
async def within_the_limit(trials: DraftTrials) -> AsyncIterator[None]:
    """Ends the work within when the cost limit is reached, and keeps the draft as it is, with a note."""
    try:
        yield
    except PodreelError as error:
        if error.code is not FailureCode.COST_USED_UP:
            raise
        trials.notes.append(f"The script was used as it was by then: {error.detail}")


async def ask_to_mend(trials: DraftTrials, inquiry: Inquiry, attempts: Attempts) -> str | None:
    """The author's new source; None if it gives none. Raises PodreelError as `Author.mend` does."""
    fault = await trials.run.examiner.examine(inquiry)
    return await trials.run.author.mend(
        trials.order, trials.draft, fault, asks_stronger=attempts.asks_stronger
    )
