"""Content that is in memory, sent in slices: a caller that reads nothing holds one, and not the whole."""

import hashlib
from collections.abc import AsyncIterator

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

SLICE_BYTES = 16 * 1024


def send_content(request: Request, content: bytes, media_type: str) -> Response:
    """The response with this content, or 304 if the caller has it already."""
    headers = {"Cache-Control": "no-cache", "ETag": _etag(content), "Content-Length": str(len(content))}
    if request.headers.get("if-none-match") == headers["ETag"]:
        del headers["Content-Length"]
        return Response(status_code=304, headers=headers)
    return StreamingResponse(_slices(content), headers=headers, media_type=media_type)


async def _slices(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), SLICE_BYTES):
        yield content[start : start + SLICE_BYTES]


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
