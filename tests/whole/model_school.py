"""The vendors' servers with one teacher behind them, and videos that are made with their help."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from contract.result import Completed
from tests.fakes.anthropic_api import KEY as ANTHROPIC_KEY
from tests.fakes.anthropic_api import FakeAnthropic
from tests.fakes.openai_api import KEY as OPENAI_KEY
from tests.fakes.openai_api import FakeOpenAI
from tests.fakes.teacher import Teacher
from tests.whole.conftest import Run, podreel
from tests.whole.results import exported_result

QUESTION = "What is the difference between a square and a circle?"


@dataclass(frozen=True)
class School:
    """The vendors' servers, and the one teacher behind them."""

    teacher: Teacher
    anthropic: FakeAnthropic
    openai: FakeOpenAI

    @property
    def environment(self) -> dict[str, str]:
        return {
            "ANTHROPIC_API_KEY": ANTHROPIC_KEY,
            "ANTHROPIC_BASE_URL": self.anthropic.url,
            "OPENAI_API_KEY": OPENAI_KEY,
            "OPENAI_BASE_URL": f"{self.openai.url}/v1",
        }

    @property
    def calls(self) -> int:
        """All that came, also what was refused."""
        return len(self.anthropic.calls) + len(self.openai.calls)


@contextmanager
def school(teacher: Teacher) -> Iterator[School]:
    with FakeAnthropic(teacher) as anthropic, FakeOpenAI(teacher) as openai:
        yield School(teacher, anthropic, openai)


@dataclass(frozen=True)
class Desk:
    """Where one video is ordered: its folder, the school of its models, and what runs the command."""

    place: School
    folder: Path
    program: Callable[..., Run] = podreel

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def result(self) -> Completed:
        return exported_result(self.out)

    def make(self, *options: str, **env: str) -> Run:
        """`podreel make`; a variable that is empty counts as not set."""
        return self._run(QUESTION, "--model", "claude-4-sonnet", "--quality", "draft", *options, env=env)

    def make_whole(self, *options: str, **env: str) -> Completed:
        """The result of a video that has to come about."""
        run = self.make(*options, **env)
        assert run.status == 0, run.stderr
        assert (self.out / "video.mp4").stat().st_size > 10_000
        return self.result

    def resume(self, failed: Run, **env: str) -> Completed:
        """The result of the video whose run has failed."""
        told = re.search(r"podreel make --resume ([0-9a-f-]{36}) ", failed.stderr)
        assert told is not None, failed.stderr
        run = self._run("--resume", told[1], env=env)
        assert run.status == 0, run.stderr
        return self.result

    def _run(self, *arguments: str, env: dict[str, str]) -> Run:
        folders = ("--out", str(self.out), "--data", str(self.data))
        run = self.program("make", *arguments, *folders, env={**self.place.environment, **env})
        assert "Traceback" not in run.stderr
        return run


@contextmanager
def desk(teacher: Teacher, folder: Path) -> Iterator[Desk]:
    with school(teacher) as place:
        yield Desk(place, folder)


def check_told(run: Run, status: int, code: str, *told: str) -> None:
    """The exit status, one sentence and one next step, and what they name."""
    assert run.status == status, run.stderr
    assert run.stderr.startswith(f"{code}: ")
    assert run.stderr.splitlines()[1].strip()
    for words in told:
        assert words in run.stderr


def check_absent(texts: Sequence[str], *folders: Path, said: Sequence[str] = ()) -> None:
    """None of `texts` is in a file of the folders, nor in what was `said`."""
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert paths
    for text in texts:
        assert [path for path in paths if text.encode() in path.read_bytes()] == []
        assert [part for part in said if text in part] == []
