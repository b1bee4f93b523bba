"""Content that is in memory, sent in slices: a caller that reads nothing holds one, and not the whole."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

SLICE_BYTES = 16 * 1024
NO_MORE: Mapping[str, str] = MappingProxyType({})


def send_content(
    request: Request, content: bytes, media_type: str, more: Mapping[str, str] = NO_MORE, status: int = 200
) -> Response:
    """The response with this content and `more` headers, or 304 if the caller has it already."""
    headers = {"Cache-Control": "no-cache", "ETag": _etag(content), **more}
    if status == 200 and is_known(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    headers["Content-Length"] = str(len(content))
    return StreamingResponse(_slices(content), status, headers, media_type)


def is_known(header: str, etag: str) -> bool:
    """Whether If-None-Match names this ETag, by weak comparison (RFC 9110, 13.1.2)."""
    tags = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    return etag in tags or "*" in tags


async def _slices(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), SLICE_BYTES):
        yield content[start : start + SLICE_BYTES]


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
