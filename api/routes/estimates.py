"""What a submission would become, before it is made."""

import asyncio

from fastapi import APIRouter, Request

from api.backends import backends_of
from api.dependencies import CallerDependency
from api.estimates import Span, Unknown, asked_links, estimate_cost, estimate_seconds
from api.prices import price_of
from api.problems import documented
from api.schemas.config import UsdRange
from api.schemas.estimates import EstimateAnswer, SecondsRange
from api.schemas.videos import VideoSubmission
from api.submissions import settle_submission
from contract.questions import is_spoken_as_written, kind_of
from contract.settings import Settings
from contract.submission import SettledRequest
from contract.voice_engines import engine_for

router = APIRouter(tags=["videos"])


@router.post("/estimate", responses=documented())
async def estimate_video(
    request: Request, submission: VideoSubmission, caller: CallerDependency
) -> EstimateAnswer:
    """What a submission would become, its length and cost. It is checked like one, and nothing is stored."""
    backends = backends_of(request)
    settled = await settle_submission(submission, backends, caller)
    # In a thread, because the first estimate reads the prices.
    return await asyncio.to_thread(_describe, settled, backends.settings)


def _describe(settled: SettledRequest, settings: Settings) -> EstimateAnswer:
    wanted, limit = settled.request, settings.limits.cost_limit_usd
    seconds, cost = estimate_seconds(wanted), estimate_cost(wanted, settings, price_of)
    return EstimateAnswer(
        kind=kind_of(wanted),
        is_spoken_as_written=is_spoken_as_written(wanted),
        model=wanted.model,
        decided=settled.decided,
        links=asked_links(wanted, settings),
        language=wanted.language,
        voice=wanted.voice,
        engine=engine_for(wanted.voice, wanted.language, settings),
        seconds=SecondsRange.of(seconds.low, seconds.high) if isinstance(seconds, Span) else None,
        seconds_note=seconds.reason if isinstance(seconds, Unknown) else "",
        cost_usd=UsdRange.of(cost.low, cost.high) if isinstance(cost, Span) else None,
        cost_note=cost.reason if isinstance(cost, Unknown) else "",
        cost_limit_usd=limit,
        may_reach_cost_limit=isinstance(cost, Span) and cost.high > limit,
        notes=settled.notes,
    )
