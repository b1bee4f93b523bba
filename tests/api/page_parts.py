"""What a page would load, what its policy lets it, and the files that `make setup` has built."""

from html.parser import HTMLParser
from pathlib import Path

from api.built_page import PAGE_FOLDER

AS_A_BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "gzip, deflate"}
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
BUILT = [path.relative_to(PAGE_FOLDER).as_posix() for path in sorted(PAGE_FOLDER.rglob("*"))]
FILES = [name for name in BUILT if Path(name).suffix in KINDS]


class Parts(HTMLParser):
    """The parts of a page's HTML: what it would load, and what it has written in itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        for name, value in attrs:
            if name in {"src", "href"} and value and not value.startswith("data:"):
                self.loaded.append(value)
            if name == "style" or name.startswith("on"):
                self.inline.append(f"{name}={value}")

    def handle_data(self, data: str) -> None:
        if self._inside in {"script", "style"} and data.strip():
            self.inline.append(data)


def policy_of(header: str) -> dict[str, str]:
    """The sources of a Content-Security-Policy by directive."""
    return dict(part.strip().split(" ", 1) for part in header.split(";"))
