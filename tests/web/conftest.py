"""One service and one browser for all tests of the page, and the videos that many of them look at."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.fakes.ports import reserved_port
from tests.web.pictures import PICTURES
from tests.web.site import Site
from tests.web.visiting import ARGUMENTS, CHROMIUM, PATIENCE_MILLISECONDS, Visits
from tests.whole.conftest import SHORT_SCRIPT
from tests.whole.customer import TEXT

# Checked before it runs, it seems fine.
BROKEN_SCRIPT = SHORT_SCRIPT.replace("Create(Circle(", "Create(Circle().turned_into_gold(")


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A service without keys."""
    with reserved_port() as port:
        site = Site(tmp_path_factory.mktemp("web") / "data", port)
        site.start()
        yield site
        site.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Of the package, not of the session: while it is open no other test can have an event loop."""
    assert CHROMIUM.exists(), "Chromium is missing: run scripts/setup_browser.sh."
    shutil.rmtree(PICTURES, ignore_errors=True)
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visits(browser: Browser, site: Site) -> Iterator[Visits]:
    """Visitors of the page; the test fails if a page did what no page may do."""
    visits = Visits(browser, site.url)
    yield visits
    visits.close()
    assert visits.witness.unexpected() == []


@pytest.fixture(scope="package")
def ended(site: Site) -> dict[str, dict[str, Any]]:
    """A video of two sections that is completed, and one that failed."""
    wishes = {"completed": {"prompt": TEXT}, "failed": {"prompt": "", "script": BROKEN_SCRIPT}}
    ids = {status: site.submit(**wish) for status, wish in wishes.items()}
    videos = {status: site.wait_for(video_id) for status, video_id in ids.items()}
    assert {status: video["status"] for status, video in videos.items()} == {each: each for each in ids}
    return videos


@pytest.fixture
def finished(ended: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return ended["completed"]


@pytest.fixture
def failed(ended: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return ended["failed"]
