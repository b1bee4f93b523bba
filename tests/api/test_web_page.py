"""The web page, as `make setup` has built it: what is served, to whom, and what a browser may do for it."""

import re
from pathlib import Path

import httpx2
import pytest
from pydantic import SecretStr

from contract.settings import StorageSettings
from stores.objects.s3.client import S3Client
from stores.objects.s3.store import S3Store
from tests.api.page_parts import AS_A_BROWSER, FILES, Parts, policy_of
from tests.api.world import World, problem_of, submit

PAGES = Path(__file__).parents[2] / "web" / "src" / "app" / "router.tsx"


def addresses() -> list[str]:
    """The addresses of all pages, as the page itself knows them."""
    found = re.findall(r'path: "(/[^"]*)"', PAGES.read_text(encoding="utf-8"))
    return [re.sub(r"\$\w+", "7b6bfa0e-9c9e-4d0c-8a5f-0f6f2ad1c001", path) for path in found]


def is_the_page(answer: httpx2.Response) -> bool:
    is_html = answer.headers["content-type"] == "text/html; charset=utf-8"
    return is_html and '<div id="root"></div>' in answer.text


@pytest.mark.parametrize("address", addresses())
async def test_each_address_of_the_page_opens_it_without_a_key(world: World, address: str) -> None:
    async with world.client(None) as stranger:
        for headers in ({}, AS_A_BROWSER):
            answer = await stranger.get(address, headers=headers)
            assert answer.status_code == 200
            assert is_the_page(answer)
            assert answer.headers["cache-control"] == "no-cache"


async def test_the_page_and_all_that_it_loads_come_from_the_service(client: httpx2.AsyncClient) -> None:
    page = await client.get("/")
    parts = Parts(page.text)
    assert len(parts.loaded) >= 4
    assert not parts.inline
    for address in parts.loaded:
        assert address.startswith("/")
        assert (await client.get(address)).status_code == 200


async def test_the_pages_policy_lets_no_other_origin_and_no_inline_script_in(
    client: httpx2.AsyncClient,
) -> None:
    for address in ("/", "/videos/some", "/index.html"):
        allowed = policy_of((await client.get(address)).headers["content-security-policy"])
        assert allowed["default-src"] == allowed["base-uri"] == allowed["frame-ancestors"] == "'none'"
        for kind in ("script", "connect", "media", "worker", "manifest"):
            assert allowed[f"{kind}-src"] == "'self'"
        assert allowed["form-action"] == "'self'"
        assert allowed["img-src"] == "'self' data:"
        assert allowed.pop("style-src") == "'self' 'unsafe-inline'"
        assert not re.search(r"unsafe|http|\*", " ".join(allowed.values()))


async def test_the_service_worker_may_load_what_the_page_may(client: httpx2.AsyncClient) -> None:
    allowed = policy_of((await client.get("/sw.js")).headers["content-security-policy"])
    assert allowed["script-src"] == allowed["connect-src"] == "'self'"


@pytest.mark.parametrize(
    ("endpoint", "public", "origin"),
    [
        (None, None, " https://films.s3.eu-west-3.amazonaws.com"),
        ("http://minio:9000", None, ""),
        ("http://minio:9000", "https://files.example:8443/below", " https://files.example:8443"),
    ],
)
async def test_videos_may_come_from_the_bucket_that_readers_are_redirected_to(
    world: World, endpoint: str | None, public: str | None, origin: str
) -> None:
    storage = StorageSettings(
        object_store="s3",
        aws_access_key_id=SecretStr("id"),
        aws_secret_access_key=SecretStr("secret"),
        s3_bucket_name="films",
        s3_endpoint_url=endpoint,
        s3_public_endpoint_url=public,
    )
    world.settings = world.settings.model_copy(update={"storage": storage})
    world.objects = S3Store(S3Client(storage))
    async with world.client() as client:
        allowed = policy_of((await client.get("/")).headers["content-security-policy"])
    assert allowed["media-src"] == f"'self'{origin}"
    assert allowed["connect-src"] == "'self'"


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/api",
            "/api/",
            "/api/v1",
            "/api/v1/nothing",
            "/api/v1/videos/none",
            "/api/v2/videos",
            "/docs/none",
        ),
        *("/health", "/health/none", "/metrics/none"),
    ],
)
async def test_the_apis_addresses_never_show_the_page(client: httpx2.AsyncClient, path: str) -> None:
    problem_of(await client.get(path, headers=AS_A_BROWSER), 404, "not_found")


