"""Builds the API's ASGI application."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api import docs_page, web_page
from api.backends import ApiBackends
from api.body_limit import BodyLimit
from api.dependencies import admit_upload
from api.failed_attempts import FailedAttempts
from api.methods import HeadAndOptions
from api.middleware import EveryAnswer, RequestChecks, UnhandledErrors, check_host, only_this_machine
from api.openapi import describe, operation_id
from api.origins import AllowedOrigins, OriginCheck
from api.problems import ProblemKind, documented, install_problems
from api.routes import config, estimates, health, links, operations, reading, scripts, session, videos, voices

DESCRIPTION = """Turns questions into narrated, animated videos. Submit with `POST /api/v1/videos`, follow
with `GET /api/v1/videos/{video_id}/events`, download with `GET /api/v1/videos/{video_id}/files/video.mp4`.

**Events** are server-sent; their data is a `StreamEvent`. A stream ends with `end`: close an `EventSource`
then. After a retry open another one, which tells of the new run only, with the next `generation`.

**Every error** is an RFC 9457 problem document with a stable `code` and a `next_step`. If fields of the
request are wrong, `errors` names them all, each with its path, a sentence and a code."""
EXPOSED = ["Location", "Retry-After", "ETag", "Content-Range", "X-Request-Id"]


def create_app(backends: ApiBackends) -> FastAPI:
    """The API on these backends, as an ASGI application."""
    app = FastAPI(
        title="Podreel",
        version="1",
        description=DESCRIPTION,
        lifespan=_lifespan,
        redirect_slashes=False,
        docs_url=None,
        openapi_url=None,
        redoc_url=None,
        generate_unique_id_function=operation_id,
    )
    app.state.backends = backends
    backends.metrics.watch_keys(lambda: bool(backends.access.fault))
    install_problems(app)
    _guard(app, backends)
    routes = APIRouter(
        prefix="/api/v1",
        responses=documented(
            ProblemKind.UNAUTHORIZED,
            ProblemKind.FORBIDDEN,
            ProblemKind.RATE_LIMITED,
            ProblemKind.INTERNAL,
            ProblemKind.UNAVAILABLE,
        ),
    )
    for module in (config, session, estimates, videos, links, reading, scripts, voices, operations):
        routes.include_router(module.router)
    app.include_router(routes)
    app.include_router(health.router)
    app.include_router(docs_page.router)
    app.include_router(web_page.router)
    app.router.default = web_page.LostReaders(app.router.default)
    describe(app)
    return app


def _guard(app: FastAPI, backends: ApiBackends) -> None:
    """Adds the middleware, the innermost first."""
    options, service = backends.options, backends.settings.service
    app.add_middleware(HeadAndOptions)
    app.add_middleware(
        BodyLimit, max_bytes=options.max_body_bytes, seconds=options.body_seconds, admit=admit_upload
    )
    app.add_middleware(FailedAttempts, per_minute=options.failed_per_minute)
    app.add_middleware(UnhandledErrors)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=service.cors_origins,
        allow_methods=["GET", "HEAD", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID", "Range"],
        expose_headers=EXPOSED,
        allow_credentials=True,
    )
    app.add_middleware(OriginCheck, allowed=AllowedOrigins(service.cors_origins, service.public_url))
    if backends.access.is_keyless:
        app.add_middleware(RequestChecks, check=only_this_machine)
    app.add_middleware(RequestChecks, check=check_host)
    app.add_middleware(EveryAnswer, metrics=backends.metrics)


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    backends: ApiBackends = app.state.backends
    watch = asyncio.create_task(backends.metrics.watch_loop())
    try:
        yield
    finally:
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)
        await backends.samples.close()
        await backends.request_limit.close()
