"""What axe-core and a narrow window find wrong with a page."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
# What is read has to have ended its movement: axe would measure the contrast of half-transparent words.
_STILL = "() => Promise.allSettled(document.getAnimations().map((each) => each.finished))"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """
(tags) => axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] })
"""
_TOO_WIDE = """
async () => {
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((each) => each.getBoundingClientRect().right > width + 1)
    .map((each) => each.outerHTML.slice(0, 160));
}
"""


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule of WCAG 2.2 AA, or of good practice."""
    page.evaluate(_source())  # as a debugger does: the page's own policy allows no such script
    found: dict[str, Any] = page.evaluate(_RUN, _RULES)
    return [
        f"{rule['id']}: {node['html'][:160]}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def wait_until_still(page: Page) -> None:
    page.evaluate(_STILL)


def too_wide(page: Page) -> list[str]:
    """Elements that make the page scroll sideways."""
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found


@cache
def _source() -> str:
    return _AXE.read_text(encoding="utf-8")
