"""The web page at /: its addresses, its files, what a browser may do for it. Only its data need a key."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.backends import ApiBackends, backends_of
from api.built_page import INDEX, PLAIN, Files, PageFile, open_page
from api.content import send_content
from api.files import redirect_origin
from api.problems import Problem, ProblemKind

# 'unsafe-inline' for styles: components add them from scripts, to the page and to shadow roots.
# Images as data: with them the editor underlines faults.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "media-src 'self'{videos}; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# A name with a hash of its content never has other content.
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
# Below these a wrong address is a program's mistake, whatever else the program asks for.
NOT_THE_PAGES = frozenset({"api", "assets", "docs", "health", "metrics"})
router = APIRouter(include_in_schema=False)


@router.get("/")
@router.get("/index.html")
@router.get("/videos")
@router.get("/videos/{path:path}")
@router.get("/operations")
async def read_index(request: Request) -> Response:
    """The page, which shows what its address names."""
    files = await _files(request)
    if not files:
        raise Problem(
            ProblemKind.BAD_CONFIGURATION,
            "The web page was not built on this machine.",
            "Run `make setup` in the folder of Podreel's code, then load this again.",
        )
    return await _send_index(request, files)


@router.get("/assets/{name:path}")
async def read_asset(request: Request, name: str) -> Response:
    """A script or a style of the page."""
    return _send(request, _file(await _files(request), f"assets/{name}"), FOR_EVER)


@router.get("/sw.js")
async def read_service_worker(request: Request) -> Response:
    """What opens the page without a connection. A service worker takes its policy from its own answer."""
    policy = {"Content-Security-Policy": POLICY.format(videos="")}
    return _send(request, _file(await _files(request), "sw.js"), policy)


@router.get("/manifest.webmanifest")
@router.get("/icon.svg")
async def read_file(request: Request) -> Response:
    """What a browser installs the page with."""
    return _send(request, _file(await _files(request), request.url.path.removeprefix("/")), {})


class LostReaders:
    """Shows the page to a browser at an address that nothing has: it says so, and leads on."""

    def __init__(self, otherwise: ASGIApp) -> None:
        self._otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_a_readers(scope):
            request = Request(scope)
            if files := await _files(request):
                await (await _send_index(request, files, status=404))(scope, receive, send)
                return
        await self._otherwise(scope, receive, send)


def _is_a_readers(scope: Scope) -> bool:
    """Whether a person asks: programs ask for no HTML, and files have a dot in their names."""
    parts = scope["path"].removeprefix("/").split("/")
    is_the_pages = parts[0] not in NOT_THE_PAGES and "." not in parts[-1]
    wants_html = "text/html" in Headers(scope=scope).get("accept", "")
    return scope["method"] in {"GET", "HEAD"} and wants_html and is_the_pages


async def _files(request: Request) -> Files:
    return await asyncio.to_thread(open_page, backends_of(request).page_folder)


def _file(files: Files, name: str) -> PageFile:
    if (file := files.get(name)) is None:
        raise Problem(
            ProblemKind.NOT_FOUND,
            f"The web page has no file {name[:100]!r}.",
            "Load the page again: after an update of the service its files have other names.",
        )
    return file


async def _send_index(request: Request, files: Files, status: int = 200) -> Response:
    policy = await _policy(backends_of(request))
    return _send(request, _file(files, INDEX), {"Content-Security-Policy": policy}, status)


async def _policy(backends: ApiBackends) -> str:
    origin = await redirect_origin(backends)
    return POLICY.format(videos=f" {origin}" if origin else "")


def _send(request: Request, file: PageFile, more: dict[str, str], status: int = 200) -> Response:
    encoding, body = file.body_for(request.headers.get("accept-encoding", ""))
    headers = {"Vary": "Accept-Encoding", **more}
    if encoding != PLAIN:
        headers["Content-Encoding"] = encoding
    return send_content(request, body, file.content_type, headers, status)
