"""Faults of S3: transient ones are retried, persistent ones are reported."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from contract.failure import FailureCode, PodreelError
from contract.settings import StorageSettings
from stores.objects.failures import StoreUnavailable
from stores.objects.s3.client import MAX_ATTEMPTS, S3Client, S3Timeouts
from stores.objects.s3.store import S3Store
from tests.fakes.fault_proxy import SLOW_DOWN, Answer, Fault, FaultProxy, faulty
from tests.fakes.s3_server import S3Server
from tests.stores.objects.buckets import make_bucket

QUICK = S3Timeouts(connect_seconds=0.5, read_seconds=0.5)
DROP = Fault("drop")
SKEWED = Answer(403, "RequestTimeTooSkewed", "<ServerTime>noon</ServerTime>")


@pytest.fixture
def storage(s3_server: S3Server) -> StorageSettings:
    return s3_server.settings()


@pytest_asyncio.fixture
async def proxy(s3_server: S3Server, storage: StorageSettings) -> AsyncIterator[FaultProxy]:
    await make_bucket(storage)
    with faulty(s3_server.port) as proxy:
        yield proxy


@pytest.fixture
def store(proxy: FaultProxy, storage: StorageSettings) -> S3Store:
    return S3Store(S3Client(storage.model_copy(update={"s3_endpoint_url": proxy.endpoint}), QUICK))


async def refusal(store: S3Store) -> PodreelError:
    with pytest.raises(PodreelError) as caught:
        await store.check()
    return caught.value


async def test_a_slow_down_answer_is_retried(store: S3Store, proxy: FaultProxy) -> None:
    proxy.spoil(SLOW_DOWN, DROP)
    await store.put_bytes("a", b"x")
    assert await store.get_bytes("a") == b"x"
    assert proxy.counted("PUT") == 3


@pytest.mark.parametrize(
    "fault", [SLOW_DOWN, DROP, Fault("hang"), Fault("answer", Answer(500, "InternalError"))]
)
async def test_persistent_trouble_ends_after_the_last_attempt(
    store: S3Store, proxy: FaultProxy, fault: Fault
) -> None:
    proxy.always = fault
    with pytest.raises(StoreUnavailable):
        await store.put_bytes("a", b"x")
    assert len(proxy.requests) == MAX_ATTEMPTS


async def test_an_unreachable_server_is_reported_with_its_address(storage: StorageSettings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        store = S3Store(S3Client(storage.model_copy(update={"s3_endpoint_url": address}), QUICK))
        with pytest.raises(StoreUnavailable, match=address):
            await store.get_bytes("a")


async def test_an_interrupted_answer_is_retried(store: S3Store, proxy: FaultProxy, tmp_path: Path) -> None:
    data = bytes(range(256)) * 1000
    await store.put_bytes("a", data)
    cut = Fault("break_off", bytes_of_body=1000)
    proxy.spoil(cut, cut, method="GET")
    assert await store.get_bytes("a") == data
    proxy.spoil(cut, method="GET")
    assert await store.get_file("a", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == data


async def test_an_answer_that_is_always_interrupted_leaves_no_file(
    store: S3Store, proxy: FaultProxy, tmp_path: Path
) -> None:
    await store.put_bytes("a", b"x" * 5000)
    proxy.spoil(*[Fault("break_off", bytes_of_body=10)] * 9, method="GET")
    with pytest.raises(StoreUnavailable):
        await store.get_file("a", tmp_path / "copy")
    assert proxy.counted("GET") == MAX_ATTEMPTS
    assert not (tmp_path / "copy").exists()


async def test_a_creation_whose_answer_was_lost_is_recognised(store: S3Store, proxy: FaultProxy) -> None:
    proxy.spoil(Fault("lose_answer"), method="PUT")
    assert await store.create_once("a", b"x")
    assert not await store.create_once("a", b"x")


async def test_a_conflict_of_creations_is_retried(store: S3Store, proxy: FaultProxy) -> None:
    conflict = Fault("answer", Answer(409, "ConditionalRequestConflict"))
    proxy.spoil(conflict, conflict, method="PUT")
    assert await store.create_once("a", b"x")


async def test_a_server_without_conditional_writes_is_detected(store: S3Store, proxy: FaultProxy) -> None:
    proxy.spoil(Fault("accept"), Fault("accept"), method="PUT")
    error = await refusal(store)
    assert error.code is FailureCode.BAD_CONFIGURATION
    assert "If-None-Match" in error.detail


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (Answer(501, "NotImplemented"), FailureCode.BAD_CONFIGURATION, "If-None-Match"),
        (SKEWED, FailureCode.BAD_CONFIGURATION, "noon"),
        (Answer(400, "AccessControlListNotSupported"), FailureCode.BAD_CONFIGURATION, "S3_PUBLIC=acl"),
        (Answer(403, "AccessDenied"), FailureCode.NOT_CONFIGURED, "PutObject"),
        (Answer(400, "ExpiredToken"), FailureCode.NOT_CONFIGURED, "AWS_SESSION_TOKEN"),
        (Answer(507, "InsufficientStorage"), FailureCode.UNAVAILABLE, "full"),
        (Answer(418, "Teapot"), FailureCode.UNAVAILABLE, "Teapot"),
    ],
    ids=lambda value: value.code if isinstance(value, Answer) else None,
)  # fmt: skip
async def test_each_refusal_has_its_own_message(
    store: S3Store, proxy: FaultProxy, answer: Answer, code: FailureCode, words: str
) -> None:
    proxy.spoil(*[Fault("answer", answer)] * MAX_ATTEMPTS, method="PUT")
    error = await refusal(store)
    assert error.code is code
    assert words in error.detail


async def test_a_missing_local_file_is_named(store: S3Store, tmp_path: Path) -> None:
    with pytest.raises(PodreelError, match=r"gone\.mp4") as caught:
        await store.put_file("a", tmp_path / "gone.mp4")
    assert not isinstance(caught.value, StoreUnavailable)
