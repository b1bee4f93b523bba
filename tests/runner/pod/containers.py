"""The two containers of a video's pod, without a cluster: other users, a read-only root, a folder they share.

Needs root: another user's files are the point, and nobody else can make them.
"""

import shlex
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNNER_ID, RENDER_ID, GROUP_ID = 10001, 10002, 10000
REPOSITORY = Path(__file__).resolve().parents[3]
PATH = "/usr/local/bin:/usr/bin:/bin"
_TMP = Path("/tmp")  # noqa: S108 - of which each container has one of its own
_PLACES = tuple(dict.fromkeys(Path(place).resolve() for place in (REPOSITORY, sys.prefix, sys.base_prefix)))


@dataclass(frozen=True)
class Container:
    """One of them: its user, and the folder at which the pod's shared volume is mounted."""

    user_id: int
    volume: Path

    def command(self, argv: Sequence[str], variables: Iterable[str] = ()) -> list[str]:
        """The program with these `NAME=value` variables, as this container would start it."""
        words = ["env", "-i", f"PATH={PATH}", "HOME=/tmp", "LANG=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1"]
        identity = ["setpriv", f"--reuid={self.user_id}", f"--regid={GROUP_ID}", "--clear-groups"]
        identity += ["--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]
        inside = shlex.join([*identity, *words, *variables, *argv])
        steps = ["set -eu", "mount --make-rprivate /", *_opening(), *self._mounting(), f"cd {REPOSITORY}"]
        script = "\n".join([*steps, f"exec {inside}"])
        return ["unshare", "--mount", "--ipc", "bash", "-c", script]

    def python(self, *words: str, variables: Iterable[str] = ()) -> list[str]:
        """The same for our interpreter."""
        return self.command([sys.executable, *words], variables)

    def _mounting(self) -> list[str]:
        volume = shlex.quote(str(self.volume))
        return [
            f"mount --bind {volume} {volume}",
            "mount -o remount,bind,ro /",
            *_own_tmp(),
        ]


def _own_tmp() -> list[str]:
    """A /tmp of the container's own, with what we need of the machine's: our files may lie there."""
    own = "mount -t tmpfs -o mode=1777 tmpfs /tmp"
    shown = [place for place in _PLACES if place.is_relative_to(_TMP)]
    if not shown:
        return [own]
    steps = ["mount -t tmpfs tmpfs /mnt && mkdir /mnt/tmp", "mount --rbind /tmp /mnt/tmp", own]
    for place in shown:
        inner, target = f"/mnt/tmp/{place.relative_to(_TMP)}", shlex.quote(str(place))
        steps.append(f"mkdir -p {target} && mount --bind {shlex.quote(inner)} {target}")
    return [*steps, "umount --lazy /mnt"]


def _opening() -> list[str]:
    """Shows what we need of folders that are closed to other users, such as homes."""
    closed = {_closed_above(place) for place in _PLACES} - {None}
    steps = []
    for number, folder in enumerate(sorted(str(folder) for folder in closed)):
        shown = [place for place in _PLACES if place.is_relative_to(folder)]
        aside = f"/mnt/{number}"
        steps += [
            f"mount -t tmpfs tmpfs /mnt && mkdir {aside}",
            f"mount --rbind {shlex.quote(folder)} {aside}",
        ]
        steps.append(f"mount -t tmpfs -o mode=755 tmpfs {shlex.quote(folder)}")
        for place in shown:
            inner, target = f"{aside}/{place.relative_to(folder)}", shlex.quote(str(place))
            steps.append(f"mkdir -p {target} && mount --bind {shlex.quote(inner)} {target}")
    return steps


def _closed_above(place: Path) -> Path | None:
    """The highest folder on the way to this place that other users can't pass."""
    folders = (*reversed(place.parents), place)
    return next((folder for folder in folders if folder.exists() and not folder.stat().st_mode & 0o001), None)
