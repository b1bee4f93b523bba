"""A text is asked for, watched while it is made, played to its end, and downloaded: all in the page."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.site import MAKE_SECONDS, Site
from tests.web.visiting import Visits
from tests.whole.customer import TEXT

pytestmark = pytest.mark.slow
MAKE_MILLISECONDS = MAKE_SECONDS * 1000
# Whatever was ever shown, also between two looks of this test.
NOTE_PROGRESS = """
() => {
  globalThis.shown = [];
  const note = () => {
    const bar = document.querySelector("[role=progressbar]");
    if (bar) shown.push(Number(bar.getAttribute("aria-valuenow")));
  };
  new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
  note();
}
"""


def test_a_text_is_asked_for_watched_played_and_downloaded(visits: Visits, site: Site) -> None:
    page = visits.open("/")
    ask(page, TEXT)
    page.wait_for_url(re.compile(r"/videos/[0-9a-f-]{36}$"))
    video_id = page.url.rpartition("/")[2]
    page.evaluate(NOTE_PROGRESS)
    expect(page.get_by_role("list", name="Steps")).to_be_visible()
    expect(page.get_by_text("A square has four equal sides.").first).to_be_visible(timeout=MAKE_MILLISECONDS)
    expect(page.locator("video")).to_be_attached(timeout=MAKE_MILLISECONDS)
    shown = page.evaluate("() => shown")
    assert shown == sorted(shown)
    video = site.video(video_id)
    assert (video["status"], video["request"]["quality"]) == ("completed", "draft")
    play_to_the_end(page)
    download(page, video)


def ask(page: Page, text: str) -> None:
    """Asks for the text as a draft."""
    page.get_by_role("textbox", name="Your question or text").fill(text)
    page.get_by_role("button", name=re.compile("^Choices")).click()
    page.get_by_label("Quality").select_option("draft")
    page.get_by_role("button", name="Make the video").click()


def play_to_the_end(page: Page) -> None:
    """By the player's own button; the transcript follows, and leads back to the beginning."""
    page.get_by_role("button", name=re.compile("^play", re.IGNORECASE)).first.click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.5")
    transcript = page.get_by_role("region", name="Transcript")
    expect(transcript.get_by_role("button", name="A circle has no corner at all.")).to_have_attribute(
        "aria-current", "true", timeout=MAKE_MILLISECONDS
    )
    page.wait_for_function("() => document.querySelector('video').ended", timeout=MAKE_MILLISECONDS)
    transcript.get_by_role("button", name="A square has four equal sides.").click()
    page.wait_for_function("() => document.querySelector('video').currentTime < 5")


def download(page: Page, video: dict[str, Any]) -> None:
    sizes = {file["name"]: file["size_bytes"] for file in video["files"]}
    for label, name in (("Video (MP4)", "video.mp4"), ("Captions (WebVTT)", "captions.vtt")):
        with page.expect_download() as begun:
            page.get_by_role("link", name=label).click()
        assert begun.value.path().stat().st_size == sizes[name]
        assert begun.value.suggested_filename.endswith(name[-4:])


def test_the_choices_of_the_last_time_are_there_again(visits: Visits) -> None:
    page = visits.open("/")
    page.get_by_role("button", name=re.compile("^Choices")).click()
    page.get_by_label("Quality").select_option("draft")
    page.get_by_label("Colours of the video").get_by_text("Light").click()
    page.reload()
    told = page.get_by_role("button", name=re.compile("^Choices"))
    expect(told).to_contain_text("Draft")
    expect(told).to_contain_text("Light")


def test_what_is_missing_for_a_question_is_said_before_the_click(visits: Visits) -> None:
    # The estimate refuses the question, and the browser itself tells that of each refusal.
    visits.witness.expect("422.*/estimate")
    page = visits.open("/")
    expect(page.get_by_text("No model is set up here").first).to_be_visible()
    page.get_by_role("textbox", name="Your question or text").fill("How do tides come about?")
    expect(page.get_by_role("button", name="Speak my words as they are").first).to_be_visible()
