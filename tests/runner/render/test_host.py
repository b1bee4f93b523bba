"""The host itself: which requests it serves, how many at a time, and which processes it leaves."""

import asyncio
import json
import os
import signal
import sys
import textwrap
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from runner.machine.processes import start
from runner.render.answer import HELLO, Greeting, SectionOutcome
from runner.render.client import RenderClient, own_host
from runner.render.host import memory_for_each
from tests.runner.living import is_alive, parent_of, wait_for, wait_until_gone
from tests.runner.render.conftest import LIMITS, WORKERS, Studio
from tests.runner.render.scripts import GOOD, scene

pytestmark = pytest.mark.slow
GIB = 2**30
# Tells its process id in a file of its folder, and then waits forever.
WAITING = "import os, time; open('id', 'w').write(f'{os.getpid()}\\n'); time.sleep(600)"


def ids_in(folder: Path) -> list[int]:
    """The process ids that scripts below `folder` have written so far."""
    texts = [path.read_text() for path in folder.glob("*/id")]
    return [int(text) for text in texts if text.endswith("\n")]


async def ask(socket: Path, request: bytes) -> bytes:
    """What the host answers to these bytes."""
    reader, writer = await asyncio.open_unix_connection(socket)
    try:
        writer.write(request)
        await writer.drain()
        async with asyncio.timeout(10):
            return await reader.readline()
    except ConnectionError:
        return b""
    finally:
        writer.close()


def _outside(root: Path) -> str:
    return json.dumps({"folder": str(root.parent)})


def _through_a_link(root: Path) -> str:
    (root / "link").symlink_to(root.parent)
    return json.dumps({"folder": str(root / "link")})


@pytest.mark.parametrize(
    "request_for",
    [
        _outside,
        _through_a_link,
        lambda root: json.dumps({"folder": str(root)}),
        lambda root: json.dumps({"folder": f"{root}/a/../.."}),
        lambda root: json.dumps({"folder": f"{root}-else"}),
        lambda root: json.dumps({"folder": f"{root}/.tex"}),
        lambda root: json.dumps({"folder": f"{root}/.tex/below"}),
        lambda root: json.dumps({"folder": "/etc"}),
        lambda root: json.dumps({"folder": 5}),
        lambda root: json.dumps({"file": "x"}),
        lambda root: json.dumps([str(root)]),
        lambda root: "5",
        lambda root: "no json",
        lambda root: "",
        lambda root: '{"folder": "a\\u0000b"}',
        lambda root: json.dumps({"folder": f"{root}/{'x' * 100_000}"}),
    ],
    ids=[
        "the folder above",
        "a link that leads out",
        "the root itself",
        "a way out",
        "a neighbour",
        "the host's own folder",
        "a folder in the host's own",
        "another folder",
        "a number",
        "no folder",
        "a list",
        "a bare number",
        "no json",
        "nothing",
        "a zero byte",
        "a line without end",
    ],
)
async def test_an_invalid_request_is_refused_and_the_host_keeps_serving(
    studio: Studio, request_for: Callable[[Path], str]
) -> None:
    root = studio.client.root
    assert await ask(studio.client.socket, f"{request_for(root)}\n".encode()) == b""
    assert is_alive(studio.host)
    (root / "link").unlink(missing_ok=True)
    served = json.loads(await ask(studio.client.socket, f'{{"folder": "{root}/nothing-there"}}\n'.encode()))
    assert (served["outcome"], "the job can't be read" in served["reason"]) == ("failed", True)


async def test_a_client_whose_folder_is_refused_gets_an_error(studio: Studio, tmp_path: Path) -> None:
    stranger = Studio(RenderClient(studio.client.socket, tmp_path), studio.host)
    with pytest.raises(PodreelError) as caught:
        await stranger.render(GOOD)
    assert caught.value.code is FailureCode.UNAVAILABLE


async def test_a_host_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(PodreelError) as caught:
        await Studio(RenderClient(tmp_path / "no.sock", tmp_path), 0).render(GOOD)
    assert caught.value.code is FailureCode.UNAVAILABLE


async def test_a_client_that_is_cancelled_stops_its_child(studio: Studio) -> None:
    before = set(ids_in(studio.client.root))
    rendering = asyncio.create_task(studio.render(scene(WAITING)))
    await wait_for(lambda: len(set(ids_in(studio.client.root)) - before) == 1)
    (child,) = set(ids_in(studio.client.root)) - before
    assert is_alive(child)
    rendering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await rendering
    await wait_until_gone(child)
    assert is_alive(studio.host)


async def test_sections_are_rendered_side_by_side_but_never_more_than_the_host_has_workers(
    studio: Studio,
) -> None:
    diary = "import time\nprint('from', time.monotonic())\ntime.sleep(0.5)\nprint('to', time.monotonic())"
    rendered = await asyncio.gather(*(studio.render(scene(diary)) for _ in range(5)))
    moments: list[tuple[float, int]] = []
    for section in rendered:
        assert section.answer.outcome is SectionOutcome.RENDERED, section.answer.reason
        words = section.answer.log.split()
        moments += [(float(words[words.index("from") + 1]), 1), (float(words[words.index("to") + 1]), -1)]
    running = list(accumulate(change for _, change in sorted(moments)))
    assert (running[-1], max(running)) == (0, WORKERS)


