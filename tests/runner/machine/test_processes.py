"""Child processes: their output, their failures, and that none is left running."""

import asyncio
import sys
import textwrap
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from runner.machine.processes import ToolError, run_tool, start
from tests.runner.living import wait_for, wait_until_gone

# A program with a child of its own: both write their id, then both sleep.
FAMILY = 'echo $$ >"$1"; sleep 600 & echo $! >"$2"; echo ready; wait'


def family(folder: Path) -> list[str]:
    return ["sh", "-c", FAMILY, "sh", str(folder / "parent"), str(folder / "child")]


async def members(folder: Path) -> tuple[int, int]:
    """The ids of the family, once both have been written."""
    parent, child = folder / "parent", folder / "child"
    await wait_for(lambda: child.exists() and child.read_text().strip() != "")
    return int(parent.read_text()), int(child.read_text())


async def test_a_tools_output_is_returned() -> None:
    result = await run_tool(["sh", "-c", "cat; echo aside >&2"], stdin=b"hello")
    assert (result.returncode, result.stdout, result.stderr) == (0, b"hello", b"aside\n")


async def test_without_input_a_tool_reads_nothing() -> None:
    assert (await run_tool(["cat"], timeout_seconds=5)).stdout == b""


async def test_a_tool_runs_in_its_folder(tmp_path: Path) -> None:
    assert (await run_tool(["pwd"], cwd=tmp_path)).stdout.decode().strip() == str(tmp_path)


async def test_much_output_on_both_sides_does_not_block() -> None:
    flood = "head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2"
    result = await run_tool(["sh", "-c", flood], timeout_seconds=20)
    assert (len(result.stdout), len(result.stderr)) == (3_000_000, 3_000_000)


async def test_a_failing_tool_reports_its_status_and_the_end_of_its_stderr() -> None:
    with pytest.raises(ToolError) as caught:
        await run_tool(["sh", "-c", "head -c 5000 /dev/zero | tr '\\0' x >&2; echo the end >&2; exit 3"])
    assert caught.value.program == "sh"
    assert "ended with status 3" in str(caught.value)
    assert str(caught.value).endswith("the end")
    assert len(str(caught.value)) < 2100


async def test_a_missing_program_is_a_bad_configuration() -> None:
    with pytest.raises(PodreelError) as caught:
        await run_tool(["no-such-program"])
    assert caught.value.code is FailureCode.BAD_CONFIGURATION
    assert caught.value.exit_status == 78
    assert "no-such-program" in caught.value.detail


async def test_a_tool_that_takes_too_long_is_killed_with_its_children(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"did not finish within 1 s"):
        await run_tool(family(tmp_path), timeout_seconds=1)
    await wait_until_gone(*await members(tmp_path))


async def test_a_cancelled_tool_is_killed_with_its_children(tmp_path: Path) -> None:
    running = asyncio.create_task(run_tool(family(tmp_path)))
    ids = await members(tmp_path)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await wait_until_gone(*ids)


async def test_children_that_a_finished_tool_leaves_behind_are_killed(tmp_path: Path) -> None:
    leave = 'sleep 600 >/dev/null 2>&1 & echo $! >"$1"'
    await run_tool(["sh", "-c", leave, "sh", str(tmp_path / "left")], timeout_seconds=20)
    await wait_until_gone(int((tmp_path / "left").read_text()))


async def test_a_tool_that_ignores_the_signal_to_end_is_killed_too(tmp_path: Path) -> None:
    stubborn = 'trap "" TERM INT HUP; echo $$ >"$1"; while :; do sleep 0.1; done'
    with pytest.raises(ToolError):
        await run_tool(["sh", "-c", stubborn, "sh", str(tmp_path / "id")], timeout_seconds=0.5)
    await wait_until_gone(int((tmp_path / "id").read_text()))


async def test_a_program_dies_with_the_process_that_started_it(tmp_path: Path) -> None:
    starter = textwrap.dedent(
        """
        import asyncio, sys
        from runner.machine.processes import start

        async def main() -> None:
            process = await start(["sleep", "600"])
            print(process.pid, flush=True)
            await process.wait()

        asyncio.run(main())
        """
    )
    parent = await start([sys.executable, "-c", starter])
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    parent.kill()
    await parent.communicate()
    await wait_until_gone(child)
