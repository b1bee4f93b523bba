"""The Redis that `podreel up` brings: keeps its data, dies with its parent, says why it does not start."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from cli.embedded_redis import embedded_redis
from contract.failure import FailureCode, PodreelError
from contract.record import VideoRecord
from stores.records.redis.store import RedisStore
from tests.cli.redis_servers import servers

RECORD = VideoRecord(video_id="a")
PARENT = """
import asyncio, sys
from pathlib import Path
from cli.embedded_redis import embedded_redis
async def main():
    async with embedded_redis(Path(sys.argv[1])) as redis:
        print(redis.url, flush=True)
        await asyncio.sleep(600)
asyncio.run(main())
"""
ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120


async def failure(folder: Path) -> PodreelError:
    with pytest.raises(PodreelError) as caught:
        async with embedded_redis(folder):
            raise AssertionError("it must not start")
    return caught.value


async def project(url: str) -> None:
    store = RedisStore(url)
    await store.project(RECORD)
    await store.close()


async def stored(url: str) -> VideoRecord | None:
    store = RedisStore(url)
    try:
        return await store.get("a")
    finally:
        await store.close()


@pytest.fixture
def parent(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        yield process
        process.kill()


async def test_redis_keeps_its_data_over_a_restart(tmp_path: Path) -> None:
    async with embedded_redis(tmp_path / "new" / "redis") as redis:
        await project(redis.url)
    async with embedded_redis(tmp_path / "new" / "redis") as redis:
        assert await stored(redis.url) == RECORD


async def test_other_users_of_the_machine_cannot_access_redis(tmp_path: Path) -> None:
    async with embedded_redis(tmp_path) as redis:
        socket = redis.url.removeprefix("unix://")
        assert stat.S_IMODE(os.lstat(socket).st_mode) == 0o700
        assert redis_cli(socket, "CONFIG", "GET", "port") == ["port", "0"]
        assert redis_cli(socket, "CONFIG", "GET", "maxmemory-policy") == ["maxmemory-policy", "noeviction"]


def redis_cli(socket: str, *words: str) -> list[str]:
    line = ["redis-cli", "-s", socket, *words]
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout.split()


async def test_redis_stops_at_the_end_of_the_block(tmp_path: Path) -> None:
    async with embedded_redis(tmp_path):
        assert servers(tmp_path)
    assert servers(tmp_path) == []


async def test_redis_stops_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        async with embedded_redis(tmp_path):
            raise KeyError
    assert servers(tmp_path) == []


async def test_redis_stops_when_its_parent_is_killed_and_keeps_its_data(
    tmp_path: Path, parent: subprocess.Popen[str]
) -> None:
    assert parent.stdout is not None
    await project(parent.stdout.readline().strip())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    async with embedded_redis(tmp_path) as redis:
        assert await stored(redis.url) == RECORD
        assert len(servers(tmp_path)) == 1
    deadline = time.monotonic() + PATIENCE_SECONDS
    while servers(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.02)  # noqa: ASYNC251 - nothing else runs
    assert servers(tmp_path) == []


async def test_a_second_one_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    async with embedded_redis(tmp_path) as redis:
        error = await failure(tmp_path)
        assert error.code is FailureCode.BAD_CONFIGURATION
        assert "Another `podreel up` is using" in error.detail
        await project(redis.url)


async def test_damaged_data_are_set_aside_and_the_log_says_so(tmp_path: Path) -> None:
    async with embedded_redis(tmp_path) as redis:
        await project(redis.url)
    (journal,) = (tmp_path / "appendonlydir").glob("*.incr.aof")
    journal.write_bytes(b"*3\r\n$3\r\nSET\r\nnonsense\r\n" * 3 + journal.read_bytes())
    damaged = journal.read_bytes()
    with capture_logs() as logs:
        async with embedded_redis(tmp_path) as redis:
            assert await stored(redis.url) is None
            await project(redis.url)
    assert (tmp_path / "appendonlydir-damaged" / journal.name).read_bytes() == damaged
    (told,) = [entry for entry in logs if entry["event"] == "redis_data_set_aside"]
    assert "damaged" in told["reason"]
    assert "appendonlydir-damaged" in told["next_step"]
    async with embedded_redis(tmp_path) as redis:
        assert await stored(redis.url) == RECORD


async def test_redis_data_cut_off_in_a_command_are_still_used(tmp_path: Path) -> None:
    """As a crash leaves them."""
    async with embedded_redis(tmp_path) as redis:
        await project(redis.url)
    (journal,) = (tmp_path / "appendonlydir").glob("*.incr.aof")
    journal.write_bytes(journal.read_bytes() + b"*3\r\n$3\r\nSET\r\n$1\r\nx")
    async with embedded_redis(tmp_path) as redis:
        assert await stored(redis.url) == RECORD


async def test_a_folder_that_cannot_be_created_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    error = await failure(tmp_path / "file" / "redis")
    assert error.code is FailureCode.BAD_CONFIGURATION
    assert "can't be written" in error.detail


async def test_a_path_too_long_for_a_socket_is_refused(tmp_path: Path) -> None:
    error = await failure(tmp_path / ("long" * 40))
    assert error.code is FailureCode.BAD_CONFIGURATION
    assert "too long" in error.detail


def test_without_redis_the_message_says_what_to_install(tmp_path: Path) -> None:
    program = PARENT.replace(
        "asyncio.run(main())", "import os; os.environ['PATH'] = '/nowhere'; asyncio.run(main())"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "redis-server is not installed" in ended.stderr