async def test_a_process_that_a_script_leaves_in_the_background_is_killed(studio: Studio) -> None:
    leave = """
    import subprocess
    print(subprocess.Popen(["sleep", "600"]).pid)
    """
    answer = (await studio.render(scene(leave))).answer
    assert answer.outcome is SectionOutcome.RENDERED, answer.reason
    await wait_until_gone(int(answer.log))


async def test_a_process_that_holds_the_output_open_delays_no_answer_beyond_its_time(studio: Studio) -> None:
    fork = "import os, time\nif os.fork() == 0:\n    time.sleep(600)\nos._exit(0)"
    answer = (await studio.render(scene(fork), limits=LIMITS.model_copy(update={"seconds": 4}))).answer
    assert answer.outcome is SectionOutcome.FAILED
    assert answer.seconds < 8


async def test_a_process_can_not_leave_the_group_that_is_killed_with_its_section(studio: Studio) -> None:
    leave = "import subprocess\nleft = subprocess.Popen(['sleep', '20'], start_new_session=True)"
    answer = (await studio.render(scene(leave), limits=LIMITS.model_copy(update={"seconds": 4}))).answer
    assert "PermissionError" in answer.reason, answer.log


async def test_a_host_of_our_own_lives_as_long_as_its_context(tmp_path: Path) -> None:
    async with own_host(tmp_path, 1) as client:
        waiting = asyncio.create_task(Studio(client, 0).render(scene(WAITING)))
        await wait_for(lambda: ids_in(tmp_path) != [])
        (child,) = ids_in(tmp_path)
        zygote = parent_of(child)
        host = parent_of(zygote)
        assert is_alive(host)
    await wait_until_gone(host, zygote, child)
    assert not client.socket.exists()
    with pytest.raises(PodreelError) as caught:
        await waiting
    assert caught.value.code is FailureCode.UNAVAILABLE


async def test_a_host_and_its_children_die_with_the_process_that_started_it(tmp_path: Path) -> None:
    starter = textwrap.dedent(
        f"""
        import asyncio
        from pathlib import Path
        from runner.render.client import own_host
        from tests.runner.render.conftest import Studio
        from tests.runner.render.scripts import scene

        async def main() -> None:
            async with own_host(Path({str(tmp_path)!r}), 1) as client:
                await Studio(client, 0).render(scene({WAITING!r}))

        asyncio.run(main())
        """
    )
    parent = await start([sys.executable, "-c", starter], stderr=None)
    await wait_for(lambda: ids_in(tmp_path) != [])
    (child,) = ids_in(tmp_path)
    zygote = parent_of(child)
    host = parent_of(zygote)
    assert parent_of(host) == parent.pid
    parent.kill()
    await parent.communicate()
    await wait_until_gone(host, zygote, child)


# Gives time to kill what runs it, and then renders like any other.
SLOW_TO_BEGIN = scene(
    """
    open("id", "w").write(f"{os.getpid()}\\n")
    time.sleep(1.5)
    with self.beat(1) as beat:
        self.play(Create(Square()), run_time=beat.duration * 0.8)
    with self.beat(2):
        self.play(FadeIn(Circle()), run_time=0.3)
    """,
    head="import os, time",
)


async def test_a_section_whose_zygote_is_killed_is_rendered_once_more(tmp_path: Path) -> None:
    async with own_host(tmp_path, 1) as client:
        rendering = asyncio.create_task(Studio(client, 0).render(SLOW_TO_BEGIN))
        await wait_for(lambda: ids_in(tmp_path) != [])
        (child,) = ids_in(tmp_path)
        os.kill(parent_of(child), signal.SIGKILL)
        assert (await rendering).answer.outcome is SectionOutcome.RENDERED
        assert not is_alive(child)


async def test_a_zygote_that_is_killed_again_costs_its_section_and_no_other(tmp_path: Path) -> None:
    async with own_host(tmp_path, 1) as client:
        studio = Studio(client, 0)
        waiting = asyncio.create_task(studio.render(scene(WAITING)))
        killed: set[int] = set()
        for _ in range(2):
            await wait_for(lambda: bool(set(ids_in(tmp_path)) - killed))
            (child,) = set(ids_in(tmp_path)) - killed
            killed.add(child)
            os.kill(parent_of(child), signal.SIGKILL)
        answer = (await waiting).answer
        assert (answer.outcome, answer.reason) == (
            SectionOutcome.FAILED,
            "the process that renders was killed",
        )
        await wait_until_gone(*killed)
        assert (await studio.render(GOOD)).answer.outcome is SectionOutcome.RENDERED


async def test_a_host_that_confines_scripts_answers_the_greeting(studio: Studio) -> None:
    assert Greeting.model_validate_json(await ask(studio.client.socket, HELLO)).refused == ""
    await studio.client.greet()


async def test_an_unreachable_host_is_named_by_its_address(tmp_path: Path) -> None:
    with pytest.raises(PodreelError) as caught:
        await RenderClient(tmp_path / "no.sock", tmp_path, tmp_path).greet()
    assert caught.value.code is FailureCode.UNAVAILABLE
    assert str(tmp_path / "no.sock") in caught.value.detail


@pytest.mark.parametrize(
    ("workers", "limit", "share"),
    [(1, None, None), (3, 12 * GIB, 11.5 * GIB // 3), (2, GIB, GIB // 4), (8, GIB, GIB // 4)],
)
def test_sections_share_the_memory_of_their_container(
    workers: int, limit: int | None, share: float | None
) -> None:
    assert memory_for_each(workers, limit) == share
