"""Requests made from the API's own description, to a running server: no 500, and answers as described."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import create_app
from api.server import ApiServer, bind
from api.voice_samples import Sample
from tests.api.world import WISH, World

pytestmark = pytest.mark.slow

EXAMPLES = 30
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PATIENCE_SECONDS = 120


class Hum:
    """A Sampler whose voices all sound alike."""

    async def sample(self, voice: str, language: str) -> Sample:
        return Sample(b"hum", is_lasting=True)


class ServedApart:
    """A server in a thread of its own, as the requests of these tests block theirs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_up = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        assert self._is_up.wait(PATIENCE_SECONDS)

    async def _serve(self) -> None:
        listening = bind("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self._server = ApiServer(create_app(World(self._folder, is_keyless=True, sampler=Hum()).backends()))
        self._is_up.set()
        await self._server.serve(sockets=[listening])

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = ServedApart(tmp_path_factory.mktemp("service"))
    try:
        yield server.url
    finally:
        server.stop()


# Nothing is written for a description, so the folder need not exist.
DOCUMENT = create_app(World(Path("nowhere"), is_keyless=True).backends()).openapi()
# A stream of events does not end by itself; it has tests of its own.
OPERATIONS = [
    (path, method)
    for path, methods in DOCUMENT["paths"].items()
    for method in methods
    if not path.endswith("/events")
]


CASES = [
    (mode, path, method)
    for path, method in OPERATIONS
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    # Without a parameter or body there is nothing to get wrong.
    if mode is GenerationMode.POSITIVE or {"parameters", "requestBody"} & set(DOCUMENT["paths"][path][method])
]


@pytest.mark.parametrize(("mode", "path", "method"), CASES)
def test_every_answer_matches_the_openapi_document(
    url: str, mode: GenerationMode, path: str, method: str
) -> None:
    operation = schemathesis.openapi.from_dict(DOCUMENT)[path][method]
    made = httpx2.post(f"{url}/api/v1/videos", json=dict(WISH)).json()["video_id"]

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), is_known=st.booleans())
    def ask(case: Any, is_known: bool) -> None:
        if is_known and "video_id" in case.path_parameters:
            case.path_parameters["video_id"] = made
        case.validate_response(case.call(base_url=url), checks=CHECKS)

    ask()
