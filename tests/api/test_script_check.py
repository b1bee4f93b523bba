"""The process that parses users' scripts: its own limits are the script's fault, being killed is not."""

import sys
from pathlib import Path

import pytest

from api import script_parser
from api.problems import Problem, ProblemKind
from api.script_check import ScriptCheck

SCRIPT = "class A:\n    pass\n"
KILLED_FIRST = """
import os, pathlib, runpy, signal
mark = pathlib.Path({mark!r})
if not mark.exists():
    mark.touch()
    os.kill(os.getpid(), signal.SIGKILL)
runpy.run_path({parser!r}, run_name="__main__")
"""


def check(code: str) -> ScriptCheck:
    return ScriptCheck((sys.executable, "-I", "-S", "-c", code))


async def test_a_parser_that_somebody_kills_is_started_once_more(tmp_path: Path) -> None:
    code = KILLED_FIRST.format(mark=str(tmp_path / "mark"), parser=script_parser.__file__)
    await check(code).require_parsable(SCRIPT)
    with pytest.raises(Problem) as caught:
        await check(code).require_parsable("class A(:")
    assert caught.value.kind is ProblemKind.INVALID_REQUEST


async def test_a_parser_that_is_always_killed_does_not_blame_the_script() -> None:
    with pytest.raises(Problem) as caught:
        await check("import os; os.kill(os.getpid(), 9)").require_parsable(SCRIPT)
    assert caught.value.kind is ProblemKind.UNAVAILABLE


@pytest.mark.slow
async def test_a_script_that_takes_too_long_to_parse_is_at_fault() -> None:
    code = f"import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass  # {SCRIPT!r}"
    with pytest.raises(Problem) as caught:
        await check(code).require_parsable(SCRIPT)
    assert caught.value.kind is ProblemKind.INVALID_REQUEST
    assert "too much time or memory" in caught.value.detail
