"""An outer cgroup for the host under attack, so that a bomb that goes off harms the host and not the machine.

It lies below the cgroup that we are in, never beside it: what limits us goes on limiting the attacks.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MEMORY_BYTES = 6 * 2**30
TASKS = 2000
CGROUPS = Path("/sys/fs/cgroup")
NO_CAGE = (
    "The attacks need an outer cgroup with a memory limit and a pids limit, and none can be made here. "
    "Run the tests as root, or in a cgroup that is delegated to you "
    "(systemd-run --user --scope -p Delegate=yes make test), or with a systemd user session."
)


class NoCageError(Exception):
    """This machine gives us no cgroup; NO_CAGE says what to do."""


@dataclass(frozen=True)
class Cage:
    """How to start a process inside, and the folders whose `cgroup.procs` lists who is in.

    `doors` are the groups that a process enters: the folders themselves, or groups in them.
    """

    folders: tuple[Path, ...] = ()
    doors: tuple[Path, ...] = ()
    launcher: tuple[str, ...] = ()

    def command(self, argv: Sequence[str]) -> list[str]:
        """The same command, begun inside."""
        if self.launcher:
            return [*self.launcher, *argv]
        entries = " ".join(f"{folder}/cgroup.procs" for folder in self.doors)
        enter = f'for entry in {entries}; do echo $$ > "$entry" || exit 77; done; exec "$@"'
        return ["/bin/sh", "-c", enter, "enter", *argv]

    def members(self) -> set[int]:
        """All processes inside, those in groups that the host has made included."""
        found: set[int] = set()
        for folder in self.folders:
            for place in (folder, *_below(folder)):
                with contextlib.suppress(OSError):
                    found |= {int(line) for line in (place / "cgroup.procs").read_text().split()}
        return found

    def memory_bytes(self) -> int:
        """What all inside use now, memory of the kernel included; 0 where it can't be told."""
        for folder in self.folders:
            for name in ("memory.current", "memory.usage_in_bytes"):
                with contextlib.suppress(OSError):
                    return int((folder / name).read_text())
        return 0

    def empty(self, *, but: frozenset[int] = frozenset(), seconds: float = 20) -> None:
        """Kills whoever is inside, except these; repeatedly, for bombs fork while they die."""
        end = time.monotonic() + seconds
        while (left := self.members() - but) and time.monotonic() < end:
            for process_id in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process_id, signal.SIGKILL)
            time.sleep(0.02)


@contextmanager
def outer_cage() -> Iterator[Cage]:
    """Raises NoCageError where no kind of cgroup is available."""
    for make in (_version_2, _version_1):
        folders = make()
        if folders:
            # With version 2 a group has either processes or groups in it: the host makes its own.
            inner = tuple(folder / "main" for folder in folders if (folder / "main").exists())
            cage = Cage(folders, inner or folders)
            try:
                yield cage
            finally:
                cage.empty()
                for folder in folders:
                    for place in (*_below(folder), folder):
                        _remove(place)
            return
    launcher = _scope()
    if not launcher:
        raise NoCageError(NO_CAGE)
    yield Cage(launcher=launcher)


def _own(controller: str) -> str | None:
    """Our place in the hierarchy of this controller; that of version 2 has no name."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, names, place = line.split(":", 2)
        if controller in names.split(","):
            return place
    return None


def _version_2() -> tuple[Path, ...]:
    place = _own("")
    if place is None or not (CGROUPS / "cgroup.controllers").exists():
        return ()
    parent = CGROUPS / place.lstrip("/")
    # A cgroup with processes may not hand controllers down, so that ours is made beside us then.
    for home in (parent, parent.parent):
        controllers = home / "cgroup.subtree_control"
        with contextlib.suppress(OSError):
            if not {"memory", "pids"} <= set(controllers.read_text().split()):
                controllers.write_text("+memory +pids")
            made = _made(home, {"memory.max": MEMORY_BYTES, "memory.swap.max": 0, "pids.max": TASKS})
            (made / "cgroup.subtree_control").write_text("+memory +pids")
            (made / "main").mkdir()
            return (made,)
    return ()


def _version_1() -> tuple[Path, ...]:
    wanted = {"memory": {"memory.limit_in_bytes": MEMORY_BYTES}, "pids": {"pids.max": TASKS}}
    made: list[Path] = []
    try:
        for controller, limits in wanted.items():
            place = _own(controller)
            if place is None:
                return ()
            made.append(_made(CGROUPS / controller / place.lstrip("/"), limits))
    except OSError:
        for folder in made:
            _remove(folder)
        return ()
    return tuple(made)


def _made(parent: Path, limits: dict[str, int]) -> Path:
    folder = parent / f"podreel-attacks-{uuid.uuid4().hex[:8]}"
    folder.mkdir()
    try:
        for name, value in limits.items():
            if name != "memory.swap.max" or (folder / name).exists():
                (folder / name).write_text(str(value))
    except OSError:
        folder.rmdir()
        raise
    return folder


def _below(folder: Path) -> list[Path]:
    """The groups in a group, the deepest first."""
    found = []
    with contextlib.suppress(OSError):
        for entry in folder.iterdir():
            if entry.is_dir():
                found += [*_below(entry), entry]
    return found


def _remove(folder: Path) -> None:
    for _ in range(100):
        try:
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return


def _scope() -> tuple[str, ...]:
    program = shutil.which("systemd-run")
    if program is None:
        return ()
    limits = (f"-pMemoryMax={MEMORY_BYTES}", "-pMemorySwapMax=0", f"-pTasksMax={TASKS}")
    launcher = (program, "--user", "--scope", "--quiet", *limits)
    tried = subprocess.run([*launcher, "/bin/true"], capture_output=True, check=False)
    return launcher if tried.returncode == 0 else ()
