"""Voice samples."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.backends import backends_of
from api.dependencies import CallerDependency
from api.files import StoredFile, etag_of, send_object
from api.problems import Documented, Problem, ProblemKind, documented
from contract.catalogue import LANGUAGES, VOICES
from stores.objects.failures import StoreUnavailable

router = APIRouter(prefix="/voices/{name}", tags=["service"])
_SAMPLE: Documented = {
    200: {
        "content": {
            "audio/mp4": {"schema": {"type": "string", "format": "binary"}, "example": "(a sentence)"}
        }
    },
    206: {"description": "The parts requested by `Range`."},
    304: {"description": "The sample still has the ETag in `If-None-Match`."},
    **documented(ProblemKind.NOT_FOUND, ProblemKind.RANGE_NOT_SATISFIABLE),
}
Name = Annotated[str, Path(json_schema_extra={"enum": list(VOICES)})]
Language = Annotated[
    str,
    Query(description="A code that `GET /api/v1/config` lists.", json_schema_extra={"enum": list(LANGUAGES)}),
]


@router.get("/sample", response_class=StreamingResponse, responses=_SAMPLE)
async def get_voice_sample(
    request: Request, caller: CallerDependency, name: Name, language: Language = "en"
) -> Response:
    """A sentence in this voice. It is made at the first request, which takes seconds, and then stored."""
    return await _send(request, name, language)


@router.head("/sample", response_class=StreamingResponse, include_in_schema=False)
async def head_voice_sample(
    request: Request, caller: CallerDependency, name: Name, language: Language = "en"
) -> Response:
    """The headers that GET would send."""
    return await _send(request, name, language)


async def _send(request: Request, name: str, language: str) -> Response:
    if name not in VOICES:
        raise Problem(
            ProblemKind.NOT_FOUND,
            f"There is no voice {name[:100]!r}; choose one of {', '.join(VOICES)}.",
            "Choose one that `GET /api/v1/config` lists.",
        )
    if language not in LANGUAGES:
        raise Problem(
            ProblemKind.INVALID_REQUEST,
            f"Unknown language {language[:100]!r}; choose one of {', '.join(LANGUAGES)}.",
        )
    backends = backends_of(request)
    key = await backends.samples.key_of(name, language)
    facts = await backends.objects.head(key)
    if facts is None:
        raise StoreUnavailable(f"The sample of {name} was removed from {backends.objects.name}.")
    headers = {
        "ETag": etag_of(f"{key}/{facts.size_bytes}"),
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
    }
    return await send_object(request, backends.objects, StoredFile(key, facts.size_bytes, headers))
