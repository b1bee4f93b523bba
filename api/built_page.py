"""The files of the built web page, in memory, with the compressed bodies that the build wrote beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType

# Beside our packages, in a checkout and in the image alike.
PAGE_FOLDER = Path(__file__).parents[1] / "web" / "dist"
INDEX = "index.html"
PLAIN = "identity"
# The smallest first.
COMPRESSED: Mapping[str, str] = MappingProxyType({"br": ".br", "gzip": ".gz"})
CONTENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".webmanifest": "application/manifest+json",
        ".woff2": "font/woff2",
    }
)
_REFUSED = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*", re.ASCII)


@dataclass(frozen=True)
class PageFile:
    """A file of the page: its content by encoding, of which `identity` is always there."""

    content_type: str
    bodies: Mapping[str, bytes]

    def body_for(self, accept_encoding: str) -> tuple[str, bytes]:
        """The smallest body that a reader with this Accept-Encoding can read, after its encoding."""
        accepted = _accepted(accept_encoding)
        encoding = next((name for name in COMPRESSED if name in accepted and name in self.bodies), PLAIN)
        return encoding, self.bodies[encoding]


Files = Mapping[str, PageFile]
"""The page's files by path, such as `assets/index-1a2b3c.js`."""


def is_built(folder: Path) -> bool:
    """Whether there is a page to show."""
    return (folder / INDEX).exists()


def open_page(folder: Path) -> Files:
    """The files as they were built last; none if the page was not built."""
    try:
        built_at = (folder / INDEX).stat().st_mtime_ns
    except OSError:
        return MappingProxyType({})
    return _read(folder, built_at)


@lru_cache(maxsize=2)
def _read(folder: Path, built_at: int) -> Files:
    # Once for all readers: a file that is open for each would take a descriptor of each connection.
    contents = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    names = [name for name in contents if not name.endswith(tuple(COMPRESSED.values()))]
    return MappingProxyType({name: _file(name, contents) for name in names})


def _file(name: str, contents: Mapping[str, bytes]) -> PageFile:
    smaller = {code: contents[name + end] for code, end in COMPRESSED.items() if name + end in contents}
    content_type = CONTENT_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
    return PageFile(content_type, MappingProxyType({PLAIN: contents[name], **smaller}))


def _accepted(header: str) -> frozenset[str]:
    """The encodings that Accept-Encoding names and does not refuse (RFC 9110, 12.5.3)."""
    named = (part.partition(";") for part in header.lower().split(","))
    return frozenset(name.strip() for name, _, weight in named if not _REFUSED.fullmatch(weight))
