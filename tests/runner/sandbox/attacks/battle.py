"""Carries an attack out: the world put right, the section, the section after it, and the look at all."""

import asyncio
import contextlib
import subprocess
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from contract.failure import PodreelError
from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.job import SectionJob
from runner.render.section_folder import RenderedSection
from tests.runner.living import is_alive, wait_for
from tests.runner.sandbox.attacks.attack import Aftermath, Attack
from tests.runner.sandbox.attacks.cage import Cage, outer_cage
from tests.runner.sandbox.attacks.hosts import RunningHost, start_host
from tests.runner.sandbox.attacks.outside import Neighbour, Outside, outside_world
from tests.runner.sandbox.attacks.prelude import SCENE

NEIGHBOUR_SECONDS = 30
# Writes its secret and waits until it is told to go on, or for so long that nobody can be waiting for it.
NEIGHBOUR = """
import os, time
from pathlib import Path
Path("secret").write_text({token!r})
Path("secret").chmod(0o644)
Path("id").write_text(str(os.getpid()))
end = time.monotonic() + {seconds}
while not Path("go-on").exists() and time.monotonic() < end:
    time.sleep(0.02)
print("COUNT", len(list(Path(".").iterdir())))
"""
# What a section finds that comes after an attack: in its modules, folders, paths and configuration.
NEXT = """
import builtins, os, sys
import manim, scenekit
found = [place for place in (builtins, sys, os, manim, scenekit) if hasattr(place, "poison")]
names = [*os.environ, *os.listdir("."), *sys.path]
try:
    names += os.listdir(os.environ["HOME"])
except OSError:
    pass  # out of reach, as a home that is not its own should be
found += [name for name in names if "poison" in name.lower()]
print("POISONED", found) if found else print("CLEAN")
print("BACKGROUND", manim.config.background_color.to_hex())
"""


@dataclass
class Battlefield:
    """One host, its world and its cage. A host that an attack has ended is started again."""

    folder: Path
    cage: Cage
    outside: Outside
    removed: frozenset[str] = frozenset()
    _host: RunningHost | None = None

    @property
    def host(self) -> RunningHost:
        if self._host is None or not self._host.is_alive:
            if self._host is not None:
                self._host.stop()
            self._host = start_host(self.folder, self.cage, self.removed, self.outside.secrets)
            self.outside.host = self._host.process.pid
            self.outside.host_root = self._host.client.root
            self.outside.host_socket = self._host.socket
            self.outside.cgroups = self.cage.folders
        return self._host

    def stop(self) -> None:
        if self._host is not None:
            self._host.stop()

    async def carry_out(self, attack: Attack, *, is_dry_run: bool = False) -> tuple[Aftermath, str]:
        """What is seen after the attack, and the evidence that it succeeded, "" if it did not."""
        host = self.host
        self.outside.refresh()
        async with self._neighbour(attack), self._weighed() as weights:
            name = f"attack-{attack.number}-{uuid.uuid4().hex[:8]}"
            job = attack.job(is_limited=not host.is_bare, is_dry_run=is_dry_run)
            rendered, is_answered = await _ask(host, attack.script(self.outside), job, name)
            most = max(weights)
            next_answer = await _next(host)
            after = Aftermath(
                answer=rendered.answer,
                video=rendered.video,
                folder=host.client.root / name,
                next_answer=next_answer,
                is_host_alive=host.is_alive,
                is_answered=is_answered,
                memory_bytes=most - weights[0],
                left_alive=0 if attack.neighbour else len(await self._find_leftovers(host)),
            )
            evidence = await asyncio.to_thread(attack.evidence, self.outside, after)
        await asyncio.to_thread(self._clean_up)
        return after, evidence

    @asynccontextmanager
    async def _neighbour(self, attack: Attack) -> AsyncIterator[None]:
        if not attack.neighbour:
            yield
            return
        client, name = self.host.client, f"neighbour-{uuid.uuid4().hex[:8]}"
        token = self.outside.secrets["neighbour"]
        script = NEIGHBOUR.format(token=token, seconds=NEIGHBOUR_SECONDS) + SCENE
        folder = client.root / name
        rendering = asyncio.create_task(client.render(name, script, attack.job(is_limited=False)))
        try:
            await wait_for(lambda: (folder / "id").exists() and (folder / "id").read_text() != "")
            self.outside.neighbour = Neighbour(folder, int((folder / "id").read_text()))
            yield
        finally:
            self.outside.neighbour = None
            (folder / "go-on").touch()
            with contextlib.suppress(PodreelError):
                await rendering

    @asynccontextmanager
    async def _weighed(self) -> AsyncIterator[list[int]]:
        """What is in the cage uses this much memory, first now and then again and again."""
        weights = [self.cage.memory_bytes()]

        async def weigh() -> None:
            while True:
                await asyncio.sleep(0.05)
                weights.append(self.cage.memory_bytes())

        weighing = asyncio.create_task(weigh())
        try:
            yield weights
        finally:
            weighing.cancel()

    async def _find_leftovers(self, host: RunningHost) -> set[int]:
        """What is in the cage beside the host and its own helper once the dying have had time to die."""
        helpers = _with_children(host.process.pid)
        left = self.cage.members() - helpers
        for _ in range(50):
            if not left:
                return left
            await asyncio.sleep(0.02)
            left = {number for number in self.cage.members() - helpers if is_alive(number)}
        return left

    def _clean_up(self) -> None:
        host = self.host
        # The host's own helper must stay; whatever has outlived its section, adopted or not, must not.
        self.cage.empty(but=_with_children(host.process.pid))
        for bomb in Path("/dev/shm").glob("podreel-bomb-*"):  # noqa: S108 - where one attack writes
            bomb.unlink()
        for entry in host.client.root.iterdir():
            if entry.is_symlink() or not entry.is_dir():
                entry.unlink()
            else:
                # `shutil.rmtree` gives up on a tree that is deeper than Python's stack.
                subprocess.run(["/bin/rm", "-rf", "--", str(entry)], check=False)


async def _ask(host: RunningHost, script: str, job: SectionJob, name: str) -> tuple[RenderedSection, bool]:
    video = host.client.root / f"{name}.mp4"
    try:
        if job.is_dry_run:
            return RenderedSection(await host.client.run_dry(name, script, job), video), True
        return await host.client.render(name, script, job), True
    except PodreelError as error:
        answer = SectionAnswer(outcome=SectionOutcome.FAILED, reason=f"no answer: {error}")
        return RenderedSection(answer, video), False


async def _next(host: RunningHost) -> SectionAnswer:
    """The answer to a good section, which must find nothing of the attack."""
    calm = Attack("0", "none", "to see whether others can still render", NEXT)
    try:
        answer = (await host.client.render(f"next-{uuid.uuid4().hex[:8]}", NEXT + SCENE, calm.job())).answer
    except PodreelError as error:
        return SectionAnswer(outcome=SectionOutcome.FAILED, reason=f"no answer: {error}")
    return answer


def _with_children(process_id: int) -> frozenset[int]:
    found = {process_id}
    for listing in Path(f"/proc/{process_id}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found |= {int(child) for child in listing.read_text().split()}
    return frozenset(found)


@contextmanager
def battlefield(removed: frozenset[str] = frozenset()) -> Iterator[Battlefield]:
    """A fresh one, below a folder that every user may enter (pytest's own folders are closed to others)."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="podreel-attacks-")))
        folder.chmod(0o755)
        cage = stack.enter_context(outer_cage())
        outside = stack.enter_context(outside_world(folder))
        field = Battlefield(folder, cage, outside, removed)
        stack.callback(field.stop)
        yield field
