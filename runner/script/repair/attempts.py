"""What was tried to mend a part, and how it failed, so that no idea is paid for or tried twice. Pure."""

import ast
import difflib
from dataclasses import dataclass, replace

from runner.script.excerpt import short_line, steady
from runner.script.parsing import clean_code, lines_of, tree_of

MAX_ROUNDS = 3
_MAX_CHANGED_LINES = 14


@dataclass(frozen=True)
class FailedVersion:
    """A version of a part that does not run, and the error of its dry run.

    `left` is what rules made of it, which the next request shows.
    """

    source: str
    error: str
    left: str


@dataclass(frozen=True)
class Attempts:
    """The failed versions of a part in order, the first as it was written; the last one is mended next.

    `rounds` counts the requests to models. `misses` are those that brought no new version: an answer without
    code, or with a version that is known to fail.
    """

    versions: tuple[FailedVersion, ...]
    rounds: int = 0
    misses: int = 0
    repeated: bool = False

    @classmethod
    def begin(cls, source: str, error: str) -> "Attempts":
        return cls((FailedVersion(source, error, source),))

    @property
    def may_go_on(self) -> bool:
        """Whether a model is asked once more; never after the stronger one brought nothing new either."""
        return self.rounds < MAX_ROUNDS and self.misses < 2

    @property
    def asks_stronger(self) -> bool:
        """Whether the next request goes to the stronger model: the last one, or after a miss."""
        return self.misses > 0 or self.rounds == MAX_ROUNDS - 1

    def knows(self, source: str) -> bool:
        """Whether an equal version failed; comments, spaces and line breaks make no difference."""
        failed = {_essence(code) for version in self.versions for code in (version.source, version.left)}
        return _essence(source) in failed

    def with_failure(self, source: str, error: str, *, left: str | None = None) -> "Attempts":
        """After a request whose answer failed in a new way; `left` is what rules made of it."""
        versions = (*self.versions, FailedVersion(source, error, left or source))
        return replace(self, versions=versions, rounds=self.rounds + 1, repeated=False)

    def with_miss(self, *, repeated: bool) -> "Attempts":
        """After a request that brought nothing new; `repeated` if it brought a known version."""
        return replace(self, rounds=self.rounds + 1, misses=self.misses + 1, repeated=repeated)

    @property
    def told(self) -> tuple[str, ...]:
        """Each failed idea for the next request: what it changed, and its error."""
        pairs = zip(self.versions, self.versions[1:], strict=False)
        told = [
            f"{_change(one.left, other.source)}\nfailed with: {steady(other.error)}" for one, other in pairs
        ]
        if self.repeated:
            told.append("The last answer was a version that had failed before. Find another way.")
        return tuple(told)


def is_same_code(one: str, other: str) -> bool:
    """Whether two sources differ in comments, spaces and line breaks at most."""
    return _essence(one) == _essence(other)


def _essence(source: str) -> str:
    tree = tree_of(clean_code(source))
    return "\n".join(source.split()) if tree is None else ast.dump(tree)


def _change(before: str, after: str) -> str:
    """The changed lines, without those around them; the middle of a long change is left out."""
    compared = difflib.unified_diff(lines_of(before), lines_of(after), lineterm="", n=0)
    # The first two lines name the files, which have no names here.
    lines = [line.rstrip() for line in list(compared)[2:] if line[0] != "@" and line[1:].strip()]
    if len(lines) > _MAX_CHANGED_LINES:
        half = _MAX_CHANGED_LINES // 2
        lines = [*lines[:half], f"[{len(lines) - 2 * half} more changed lines]", *lines[-half:]]
    return "\n".join(map(short_line, lines))
