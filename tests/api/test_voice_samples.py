"""What voices sound like, over HTTP: made once, kept, and made anew where it must sound otherwise."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr

from api.voice_samples import Sample, Samples, sample_digest
from contract.catalogue import LANGUAGES, VOICES
from contract.failure import FailureCode, PodreelError
from contract.settings import Settings, SpeechSettings, StorageSettings
from stores.objects.directory import DirectoryStore
from tests.api.world import World, problem_of, settings_of

SOUND = bytes(range(256)) * 300
PATH = "/api/v1/voices/Joanna/sample"


@dataclass
class FakeSampler:
    """A Sampler that counts; it waits for `may_end`, and fails with `failure` where there is one."""

    is_lasting: bool = True
    failure: PodreelError | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)
    has_begun: asyncio.Event = field(default_factory=asyncio.Event)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)
    cancelled: int = 0

    def __post_init__(self) -> None:
        self.may_end.set()

    async def sample(self, voice: str, language: str) -> Sample:
        self.asked.append((voice, language))
        self.has_begun.set()
        try:
            await self.may_end.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.failure is not None:
            raise self.failure
        return Sample(f"{voice} {language} {len(self.asked)} ".encode() + SOUND, self.is_lasting)


@pytest.fixture
def sampler(world: World) -> FakeSampler:
    world.sampler = FakeSampler()
    return world.sampler


@pytest.fixture
async def client(sampler: FakeSampler, client: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """The app with this sampler: it is set before the app is made."""
    return client


async def test_a_sample_is_made_once_and_sent_like_any_file(
    world: World, sampler: FakeSampler, client: httpx2.AsyncClient
) -> None:
    first = await client.get(PATH)
    assert (first.status_code, first.headers["content-type"]) == (200, "audio/mp4")
    assert first.content == b"Joanna en 1 " + SOUND
    assert first.headers["accept-ranges"] == "bytes"
    part = await client.get(PATH, headers={"Range": "bytes=0-5"})
    assert (part.status_code, part.content) == (206, b"Joanna")
    assert part.headers["content-range"] == f"bytes 0-5/{len(first.content)}"
    beyond = await client.get(PATH, headers={"Range": "bytes=9999999-"})
    problem_of(beyond, 416, "range_not_satisfiable")
    same = await client.get(PATH, headers={"If-None-Match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    head = await client.head(PATH)
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(first.content)))
    async with world.client() as other_app:
        assert (await other_app.get(PATH)).content == first.content
    assert sampler.asked == [("Joanna", "en")]
    stored = await world.objects.list("")
    assert [facts.key.startswith("private/voices/") for facts in stored] == [True]


async def test_every_voice_and_language_has_its_own(sampler: FakeSampler, client: httpx2.AsyncClient) -> None:
    for number in (1, 2):
        for voice in VOICES:
            for language in ("en", "de"):
                answer = await client.get(f"/api/v1/voices/{voice}/sample", params={"language": language})
                assert answer.content.startswith(f"{voice} {language} ".encode()), number
    assert len(sampler.asked) == len(VOICES) * 2


async def test_simultaneous_requests_share_one_sample(
    sampler: FakeSampler, client: httpx2.AsyncClient
) -> None:
    sampler.may_end.clear()
    asking = [asyncio.create_task(client.get(PATH)) for _ in range(20)]
    await sampler.has_begun.wait()
    asking[0].cancel()
    await asyncio.sleep(0.05)
    sampler.may_end.set()
    _, *answers = await asyncio.gather(*asking, return_exceptions=True)
    sounds = {answer.content for answer in answers if isinstance(answer, httpx2.Response)}
    assert (len(answers), sounds) == (19, {b"Joanna en 1 " + SOUND})
    assert (len(sampler.asked), sampler.cancelled) == (1, 0)


async def test_a_failed_sample_is_reported_and_not_cached(
    sampler: FakeSampler, client: httpx2.AsyncClient
) -> None:
    sampler.failure = PodreelError(FailureCode.UNAVAILABLE, "Joanna has a cold.")
    assert problem_of(await client.get(PATH), 503, "unavailable")["detail"] == "Joanna has a cold."
    sampler.failure = None
    assert (await client.get(PATH)).status_code == 200
    assert len(sampler.asked) == 2


async def test_a_fallback_voices_sample_is_reused_for_a_while_and_not_by_another_process(
    world: World, sampler: FakeSampler, client: httpx2.AsyncClient
) -> None:
    sampler.is_lasting = False
    first = await client.get(PATH)
    assert (await client.get(PATH)).content == first.content == b"Joanna en 1 " + SOUND
    sampler.is_lasting = True
    async with world.client() as later_app:
        assert (await later_app.get(PATH)).content == b"Joanna en 2 " + SOUND
    async with world.client() as last_app:
        assert (await last_app.get(PATH)).content == b"Joanna en 2 " + SOUND
    assert len(sampler.asked) == 2


@pytest.mark.parametrize("name", ["Bob", "joanna", "Joanna%00", "x" * 5_000, "..%2f..", "🙂"])
async def test_unknown_voices_are_not_there(
    sampler: FakeSampler, client: httpx2.AsyncClient, name: str
) -> None:
    problem_of(await client.get(f"/api/v1/voices/{name}/sample"), 404, "not_found")
    assert sampler.asked == []


@pytest.mark.parametrize("language", ["", "xx", "EN", "en\r\nX: 1", "e" * 5_000])
async def test_unknown_languages_are_refused(
    sampler: FakeSampler, client: httpx2.AsyncClient, language: str
) -> None:
    answer = await client.get(PATH, params={"language": language})
    assert "choose one of en" in problem_of(answer, 422, "invalid_request")["detail"]
    assert sampler.asked == []


async def test_event_streams_require_a_key(world: World, sampler: FakeSampler) -> None:
    async with world.client(None) as client:
        problem_of(await client.get(PATH), 401, "unauthorized")
    assert sampler.asked == []


async def test_a_service_without_voices_reports_that(world: World) -> None:
    async with world.client() as client:
        answer = await client.get(PATH)
    assert "can't speak voice samples" in problem_of(answer, 503, "unavailable")["detail"]


async def test_closing_cancels_unfinished_samples(tmp_path: Path) -> None:
    sampler = FakeSampler()
    sampler.may_end.clear()
    samples = Samples(DirectoryStore(tmp_path), settings_of(), sampler)
    waiting = asyncio.create_task(samples.key_of("Ruth", "de"))
    await sampler.has_begun.wait()
    await samples.close()
    assert sampler.cancelled == 1
    with pytest.raises(asyncio.CancelledError):
        await waiting


def with_speech(**changes: Any) -> Settings:
    return settings_of().model_copy(update={"speech": SpeechSettings(**changes)})


def with_key(**changes: Any) -> Settings:
    storage = StorageSettings(object_store="directory", aws_access_key_id=SecretStr("id"), **changes)
    return settings_of().model_copy(update={"storage": storage})


def test_the_samples_key_depends_on_all_that_changes_its_sound_and_on_no_secret() -> None:
    server = "http://localhost:8880"
    different = [
        settings_of(),
        with_key(),
        with_key(aws_region="us-east-1"),
        with_speech(speech_server_url=server),
        with_speech(speech_server_url=f"{server}1"),
        with_speech(speech_server_url=server, speech_server_model="piper"),
        with_speech(speech_server_url=server, speech_server_voices="Joanna=af_heart"),
        with_speech(speech_server_url=server, speech_server_languages="de"),
    ]
    assert len({sample_digest(settings, "Joanna", "en") for settings in different}) == len(different)
    secret = with_speech(speech_server_url=server, speech_server_key=SecretStr("s"))
    assert sample_digest(secret, "Joanna", "en") == sample_digest(different[3], "Joanna", "en")
    every = {sample_digest(settings_of(), voice, code) for voice in VOICES for code in LANGUAGES}
    assert len(every) == len(VOICES) * len(LANGUAGES)
