"""What may happen while a video is made: the page is loaded anew, the service restarts, somebody cancels."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.web.site import MAKE_SECONDS, Site
from tests.web.visiting import Visits
from tests.whole.customer import LONG_TEXT, TEXT

pytestmark = pytest.mark.slow
MAKE_MILLISECONDS = MAKE_SECONDS * 1000
FOUR_PARTS = "\n\n".join(LONG_TEXT.split("\n\n")[:8])
LOST = "The connection is lost."
# What a browser says itself of a connection that is refused.
REFUSED = (
    r"ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|NETWORK_CHANGED)"
)


@pytest.fixture
def running(site: Site) -> Iterator[str]:
    """A video that is being rendered, and will be for long; deleted at the end."""
    video_id = site.submit(TEXT, quality="max")
    site.wait_for(video_id, {"rendering_video"})
    yield video_id
    site.forget(video_id)


def progress_of(page: Page) -> int:
    bar = page.get_by_role("progressbar", name="How much of the video is done")
    return int(bar.get_attribute("aria-valuenow") or 0)


def test_a_reload_and_a_restart_in_mid_run_show_nothing_wrong(visits: Visits, site: Site) -> None:
    video_id = site.submit(FOUR_PARTS)
    site.wait_for(video_id, {"rendering_video"})
    page = visits.open(f"/videos/{video_id}")
    expect(page.get_by_role("list", name="Steps").locator("[aria-current=step]")).to_contain_text("Pictures")
    before = progress_of(page)
    page.reload()
    expect(page.get_by_role("list", name="Steps").locator("[aria-current=step]")).to_contain_text("Pictures")
    assert progress_of(page) >= before
    visits.witness.expect(REFUSED)
    before = progress_of(page)
    site.stop()
    expect(page.get_by_text(LOST).first).to_be_visible()
    assert progress_of(page) >= before, "the last state that was told stays"
    expect(page.get_by_role("alert")).to_have_count(0)
    site.start()
    expect(page.get_by_text(LOST)).to_have_count(0, timeout=MAKE_MILLISECONDS)
    expect(page.locator("video")).to_be_attached(timeout=MAKE_MILLISECONDS)
    assert site.video(video_id)["generation"] == 1


def test_a_video_is_cancelled_after_a_question_and_made_after_all(
    visits: Visits, site: Site, running: str
) -> None:
    page = visits.open(f"/videos/{running}")
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Keep making it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel the video").click()
    expect(page.get_by_text("This video was cancelled.").first).to_be_visible(timeout=MAKE_MILLISECONDS)
    assert site.wait_for(running)["status"] == "cancelled"
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Cancel", exact=True)).to_be_visible()
    assert site.video(running)["generation"] == 2


def test_a_video_that_is_deleted_while_it_is_watched_is_told(
    visits: Visits, site: Site, running: str
) -> None:
    page = visits.open(f"/videos/{running}")
    expect(page.get_by_role("list", name="Steps")).to_be_visible()
    visits.witness.expect("410")
    site.forget(running)
    expect(page.get_by_role("alert")).to_contain_text("deleted", timeout=MAKE_MILLISECONDS)
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Videos").click()
    expect(page).to_have_url(f"{site.url}/videos")
