"""Sessions are listed by their browsers and ended; their cookies belong to one host and one log-in."""

import httpx2
import pytest

from api.auth.browsers import browser_name
from tests.api.world import BASE, OPERATOR, OTHER, USER, World, problem_of, settings_of

PAGE = {"Origin": BASE}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36"
SECURE = "https://podreel.example"


async def log_in(browser: httpx2.AsyncClient, key: str = USER, agent: str = FIREFOX) -> None:
    answer = await browser.post("/api/v1/session", json={"key": key}, headers={"User-Agent": agent})
    assert answer.status_code == 201, answer.text


async def test_sessions_are_listed_with_their_browsers_and_ended_one_by_one_or_all(world: World) -> None:
    async with world.client() as user:
        cookies = []
        for agent in (FIREFOX, CHROME, "podreel-app/2"):
            await log_in(user, agent=agent)
            cookies.append({"Cookie": "; ".join(f"{name}={value}" for name, value in user.cookies.items())})
            user.cookies.clear()
        browser = {**cookies[0], **PAGE}
        del user.headers["Authorization"]
        listed = (await user.get("/api/v1/sessions", headers=browser)).json()["sessions"]
        assert {told["label"]: told["is_current"] for told in listed} == {
            "Firefox on Linux": True,
            "Chrome on Windows": False,
            "podreel-app": False,
        }
        assert {told["key"] for told in listed} == {"user"}
        ids = {told["label"]: told["id"] for told in listed}
        ended = await user.delete(f"/api/v1/sessions/{ids['podreel-app']}", headers=browser)
        assert ended.status_code == 204
        problem_of(await user.get("/api/v1/session", headers=cookies[2]), 401, "unauthorized")
        again = await user.delete(f"/api/v1/sessions/{ids['podreel-app']}", headers=browser)
        problem_of(again, 404, "not_found")
        assert (await user.get("/api/v1/session", headers=cookies[1])).status_code == 200
        assert (await user.delete("/api/v1/sessions", headers=browser)).status_code == 204
        problem_of(await user.get("/api/v1/session", headers=cookies[1]), 401, "unauthorized")
        assert (await user.get("/api/v1/session", headers=browser)).status_code == 200


async def test_operators_see_and_end_the_sessions_of_any_key(world: World) -> None:
    async with world.client(OPERATOR) as operator, world.client(None) as browser:
        await log_in(browser)
        params = {"key": "user"}
        assert (await operator.get("/api/v1/sessions")).json() == {"sessions": []}
        (told,) = (await operator.get("/api/v1/sessions", params=params)).json()["sessions"]
        problem_of(await operator.delete(f"/api/v1/sessions/{told['id']}"), 404, "not_found")
        assert (await operator.delete(f"/api/v1/sessions/{told['id']}", params=params)).status_code == 204
        assert (await operator.get("/api/v1/sessions", params=params)).json() == {"sessions": []}


async def test_nobody_else_ends_a_session_by_its_id(world: World) -> None:
    async with world.client() as user, world.client(OTHER) as other, world.client(None) as browser:
        await log_in(browser)
        (told,) = (await user.get("/api/v1/sessions")).json()["sessions"]
        path = f"/api/v1/sessions/{told['id']}"
        problem_of(await other.delete(path), 404, "not_found")
        problem_of(await other.delete(path, params={"key": "user"}), 403, "forbidden")
        problem_of(await browser.delete(path), 403, "forbidden")
        assert (await browser.get("/api/v1/session")).status_code == 200


@pytest.mark.parametrize("key", ["..", "../../server-secret", "a/b", "", "x" * 65])
async def test_a_name_that_is_none_of_a_key_is_refused(world: World, key: str) -> None:
    async with world.client(OPERATOR) as operator:
        answer = await operator.delete("/api/v1/sessions", params={"key": key})
        problem_of(answer, 422, "invalid_request")


async def test_logging_in_again_gives_another_ticket_and_ends_the_session_before(world: World) -> None:
    """No ticket that was known before a log-in counts after it (session fixation)."""
    async with world.client(None) as browser, world.client() as user:
        await log_in(browser)
        before = dict(browser.cookies)
        await log_in(browser)
        assert dict(browser.cookies) != before
        (told,) = (await user.get("/api/v1/sessions")).json()["sessions"]
        listed = await browser.get("/api/v1/sessions")
        assert listed.json()["sessions"] == [{**told, "is_current": True}]


