"""Finished files over HTTP: a fixed list of names, byte ranges, ETags, redirects to S3 where possible."""

import hashlib
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from api.backends import ApiBackends
from api.content import is_known
from api.problems import Problem, ProblemKind
from api.ranges import ByteRange, NoSuchRange, read_ranges
from contract.failure import PodreelError
from contract.names import PUBLIC_COMPANIONS, VIDEO, parse_sheet_name, public_key
from contract.origins import origin_of
from contract.record import VideoRecord
from contract.result import Completed
from contract.settings import StorageSettings
from stores.objects.base import ObjectStore
from stores.objects.failures import StoreUnavailable

# S3 does not ask us again: long enough for watching a video, short once access was revoked.
REDIRECT_SECONDS = 3_600
PIECE_BYTES = 2**18
# A browser that opens the file itself may play it, also inside another page.
SHOWN_ALONE = "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'"
_SECTION_PICTURE = re.compile(r"sections/[1-9]\d{0,2}\.jpg", re.ASCII)
CONTENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".mp4": "video/mp4",
        ".vtt": "text/vtt; charset=utf-8",
        ".srt": "application/x-subrip; charset=utf-8",
        ".md": "text/markdown; charset=utf-8",
        ".py": "text/plain; charset=utf-8",
        ".json": "application/json",
        ".jpg": "image/jpeg",
        ".m4a": "audio/mp4",
    }
)


def is_file_name(name: str) -> bool:
    """Whether a video may have a public file of this name."""
    is_picture = _SECTION_PICTURE.fullmatch(name) is not None or parse_sheet_name(name) is not None
    return name == VIDEO or name in PUBLIC_COMPANIONS or is_picture


@dataclass(frozen=True)
class StoredFile:
    """A stored file and its response headers, which include an ETag."""

    key: str
    size_bytes: int
    headers: Mapping[str, str]

    @property
    def etag(self) -> str:
        return self.headers["ETag"]

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[PurePosixPath(self.key).suffix]


async def send_file(
    request: Request, backends: ApiBackends, record: VideoRecord, name: str, *, is_download: bool
) -> Response:
    """The response with the file, or with the requested parts of it; raises Problem."""
    file = await _find(backends, record, name, is_download=is_download)
    if (answer := _without_body(request, file)) is not None:
        return answer
    if name == VIDEO and not is_download and _can_readers_reach(backends.settings.storage):
        # Only the large file: captions and pictures from another origin would need CORS in the page.
        link = await backends.objects.url(file.key, REDIRECT_SECONDS)
        return RedirectResponse(link, 307, headers={"Cache-Control": "no-store"})
    return await _send(backends.objects, file, _requested_ranges(request, file))


async def send_object(request: Request, objects: ObjectStore, file: StoredFile) -> Response:
    """The response with a file, or its requested parts, never as a redirect to S3; raises Problem."""
    answer = _without_body(request, file)
    return await _send(objects, file, _requested_ranges(request, file)) if answer is None else answer


async def redirect_origin(backends: ApiBackends) -> str:
    """The origin that readers of videos are redirected to; empty if they stay here."""
    if not _can_readers_reach(backends.settings.storage):
        return ""
    try:
        return origin_of(await backends.objects.url(VIDEO, REDIRECT_SECONDS))
    except PodreelError:  # no link can be made now: videos will say so themselves
        return ""


def etag_of(about: str) -> str:
    """An ETag that differs whenever `about` does."""
    return f'"{hashlib.sha256(about.encode()).hexdigest()[:32]}"'


async def _find(backends: ApiBackends, record: VideoRecord, name: str, *, is_download: bool) -> StoredFile:
    if not is_file_name(name):
        raise Problem(ProblemKind.NOT_FOUND, f"Videos have no file {name[:100]!r}.")
    key = public_key(record.video_id, name)
    facts = await backends.objects.head(key)
    if facts is None:
        raise Problem(
            ProblemKind.NOT_FOUND,
            f"The video has no {name} now; its status is {record.status}.",
            "Restore it from a backup, or submit the video again."
            if record.status.is_terminal
            else "Follow its events until it is completed.",
        )
    about = f"{record.video_id}/{record.generation}-{record.attempt}/{name}/{facts.size_bytes}"
    headers = {
        "ETag": etag_of(about),
        "Accept-Ranges": "bytes",
        "Content-Security-Policy": SHOWN_ALONE,
        "Cache-Control": "private, no-cache",
    }
    if is_download:
        headers["Content-Disposition"] = await _disposition(backends, record, name)
    return StoredFile(key, facts.size_bytes, headers)


