"""Probes for everyone, and metrics for whom the settings say; both without data about any video."""

from fastapi import APIRouter, Depends, Request, Response

from api.backends import backends_of
from api.connections.addresses import address_of
from api.dependencies import Bearer, Cookie, read_caller, read_operator
from api.health import check_accepting, check_health
from api.metrics import CONTENT_TYPE
from api.problems import Documented, Problem, ProblemKind, documented
from api.schemas.service import HealthAnswer, LivenessAnswer

router = APIRouter(tags=["health"])
_READY: Documented = {503: {"model": HealthAnswer, "description": "Videos can't be made or read now."}}
_ACCEPTING: Documented = {503: {"model": HealthAnswer, "description": "Requests can't be accepted now."}}
_METRICS: Documented = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": "podreel_queue_depth 0"}}},
    **documented(
        ProblemKind.UNAUTHORIZED, ProblemKind.FORBIDDEN, ProblemKind.NOT_FOUND, ProblemKind.RATE_LIMITED
    ),
}
_LIVE: Documented = {503: {"model": LivenessAnswer, "description": "The process should be restarted."}}


@router.get("/health/live", responses=_LIVE)
async def get_liveness(request: Request, response: Response) -> LivenessAnswer:
    """Liveness: whether this process responds and still gets updates from the cluster; if not, restart it."""
    if reason := backends_of(request).stale():
        response.status_code = 503
        return LivenessAnswer(status="stale", sentence=reason)
    return LivenessAnswer(status="live")


@router.get("/health/ready", responses=_READY)
async def get_readiness(request: Request, response: Response) -> HealthAnswer:
    """Readiness: whether videos can be accepted, made and read, and what to do about each part."""
    found = await check_health(backends_of(request))
    response.status_code = 200 if found.status == "ready" else 503
    return found


@router.get("/health/accepting", responses=_ACCEPTING)
async def get_acceptance(request: Request, response: Response) -> HealthAnswer:
    """Whether requests should be sent to this replica: it has reached all that it needs once, and can still
    accept videos.
    """
    found = await check_accepting(backends_of(request))
    response.status_code = 200 if found.status == "ready" else 503
    return found


async def may_read_metrics(request: Request, bearer: Bearer, cookie: Cookie) -> None:
    """Raises Problem(unauthorized), (forbidden), (rate_limited), or (not_found) if nobody may."""
    backends = backends_of(request)
    match backends.settings.service.metrics:
        case "none":
            raise Problem(
                ProblemKind.NOT_FOUND,
                "This service shows no metrics.",
                "Ask the operator to set PODREEL_METRICS.",
            )
        case "key":
            await read_operator(await read_caller(request, bearer, cookie))
        case "open":
            wait_seconds = await backends.metrics_limit.wait_seconds(address_of(request))
            if wait_seconds is not None:
                raise Problem(
                    ProblemKind.RATE_LIMITED,
                    f"This address read metrics {backends.options.metrics_per_minute} times within a minute.",
                    wait_seconds=wait_seconds,
                )


@router.get("/metrics", response_class=Response, responses=_METRICS, dependencies=[Depends(may_read_metrics)])
async def get_metrics(request: Request) -> Response:
    """Metrics for Prometheus: for an operator's key, or for everyone if `PODREEL_METRICS` is `open`."""
    backends = backends_of(request)
    return Response(backends.metrics.page(backends.facts), media_type=CONTENT_TYPE)
