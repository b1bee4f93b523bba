"""The files of the built page: kept by browsers as long as they may be, small on the way, and no others."""

import asyncio
import gzip
import re
from pathlib import Path

import httpx2
import pytest

from api.built_page import PAGE_FOLDER
from tests.api.page_parts import AS_A_BROWSER, FILES, KINDS
from tests.api.world import OPERATOR, World, problem_of

FOR_A_YEAR = "public, max-age=31536000, immutable"


async def test_every_built_file_is_served_as_it_is(client: httpx2.AsyncClient) -> None:
    for name in FILES:
        kept = (PAGE_FOLDER / name).read_bytes()
        for encodings in ("identity", "gzip", "br;q=0, gzip;q=0.0"):
            answer = await client.get(f"/{name}", headers={"Accept-Encoding": encodings})
            assert (answer.status_code, answer.content) == (200, kept), name
        assert answer.headers["content-type"] == KINDS[Path(name).suffix]
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_browser_gets_the_smallest_body_that_it_can_read(world: World) -> None:
    name = next(name for name in FILES if name.startswith("assets/index-") and name.endswith(".js"))
    plain = (PAGE_FOLDER / name).read_bytes()
    async with world.served(None) as client:
        for wanted, encoding, most in (
            ("gzip, deflate, br", "br", 0.32),
            ("gzip", "gzip", 0.36),
            ("GZIP;q=0.5", "gzip", 0.36),
            ("", None, 1.0),
        ):
            async with client.stream("GET", f"/{name}", headers={"Accept-Encoding": wanted}) as answer:
                sent = b"".join([piece async for piece in answer.aiter_raw()])
            assert answer.headers.get("content-encoding") == encoding
            assert answer.headers["content-length"] == str(len(sent))
            assert len(sent) <= most * len(plain)
            assert answer.headers["vary"].startswith("Accept-Encoding")
            assert encoding != "gzip" or gzip.decompress(sent) == plain


async def test_a_name_with_a_hash_is_kept_and_the_others_are_asked_for(client: httpx2.AsyncClient) -> None:
    for name in FILES:
        answer = await client.get(f"/{name}")
        etag, policy = answer.headers["etag"], answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == (FOR_A_YEAR if name.startswith("assets/") else "no-cache")
        again = await client.get(f"/{name}", headers={"If-None-Match": f'"other", W/{etag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        assert again.headers["content-security-policy"] == policy
        assert (await client.get(f"/{name}", headers={"If-None-Match": '"other"'})).status_code == 200


async def test_head_answers_like_get_without_content(world: World) -> None:
    async with world.served(None) as client:
        for name in ("", "videos", "operations", *FILES):
            got, told = await client.get(f"/{name}"), await client.head(f"/{name}")
            assert (told.status_code, told.content) == (200, b"")
            for header in (
                "content-type",
                "content-length",
                "etag",
                "cache-control",
                "content-security-policy",
            ):
                assert told.headers[header] == got.headers[header]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/assets/none.js",
            "/assets/",
            "/assets/index.js.map",
            "/assets/..%2findex.html",
        ),
        *(
            "/assets/%2e%2e/%2e%2e/package.json",
            "/assets//etc/passwd",
            "/none.js",
            "/.built-from",
            "/favicon.ico",
        ),
        *("/..%2fpackage.json", "/sw.js.br", "/index.html.gz", "/videos.html", f"/assets/{'a' * 5000}"),
    ],
)
async def test_what_is_no_file_of_the_page_is_a_problem(client: httpx2.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers=AS_A_BROWSER)
    problem_of(answer, 404, "not_found")
    assert answer.headers["cache-control"] == "no-store"


async def test_no_path_leads_out_of_the_page(world: World) -> None:
    async with world.served(None) as client:
        url = client.base_url
        for path in (
            "/assets/../../package.json",
            "/../package.json",
            "/assets/..",
            "//etc/passwd",
            "/assets/\\..\\x.js",
        ):
            reader, writer = await asyncio.open_connection(url.host, url.port)
            host = f"{url.host}:{url.port}"
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            answer = await reader.read()
            assert answer.startswith(b"HTTP/1.1 404"), path
            assert b"not_found" in answer
            writer.close()
            await writer.wait_closed()


def test_what_is_kept_for_outages_is_the_page_and_nothing_of_the_api() -> None:
    worker = (PAGE_FOLDER / "sw.js").read_text(encoding="utf-8")
    kept = re.findall(r'\{url:"([^"]+)",', worker)
    assert "index.html" in kept
    assert set(kept) <= set(FILES)
    assert len(kept) == len(set(kept))
    # It is shown in place of a page that the service can't be asked for.
    assert re.search(r'"navigate"===\w+\.mode&&!/\^\\/\(api\|', worker)
    assert 'fallbackURL:"/index.html"' in worker


async def test_metrics_count_the_pages_files_by_few_routes(world: World) -> None:
    async with world.client(OPERATOR) as client:
        for path in ("/videos/one", "/videos/two/edit", *(f"/{name}" for name in FILES)):
            await client.get(path)
        page = (await client.get("/metrics")).text
    assert (
        f'route="/assets/{{name:path}}",status="200"}} {sum("assets/" in name for name in FILES)}.0' in page
    )
    assert 'method="GET",route="/videos/{path:path}",status="200"} 2.0' in page
    assert "/videos/one" not in page
