"""A finished video is edited in the page: what changed is made anew, and nothing that was typed is lost."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.site import MAKE_SECONDS, Site
from tests.web.visiting import Visits
from tests.whole.customer import TEXT

pytestmark = pytest.mark.slow
MAKE_MILLISECONDS = MAKE_SECONDS * 1000


def work_of(site: Site, video_id: str) -> dict[str, int]:
    """How often its run did what costs time, as its log tells."""
    events = [json.loads(line).get("event") for line in site.text(f"videos/{video_id}/logs").splitlines()]
    return {name: events.count(name) for name in ("beat_spoken", "section_rendered")}


def sentence(page: Page, section: int, number: int) -> Locator:
    region = page.get_by_role("region", name=f"Section {section}")
    return region.get_by_role("textbox", name=re.compile(f"^Sentence {number}"))


def test_one_edited_sentence_is_spoken_and_one_section_rendered(
    visits: Visits, site: Site, finished: dict[str, Any]
) -> None:
    page = visits.open(f"/videos/{finished['video_id']}")
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(sentence(page, 2, 1)).to_have_value("A circle has no corner at all.")
    sentence(page, 2, 1).fill("A circle has not a single corner.")
    expect(page.get_by_text("1 sentence is spoken anew.")).to_be_visible()
    expect(page.get_by_text("1 of 2 sections is rendered anew.")).to_be_visible()
    page.get_by_role("button", name="Make the new video").click()
    page.wait_for_url(lambda url: re.search(r"/videos/[0-9a-f-]{36}$", url) is not None)
    edit = page.url.rpartition("/")[2]
    assert edit != finished["video_id"]
    expect(page.locator("video")).to_be_attached(timeout=MAKE_MILLISECONDS)
    assert work_of(site, edit) == {"beat_spoken": 1, "section_rendered": 1}
    transcript = page.get_by_role("region", name="Transcript")
    expect(transcript).to_contain_text("A circle has not a single corner.")
    page.get_by_role("link", name="The video that this one was edited from").click()
    expect(transcript).to_contain_text("A circle has no corner at all.")


def test_the_second_of_two_editors_is_told_and_loses_nothing(
    visits: Visits, site: Site, finished: dict[str, Any]
) -> None:
    page = visits.open(f"/videos/{finished['video_id']}/edit")
    sentence(page, 1, 1).fill("A square has four sides, all of them equal.")
    told = site.ask("GET", f"videos/{finished['video_id']}/explanation")
    theirs = told["markdown"].replace("no corner", "no corners")
    other = site.submit(TEXT, explanation=theirs, edited_from=finished["video_id"], quality="max")
    page.get_by_role("button", name="Make the new video").click()
    expect(page.get_by_text("This video was edited elsewhere").first).to_be_visible()
    expect(sentence(page, 1, 1)).to_have_value("A square has four sides, all of them equal.")
    page.get_by_role("button", name="Make the new video").click()
    page.wait_for_url(lambda url: re.search(r"/videos/[0-9a-f-]{36}$", url) is not None)
    for video_id in (page.url.rpartition("/")[2], other):
        site.forget(video_id)
    visits.witness.expect("410")


def test_a_fault_in_the_script_is_underlined_and_told(visits: Visits, finished: dict[str, Any]) -> None:
    page = visits.open(f"/videos/{finished['video_id']}/edit")
    page.get_by_role("tab", name="Pictures").click()
    editor = page.get_by_role("textbox", name=re.compile("^Code of"))
    editor.first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nthis is no line of Python\n")
    expect(page.locator(".cm-lintRange-error").first).to_be_visible()
    expect(page.get_by_text("Error:").first).to_be_visible()
    expect(page.get_by_text("this video will most likely fail")).to_be_visible()


def test_what_was_typed_is_there_again_after_a_reload(visits: Visits, finished: dict[str, Any]) -> None:
    page = visits.open(f"/videos/{finished['video_id']}/edit")
    sentence(page, 1, 1).fill("A square has four corners.")
    expect(page.get_by_text("1 sentence is spoken anew.")).to_be_visible()
    page.wait_for_timeout(1_000)  # drafts are kept a moment after the last key
    page.on("dialog", lambda dialog: dialog.accept())  # the browser's own question
    page.reload()
    expect(sentence(page, 1, 1)).to_have_value("A square has four corners.")