async def test_over_https_only_the_host_itself_can_set_the_cookie(world: World) -> None:
    world.settings = settings_of(public_url=SECURE)
    async with world.client(None) as browser:
        browser.headers["Origin"] = SECURE
        answer = await browser.post("/api/v1/session", json={"key": USER})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-podreel_session=")
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert parts == {"path=/", "secure", "httponly", "samesite=strict", "max-age=604800"}
        ticket = cookie.partition("=")[2].partition(";")[0]
        right = {"Cookie": f"__Host-podreel_session={ticket}"}
        # Without the prefix a page of a neighbouring host, or one over HTTP, may have set it.
        wrong = {"Cookie": f"podreel_session={ticket}"}
        assert (await browser.get("/api/v1/session", headers=right)).status_code == 200
        problem_of(await browser.get("/api/v1/session", headers=wrong), 401, "unauthorized")
        gone = await browser.delete("/api/v1/session", headers=right)
        assert gone.headers["set-cookie"].startswith('__Host-podreel_session="";')
        assert "secure" in gone.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("origin", "is_fine"), [(SECURE, True), ("https://evil.example", False), ("null", False)]
)
async def test_a_page_logs_in_at_the_public_address_and_no_foreign_page_does(
    world: World, origin: str, is_fine: bool
) -> None:
    """Behind a proxy that sends its own Host; a foreign page could log its visitor in as somebody else."""
    world.settings = settings_of(public_url=SECURE)
    async with world.client(None) as browser:
        browser.headers["Origin"] = origin
        answer = await browser.post("/api/v1/session", json={"key": USER})
        assert (answer.status_code == 201) == is_fine
        assert ("set-cookie" in answer.headers) == is_fine


async def test_all_sessions_of_a_key_share_its_limit_of_requests(world: World) -> None:
    world.limits = {"requests_per_minute": 4}
    async with world.client() as user:
        for _ in range(2):
            await log_in(user)
        assert (await user.get("/api/v1/session")).status_code == 200
        del user.headers["Authorization"]
        assert (await user.get("/api/v1/session")).status_code == 200
        problem_of(await user.get("/api/v1/session"), 429, "rate_limited")
        answer = await user.post("/api/v1/session", json={"key": USER})
        problem_of(answer, 429, "rate_limited")


async def test_without_keys_there_are_no_sessions_but_links(world: World) -> None:
    world.is_keyless = True
    async with world.client(None) as user:
        answer = await user.post("/api/v1/session", json={"key": "any"})
        assert answer.json()["is_keyless"]
        assert "set-cookie" not in answer.headers
        assert (await user.get("/api/v1/sessions")).json() == {"sessions": []}
        assert (await user.delete("/api/v1/sessions")).status_code == 204
        made = await user.post("/api/v1/videos", json={"prompt": "Explain binary search", "model": "offline"})
        links = f"/api/v1/videos/{made.json()['video_id']}/links"
        told = (await user.post(links.replace("/links", "/share"), json={"label": "7b"})).json()
        params = {"share": told["share"]}
        status = links.replace("/links", "/status")
        assert (await user.get(status, params=params)).status_code == 200
        (listed,) = (await user.get(links)).json()["links"]
        assert (listed["id"], listed["label"], listed["key"]) == (told["id"], "7b", "local")
        assert (await user.delete(f"{links}/{told['id']}")).status_code == 204
        problem_of(await user.get(status, params=params), 401, "unauthorized")


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        (CHROME, "Chrome on Windows"),
        (f"{CHROME} Edg/142.0.0.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile", "Chrome on Android"),
        ("curl/8.10.1", "curl"),
        ("", "unknown"),
        ("<script>alert(1)</script>", "unknown"),
        ("\u202e" + "x" * 500, "unknown"),
    ],
)
def test_a_browser_has_a_short_name(agent: str, name: str) -> None:
    assert browser_name(agent) == name
