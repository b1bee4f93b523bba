"""The web page in Debian's Chromium: what it loads first, and how quick it stays. `python -m bench.web`.

A real `podreel up` with keys serves the built page; nothing is rendered meanwhile (`bench/serving.py`).
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from bench.known_videos import make_known
from bench.serving import HELD, Up, hold_the_slot, serving
from tests.web.accessibility import violations
from tests.web.visiting import ARGUMENTS, CHROMIUM

LOADS, KNOWN = 5, 5_000
# As Lighthouse slows a desktop's processor down to a telephone's.
SLOWER = 4
PAGES = ("/", "/videos", "/operations")
# Ten minutes of a runner's reports, of which it writes one every two seconds.
REPORTS, PERIOD_SECONDS = 300, 0.1
MIB = 1024 * 1024
_OBSERVE = """
globalThis.figures = { paint: 0, blocked: 0, delays: [] };
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) figures.paint = each.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) figures.blocked += Math.max(0, each.duration - 50);
}).observe({ type: "longtask", buffered: true });
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (each.interactionId) figures.delays.push(each.duration);
}).observe({ type: "event", durationThreshold: 16, buffered: true });
"""
_LOADED = """
() => {
  const files = performance.getEntriesByType("resource").filter((each) => /\\.(js|css)$/.test(each.name));
  const sum = (end) =>
    files.filter((each) => each.name.endsWith(end)).reduce((all, each) => all + each.encodedBodySize, 0);
  return { scripts: sum(".js"), styles: sum(".css"), files: files.length };
}
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="podreel-") as folder:
        make_known(Path(folder) / "data", KNOWN)
        with serving(Path(folder) / "data") as up, _browser() as browser:
            _wait_until_listed(up)
            hold_the_slot(up)
            _tell("first load", _first_load(browser, up))
            _tell("crowded library", _library(browser, up))
            _tell("ten minutes of events", _events(browser, up))
            _tell("axe", _axe(browser, up))


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def _visitor(browser: Browser, up: Up) -> Iterator[BrowserContext]:
    """A context of somebody who is signed in, whose pages note their figures."""
    context = browser.new_context(
        base_url=up.origin, viewport={"width": 1280, "height": 800}, service_workers="block"
    )
    context.add_init_script(_OBSERVE)
    answer = context.request.post("/api/v1/session", data={"key": up.operator_key})
    if not answer.ok:
        raise SystemExit(f"signing in is answered with {answer.status}: {answer.text()}")
    yield context
    context.close()


def _first_load(browser: Browser, up: Up) -> dict[str, object]:
    """Compressed bytes, largest contentful paint, and total blocking time of `/` with an empty cache."""
    figures: dict[str, object] = {}
    for name, rate in (("", 1), ("_slower", SLOWER)):
        loads = [_load_once(browser, up, rate) for _ in range(LOADS)]
        for key in ("paint", "blocked"):
            figures[f"{key}{name}_ms"] = round(statistics.median(load[key] for load in loads))
    last = loads[-1]
    return {
        "scripts_bytes": last["scripts"],
        "styles_bytes": last["styles"],
        "files": last["files"],
        **figures,
        "slower": SLOWER,
        "loads": LOADS,
    }


