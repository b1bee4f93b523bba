"""What holds for every page: each theme, from 320 px on, by keyboard, in German, and from right to left."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.accessibility import too_wide, violations, wait_until_still
from tests.web.site import Site
from tests.web.visiting import LOOKS, Visits, take_picture
from tests.whole.customer import LONG_TEXT

pytestmark = pytest.mark.slow
WIDTHS = (320, 390, 1280, 3840)
# Addresses by name, and what shows that all of a page is there.
PLACES = {
    "ask": ("/", "textbox"),
    "library": ("/videos", "listitem"),
    "making": ("/videos/{running}", "progressbar"),
    "failed": ("/videos/{failed}", "alert"),
    "watch": ("/videos/{completed}", "main >> region"),
    "mend": ("/videos/{completed}/edit", "main >> textbox"),
    "operations": ("/operations", "main >> heading"),
    "lost": ("/nowhere", "heading"),
}
ARABIC = "المثلث القائم له زاوية قائمة واحدة. مربع الوتر يساوي مجموع مربعي الضلعين الآخرين."
SKIP = "Skip to the content"


@pytest.fixture(scope="module")
def running(site: Site) -> Iterator[str]:
    """A video that is being rendered as long as these tests look at it."""
    video_id = site.submit(LONG_TEXT, quality="max")
    site.wait_for(video_id, {"rendering_video"})
    yield video_id
    site.forget(video_id)


@pytest.fixture
def ids(ended: dict[str, dict[str, Any]], running: str) -> dict[str, str]:
    return {"running": running, **{name: video["video_id"] for name, video in ended.items()}}


def open_place(visits: Visits, name: str, ids: dict[str, str], **more: Any) -> Page:
    path, sign = PLACES[name]
    if name == "lost":
        visits.witness.expect("404")
    page = visits.open(path.format(**ids), **more)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    role = sign.rpartition(" ")[2]
    within = page.get_by_role("main") if sign.startswith("main") else page
    expect(within.get_by_role(role).first).to_be_visible()  # type: ignore[arg-type] # a role of PLACES
    return page


def assert_none(faults: list[str], where: str) -> None:
    assert not faults, "\n".join([where, *faults])


@pytest.mark.parametrize("name", PLACES)
def test_a_page_breaks_no_rule_of_access_in_any_theme(name: str, visits: Visits, ids: dict[str, str]) -> None:
    page = open_place(visits, name, ids)
    for look in LOOKS:
        page.get_by_label("Colours", exact=True).select_option(look)
        wait_until_still(page)
        assert_none(violations(page), look)
        take_picture(page, f"{name}-{look}")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", PLACES)
def test_a_page_does_not_scroll_sideways(
    name: str, language: str, visits: Visits, ids: dict[str, str]
) -> None:
    page = open_place(visits, name, ids, language=language)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert_none(too_wide(page), f"{width} px")
        if width == WIDTHS[0]:
            take_picture(page, f"{name}-{width}-{language}")


def test_the_sign_in_breaks_no_rule_either(visits: Visits) -> None:
    visits.witness.expect("401")
    page = visits.open("/")
    page.route("**/api/v1/session", lambda route: route.fulfill(status=401, json={}))
    page.reload()
    expect(page.get_by_label("Key", exact=True)).to_be_visible()
    for look in LOOKS:
        page.get_by_label("Colours", exact=True).select_option(look)
        wait_until_still(page)
        assert_none(violations(page), look)
        take_picture(page, f"sign-in-{look}")
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    assert too_wide(page) == []
    page.unroute_all()


def focused(page: Page) -> str:
    """The name and the role of what the keyboard is at."""
    words: str = page.evaluate(
        "() => [document.activeElement].map((at) => at.ariaLabel || at.textContent.trim())[0]"
    )
    return words


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Presses Tab until something with this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in focused(page):
            assert page.evaluate("() => document.activeElement.matches(':focus-visible')")
            return
    pytest.fail(f"Tab does not lead to {name!r}")


def test_a_text_is_asked_for_by_keyboard_alone(visits: Visits, site: Site) -> None:
    page = visits.open("/videos")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Tab")
    assert focused(page) == SKIP
    tab_to(page, "New video")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Your question or text")).to_be_focused()
    page.keyboard.type(f"{LONG_TEXT[:60]} By keyboard alone.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/videos/*")
    tab_to(page, "Cancel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert focused(page) == "Cancel", "the focus goes back to what opened the question"
    site.forget(page.url.rpartition("/")[2])
    visits.witness.expect("410")


def test_a_video_is_played_by_keyboard_alone(visits: Visits, ids: dict[str, str]) -> None:
    page = open_place(visits, "watch", ids)
    page.wait_for_function("() => document.querySelector('video').readyState >= 1")
    transcript = page.get_by_role("region", name="Transcript")
    for _ in range(60):
        page.keyboard.press("Tab")
        if transcript.evaluate("(each) => each.contains(document.activeElement)"):
            break
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('video').currentTime > 1")


def test_text_from_right_to_left_is_shown_so(visits: Visits, site: Site) -> None:
    video_id = site.submit(ARABIC, language="ar", as_text=True)
    page = visits.open(f"/videos/{video_id}")
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("المثلث")
    assert title.evaluate("(each) => getComputedStyle(each).direction") == "rtl"
    assert page.evaluate("() => getComputedStyle(document.body).direction") == "ltr"
    assert site.wait_for(video_id)["status"] == "completed"
    line = page.get_by_role("region", name="Transcript").get_by_text("المثلث").first
    expect(line).to_be_visible(timeout=60_000)
    assert line.evaluate("(each) => getComputedStyle(each).direction") == "rtl"
    take_picture(page, "watch-arabic")


def test_the_page_is_installable_and_says_so_when_there_is_no_connection(visits: Visits) -> None:
    page = visits.open("/")
    manifest = page.evaluate("() => fetch('/manifest.webmanifest').then((answer) => answer.json())")
    assert manifest["display"] == "standalone"
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    visits.witness.expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    page.context.set_offline(True)
    page.goto("/videos")
    expect(page.get_by_text("No connection.").first).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("No connection.")).to_have_count(0)


def test_nothing_moves_for_those_who_want_no_movement(visits: Visits) -> None:
    page = visits.open("/")
    longest = page.evaluate(
        "() => Math.max(0, ...document.getAnimations().map((each) => each.effect.getTiming().duration))"
    )
    assert longest <= 1