def _without_body(request: Request, file: StoredFile) -> Response | None:
    """The response if the reader already has the file (304), or sent a HEAD request; else None."""
    if is_known(request.headers.get("if-none-match", ""), file.etag):
        return Response(status_code=304, headers=file.headers)
    if request.method == "HEAD":
        headers = {**file.headers, "Content-Length": str(file.size_bytes)}
        return Response(headers=headers, media_type=file.content_type)
    return None


def _can_readers_reach(storage: StorageSettings) -> bool:
    """Whether readers can open links to the bucket: at Amazon, or at a public address from the settings."""
    is_amazon = storage.s3_endpoint_url is None
    return storage.object_store == "s3" and (is_amazon or storage.s3_public_endpoint_url is not None)


def _requested_ranges(request: Request, file: StoredFile) -> tuple[ByteRange, ...]:
    """The parts to send; empty means the whole file."""
    header, condition = request.headers.get("range"), request.headers.get("if-range")
    if header is None or (condition is not None and condition.strip() != file.etag):
        return ()
    try:
        return read_ranges(header, file.size_bytes)
    except NoSuchRange as error:
        raise Problem(
            ProblemKind.RANGE_NOT_SATISFIABLE,
            f"The file has {file.size_bytes} bytes.",
            headers={"Content-Range": f"bytes */{file.size_bytes}"},
        ) from error


async def _send(objects: ObjectStore, file: StoredFile, ranges: tuple[ByteRange, ...]) -> Response:
    whole = ByteRange(0, file.size_bytes)
    if len(ranges) > 1:
        return _send_several(objects, file, ranges)
    part = ranges[0] if ranges else whole
    headers = {**file.headers, "Content-Length": str(part.size_bytes)}
    if ranges:
        headers["Content-Range"] = part.header(file.size_bytes)
    pieces = _pieces(objects, file.key, part)
    # Read before the response starts, while an error can still be reported.
    first = await anext(pieces, b"")
    status = 206 if ranges else 200
    return StreamingResponse(_joined(first, pieces), status, headers, file.content_type)


def _send_several(objects: ObjectStore, file: StoredFile, ranges: tuple[ByteRange, ...]) -> Response:
    boundary = secrets.token_hex(16)
    heads = [
        f"--{boundary}\r\nContent-Type: {file.content_type}\r\n"
        f"Content-Range: {part.header(file.size_bytes)}\r\n\r\n".encode()
        for part in ranges
    ]
    end = f"--{boundary}--\r\n".encode()

    async def body() -> AsyncIterator[bytes]:
        for head, part in zip(heads, ranges, strict=True):
            yield head
            async for piece in _pieces(objects, file.key, part):
                yield piece
            yield b"\r\n"
        yield end

    size = len(end) + sum(len(head) + part.size_bytes + 2 for head, part in zip(heads, ranges, strict=True))
    headers = {**file.headers, "Content-Length": str(size)}
    return StreamingResponse(body(), 206, headers, f"multipart/byteranges; boundary={boundary}")


async def _pieces(objects: ObjectStore, key: str, part: ByteRange) -> AsyncIterator[bytes]:
    """The bytes of a part, in pieces of at most PIECE_BYTES."""
    at = part.start
    while at < part.end:
        piece = await objects.read_range(key, at, min(PIECE_BYTES, part.end - at))
        if not piece:
            raise StoreUnavailable(f"{key} was removed from {objects.name} while it was being sent.")
        at += len(piece)
        yield piece


async def _joined(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece


async def _disposition(backends: ApiBackends, record: VideoRecord, name: str) -> str:
    result = await backends.results.of(record)
    title = result.title if isinstance(result, Completed) else ""
    title = " ".join(title.split())[:80] or record.video_id
    full = f"{title} - {PurePosixPath(name).name}" if name != VIDEO else f"{title}.mp4"
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", full)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(full, safe='')}"
