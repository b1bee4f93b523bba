"""Faults between browser and service, and videos that fail: each is a sentence and a way on."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.site import Site
from tests.web.visiting import Visits
from tests.whole.customer import TEXT

pytestmark = pytest.mark.slow
BOX = "Your question or text"
# Faults that pass are repeated by the client before they are told.
PATIENCE_MILLISECONDS = 60_000


def problem(status: int, code: str, sentence: str) -> dict[str, Any]:
    body = {
        "type": f"urn:podreel:problem:{code}",
        "title": "A fault of this test",
        "status": status,
        "detail": sentence,
        "instance": "/",
        "code": code,
        "next_step": "This is the way on.",
        "request_id": "8f14e45fceea467a9b2c3d1e0f6a7b8c",
        "errors": [],
    }
    return {"status": status, "content_type": "application/problem+json", "body": json.dumps(body)}


def answer(page: Page, method: str, address: str, **answered: Any) -> None:
    """From now on the service answers such requests like this."""

    def handle(route: Route) -> None:
        if route.request.method == method:
            route.fulfill(**answered)
        else:
            route.fallback()

    page.route(re.compile(address), handle)


@pytest.mark.parametrize(
    ("status", "code"), [(413, "too_large"), (429, "rate_limited"), (500, "internal"), (503, "unavailable")]
)
def test_a_refused_question_is_told_and_kept(visits: Visits, status: int, code: str) -> None:
    visits.witness.expect(str(status))
    page = visits.open("/")
    answer(page, "POST", "/api/v1/videos$", **problem(status, code, "It can't be taken now."))
    page.get_by_role("textbox", name=BOX).fill(TEXT)
    page.get_by_role("button", name="Make the video").click()
    alert = page.get_by_role("alert").filter(has_text="It can't be taken now.")
    expect(alert).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    expect(alert).to_contain_text("This is the way on.")
    expect(page.get_by_role("textbox", name=BOX)).to_have_value(TEXT)
    page.unroute_all()


def test_a_session_that_has_ended_leads_to_the_sign_in(visits: Visits) -> None:
    visits.witness.expect("401")
    page = visits.open("/videos")
    answer(page, "GET", "/api/v1/", **problem(401, "unauthorized", "An API key is required."))
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    page.unroute_all()


def test_a_list_that_fails_is_asked_for_again(visits: Visits) -> None:
    visits.witness.expect("500")
    page = visits.open("/")
    answer(page, "GET", r"/api/v1/videos\?", **problem(500, "internal", "The list is out of order."))
    page.get_by_role("link", name="Videos").first.click()
    expect(page.get_by_role("alert")).to_contain_text("The list is out of order.")
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_service_that_is_gone_is_told_and_waited_for(visits: Visits) -> None:
    visits.witness.expect("ERR_FAILED")
    page = visits.open("/")
    page.route("**/api/v1/**", lambda route: route.abort())
    page.reload()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("unreachable", timeout=PATIENCE_MILLISECONDS)
    page.unroute_all()
    alert.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("textbox", name=BOX)).to_be_visible()


def test_a_proxys_page_in_place_of_an_answer_is_told(visits: Visits) -> None:
    page = visits.open("/")
    answer(page, "GET", r"/api/v1/videos\?", status=200, content_type="text/html", body="<p>Hello</p>")
    page.get_by_role("link", name="Videos").first.click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute_all()


def test_events_that_nobody_can_read_do_not_stop_the_page(visits: Visits, finished: dict[str, Any]) -> None:
    page = visits.open("/")
    video_id = finished["video_id"]
    state = {**finished, "status": "rendering_video", "progress": 40, "files": [], "video_url": None}
    answer(page, "GET", f"/api/v1/videos/{video_id}$", status=200, json=state)
    nonsense = "id: 1\nevent: progress\ndata: {nonsense\n\n"
    answer(page, "GET", "/events$", status=200, content_type="text/event-stream", body=nonsense)
    page.goto(f"/videos/{video_id}")
    expect(page.get_by_text("news that this page cannot read").first).to_be_visible()
    page.unroute_all()
    expect(page.locator("video")).to_be_attached()


def test_a_failure_is_told_with_its_next_step(visits: Visits, failed: dict[str, Any]) -> None:
    page = visits.open(f"/videos/{failed['video_id']}")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(failed["failure"]["message"])
    expect(alert).to_contain_text(failed["failure"]["next_step"])
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_simpler_pictures_are_marked_with_the_reason(
    visits: Visits, site: Site, finished: dict[str, Any]
) -> None:
    # Only a model's script can lead to them.
    page = visits.open("/")
    reason = "line 7: NameError: name 'Circel' is not defined"
    timeline = site.ask("GET", f"videos/{finished['video_id']}/files/timeline.json")
    timeline["sections"][1]["is_degraded"] = True
    degraded = [{"title": timeline["sections"][1]["title"], "reason": reason}]
    state = {**finished, "degraded": degraded}
    answer(page, "GET", f"/api/v1/videos/{finished['video_id']}$", status=200, json=state)
    answer(page, "GET", "/timeline.json", status=200, json=timeline)
    page.goto(f"/videos/{finished['video_id']}")
    chapters = page.get_by_role("region", name="Chapters")
    expect(chapters.get_by_text("Simpler pictures")).to_have_count(1)
    expect(chapters).to_contain_text(reason)
    page.unroute_all()


def test_markup_in_a_text_and_in_a_script_is_shown_as_it_is(visits: Visits, site: Site) -> None:
    page = visits.open("/")
    hostile = "<img src=x onerror=alert(1)> <script>alert(2)</script> **What** is this about?"
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    video_id = site.submit(hostile, as_text=True)
    page.goto(f"/videos/{video_id}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>alert(2)</script>")
    site.forget(video_id)
    visits.witness.expect("410")


def test_a_text_that_is_too_long_is_told_before_it_is_sent(visits: Visits) -> None:
    page = visits.open("/")
    page.get_by_role("textbox", name=BOX).fill("A word. " * 1_251)
    page.get_by_role("button", name="Make the video").click()
    expect(page.get_by_text("too long").first).to_be_visible()
    expect(page).to_have_url(re.compile("/$"))


def test_an_address_that_nothing_has_says_so(visits: Visits) -> None:
    visits.witness.expect("404")
    page = visits.open("/nowhere")
    expect(page.get_by_role("heading", level=1, name="There is no such page")).to_be_visible()
    page.goto("/videos/00000000-0000-4000-8000-000000000000")
    expect(page.get_by_role("alert")).to_be_visible()
