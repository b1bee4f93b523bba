"""The same folder for those with a key only: signing in, and a link that opens one video without a key."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.site import OPERATOR, PUPIL, Site
from tests.web.visiting import Visits

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def keys(site: Site, ended: dict[str, dict[str, Any]]) -> Iterator[dict[str, str]]:
    """The keys by the names of their owners."""
    assert ended
    site.stop()
    site.start_with_keys()
    yield site.keys
    site.stop()
    site.keys.clear()
    site.start()


def sign_in(page: Page, key: str) -> None:
    page.get_by_label("Key", exact=True).fill(key)
    page.get_by_role("button", name="Sign in").click()


def test_a_wrong_key_is_told_and_the_right_one_opens_the_page_that_was_asked_for(
    visits: Visits, keys: dict[str, str], finished: dict[str, Any]
) -> None:
    visits.witness.expect("401")
    page = visits.open(f"/videos/{finished['video_id']}")
    sign_in(page, "podreel_wrong")
    expect(page.get_by_role("alert")).to_be_visible()
    sign_in(page, keys[OPERATOR])
    expect(page.locator("video")).to_be_attached()
    assert keys[OPERATOR] not in str(page.context.storage_state())
    page.reload()
    expect(page.locator("video")).to_be_attached()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


def test_a_user_does_not_see_the_operators_page(visits: Visits, keys: dict[str, str]) -> None:
    visits.witness.expect("40[13]")
    page = visits.open("/videos")
    sign_in(page, keys[PUPIL])
    expect(page.get_by_role("heading", level=1, name="Videos")).to_be_visible()
    expect(page.get_by_role("link", name="Operations")).to_have_count(0)
    page.goto("/operations")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Running")


def test_a_link_opens_one_video_in_another_browser_without_a_key_until_it_is_revoked(
    visits: Visits, keys: dict[str, str], finished: dict[str, Any]
) -> None:
    visits.witness.expect("40[1349]|410")
    page = visits.open(f"/videos/{finished['video_id']}")
    sign_in(page, keys[OPERATOR])
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Whom it is for").fill("Class 7b")
    dialog.get_by_role("button", name="Make a link").click()
    address = dialog.get_by_label("The new link").input_value()
    guest = visits.open(address)
    expect(guest.locator("video")).to_be_attached()
    guest.wait_for_function("() => document.querySelector('video').readyState >= 1")
    expect(guest.get_by_role("region", name="Transcript")).to_contain_text("A square has four equal sides.")
    expect(guest.get_by_role("button", name="Share")).to_have_count(0)
    with guest.expect_download() as begun:
        guest.get_by_role("link", name="Video (MP4)").click()
    assert begun.value.path().stat().st_size > 10_000
    dialog.get_by_role("button", name="Revoke the link “Class 7b”").click()
    expect(dialog.get_by_text("No link works now.")).to_be_visible()
    guest.reload()
    expect(guest.get_by_role("alert")).to_be_visible()
    expect(guest.locator("video")).to_have_count(0)
