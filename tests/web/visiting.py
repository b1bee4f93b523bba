"""Opens pages in a real browser, each visitor in a context of their own."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.pictures import PICTURES
from tests.web.witness import Witness

CHROMIUM = Path("/usr/bin/chromium")
# As root, in a container, Chromium cannot make a sandbox of its own; it opens nothing but our pages.
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage")
PATIENCE_MILLISECONDS = 15_000
LOOKS = ("light", "dark", "contrast")
_CHOOSE = """
([look, language]) => {
  if (location.protocol === "about:") return;
  localStorage.setItem("podreel.look", JSON.stringify(look));
  localStorage.setItem("podreel.language", language);
}
"""


@dataclass
class Visits:
    """The visitors of one test."""

    browser: Browser
    url: str
    witness: Witness = field(default_factory=Witness)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self, path: str = "/", *, look: str = "dark", language: str = "en", width: int = 1280, **more: Any
    ) -> Page:
        """The page at this address, for a visitor whom nobody knows yet."""
        context = self.browser.new_context(
            base_url=self.url,
            viewport={"width": width, "height": 800},
            accept_downloads=True,
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        context.add_init_script(f"({_CHOOSE})({json.dumps([look, language])})")
        self.witness.watch(context)
        self._contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def take_picture(page: Page, name: str) -> None:
    """Kept for people to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