@pytest.mark.parametrize("path", ["/nothing", "/video/7b6bfa0e", "/redoc", "/operations/all"])
async def test_at_an_address_that_does_not_exist_a_browser_gets_the_page_and_a_program_a_problem(
    client: httpx2.AsyncClient, path: str
) -> None:
    shown = await client.get(path, headers=AS_A_BROWSER)
    assert shown.status_code == 404
    assert is_the_page(shown)
    assert "script-src 'self'" in shown.headers["content-security-policy"]
    problem_of(await client.get(path), 404, "not_found")
    problem_of(await client.post(path, headers=AS_A_BROWSER), 404, "not_found")


async def test_the_page_only_reads(client: httpx2.AsyncClient) -> None:
    for path in ("/", "/videos", f"/{FILES[0]}"):
        answer = await client.post(path)
        problem_of(answer, 405, "method_not_allowed")
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


async def test_loading_the_page_takes_nothing_from_a_callers_limit(world: World) -> None:
    world.limits = {"requests_per_minute": 2}
    async with world.client() as client:
        for _ in range(5):
            assert (await client.get("/")).status_code == 200
            assert (await client.get(f"/{FILES[0]}")).status_code == 200
        assert (await client.get("/api/v1/videos")).status_code == 200


async def test_with_keys_the_page_opens_for_everybody_and_its_data_do_not(world: World) -> None:
    async with world.client() as owner, world.client(None) as stranger:
        video_id = await submit(owner)
        assert is_the_page(await stranger.get(f"/videos/{video_id}"))
        problem_of(await stranger.get(f"/api/v1/videos/{video_id}"), 401, "unauthorized")


async def test_without_keys_only_this_machines_names_open_the_page(world: World) -> None:
    world.is_keyless = True
    async with world.client(None) as client:
        assert is_the_page(await client.get("/", headers={"Host": "localhost:8000"}))
        for path in ("/", f"/{FILES[0]}", "/nothing"):
            refused = await client.get(path, headers={"Host": "evil.example", **AS_A_BROWSER})
            problem_of(refused, 403, "forbidden")
            foreign = await client.get(path, headers={"Origin": "https://evil.example"})
            problem_of(foreign, 403, "forbidden")


async def test_a_page_that_was_not_built_says_so_with_the_next_step(world: World) -> None:
    world.page_folder = world.folder / "none"
    async with world.client(None) as client:
        for path in ("/", "/videos/some", "/operations"):
            problem = problem_of(await client.get(path, headers=AS_A_BROWSER), 503, "bad_configuration")
            assert problem["detail"] == "The web page was not built on this machine."
            assert "make setup" in problem["next_step"]
        for path in ("/assets/index.js", "/sw.js", "/nothing"):
            problem_of(await client.get(path, headers=AS_A_BROWSER), 404, "not_found")
        assert (await client.get("/docs")).status_code == 200


async def test_a_page_that_is_built_while_the_service_runs_is_shown_at_the_next_load(world: World) -> None:
    folder = world.page_folder = world.folder / "dist"
    async with world.client(None) as client:
        assert (await client.get("/")).status_code == 503
        folder.mkdir()
        (folder / "index.html").write_text("one")
        assert (await client.get("/")).text == "one"
        (folder / "index.html").unlink()
        (folder / "index.html").write_text("two")
        assert (await client.get("/")).text == "two"