def _load_once(browser: Browser, up: Up, rate: int) -> dict[str, float]:
    with _visitor(browser, up) as context:
        page = context.new_page()
        _debugger(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
        page.goto("/")
        page.get_by_role("textbox").first.wait_for()
        page.wait_for_timeout(1_000)
        seen: dict[str, float] = page.evaluate("() => figures")
        return {**seen, **page.evaluate(_LOADED)}


def _library(browser: Browser, up: Up) -> dict[str, object]:
    """The longest delays between an action and the next frame in a list of thousands, scrolled to its end."""
    with _visitor(browser, up) as context:
        page = context.new_page()
        page.goto("/videos")
        page.get_by_role("listitem").first.wait_for()
        began = time.monotonic()
        scrolled = _scroll_to_the_end(page)
        seconds = time.monotonic() - began
        page.evaluate("() => scrollTo(0, 0)")
        page.get_by_role("searchbox").press_sequentially("odd numbers", delay=80)
        page.wait_for_timeout(1_500)
        seen = page.evaluate("() => figures")
        return {
            "videos": KNOWN,
            "scrolled_pixels": scrolled,
            "seconds_to_the_end": round(seconds, 1),
            "elements": page.evaluate("() => document.querySelectorAll('*').length"),
            "interactions": len(seen["delays"]),
            "delay_ms_most": max(seen["delays"], default=0),
            "delay_ms_median": round(statistics.median(seen["delays"] or [0])),
            "blocked_ms": round(seen["blocked"]),
            "heap_mib": _heap_mib(_debugger(page)),
        }


def _scroll_to_the_end(page: Page) -> int:
    """Down until the page grows no more; the height then."""
    height, still = 0, 0
    while still < 5:
        page.keyboard.press("End")
        page.wait_for_timeout(150)
        now = int(page.evaluate("() => document.documentElement.scrollHeight"))
        still = still + 1 if now == height else 0
        height = now
    return height


def _events(browser: Browser, up: Up) -> dict[str, object]:
    """Memory of the page of a video before and after as many events as ten minutes bring, sent faster."""
    with up.client() as client:
        video_id = client.post(f"{up.url}/videos", json=HELD).raise_for_status().json()["video_id"]
    with _visitor(browser, up) as context:
        page = context.new_page()
        page.goto(f"/videos/{video_id}")
        page.get_by_role("heading", level=1).wait_for()
        debugger = _debugger(page)
        _report(up, video_id, 20)
        before = _memory(debugger)
        _report(up, video_id, REPORTS)
        page.get_by_text(f"Section {REPORTS}").first.wait_for()
        after = _memory(debugger)
        return {
            "events": REPORTS,
            "as_in_minutes": 10,
            "sent_in_seconds": round(REPORTS * PERIOD_SECONDS),
            **{f"{key}_before": value for key, value in before.items()},
            **{f"{key}_after": value for key, value in after.items()},
        }


def _report(up: Up, video_id: str, count: int) -> None:
    command = [
        sys.executable,
        "-m",
        "bench.reports",
        up.redis_url,
        str(count * PERIOD_SECONDS),
        str(PERIOD_SECONDS),
    ]
    subprocess.run(command, input=video_id, text=True, check=True, capture_output=True)


def _axe(browser: Browser, up: Up) -> dict[str, object]:
    """Breaches of WCAG 2.2 AA and good practice; the tests look at more pages, in each theme."""
    found: dict[str, object] = {}
    with _visitor(browser, up) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(path)
            page.get_by_role("heading", level=1).wait_for()
            page.wait_for_timeout(1_000)
            found[path] = len(violations(page))
    return found


def _debugger(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def _memory(debugger: CDPSession) -> dict[str, float]:
    """What is still used after everything that is not was thrown away."""
    debugger.send("Performance.enable")
    heap = _heap_mib(debugger)
    metrics = {each["name"]: each["value"] for each in debugger.send("Performance.getMetrics")["metrics"]}
    return {"heap_mib": heap, "nodes": metrics["Nodes"], "listeners": metrics["JSEventListeners"]}


def _heap_mib(debugger: CDPSession) -> float:
    debugger.send("HeapProfiler.collectGarbage")
    used = debugger.send("Runtime.getHeapUsage")
    return round(float(used["usedSize"]) / MIB, 1)


def _wait_until_listed(up: Up) -> None:
    """Until the service knows all videos, whose records it makes anew from their files."""
    until = time.monotonic() + 120
    with up.client() as client:
        while client.get(f"{up.url}/videos", params={"limit": 1}).json().get("total") != KNOWN:
            if time.monotonic() > until:
                raise SystemExit("the service does not know all videos in time")
            time.sleep(1)


def _tell(measurement: str, figures: dict[str, object]) -> None:
    load = round(os.getloadavg()[0], 1)
    print(json.dumps({"measurement": f"web: {measurement}", **figures, "load": load}), flush=True)


if __name__ == "__main__":
    main()
