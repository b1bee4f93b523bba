"""Compares two runs of a scene: which one got further. Pure."""

import ast
from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum

from runner.script.rules.failure import Frame, SceneFailure
from runner.script.rules.patient import statement_at

_AT_IMPORT = "<module>"
_Path = tuple[tuple[str, int], ...]


class Step(IntEnum):
    """How far a run got, against an earlier one. ASIDE: another error in the same statement."""

    BACK = 0
    NOWHERE = 1
    ASIDE = 2
    FURTHER = 3
    RUNS = 4


def compare(before: SceneFailure, after: SceneFailure | None, tree: ast.Module) -> Step:
    """The step from one failure to another, or to none; both count the lines of `tree`."""
    if after is None:
        return Step.RUNS
    if not before.frames and after.frames:
        return Step.FURTHER
    if not after.frames:
        # Without a place, only another error shows that something has changed.
        is_new = (before.kind, before.message) != (after.kind, after.message)
        return Step.FURTHER if is_new and not after.kind else Step.NOWHERE
    first, second = (_path(failure.frames, tree) for failure in (before, after))
    if first != second:
        return _between(first, second)
    is_same = (before.kind, before.message) == (after.kind, after.message)
    return Step.NOWHERE if is_same else Step.ASIDE


def _between(before: _Path, after: _Path) -> Step:
    """The step between two different paths, from where they part."""
    if before[0] != after[0]:
        return Step.FURTHER if after > before else Step.BACK
    for (function, line), (other_function, other_line) in zip(before[1:], after[1:], strict=False):
        if function != other_function:
            # Two functions that one statement calls: which of them comes first is not known.
            return Step.ASIDE
        if line != other_line:
            return Step.FURTHER if other_line > line else Step.BACK
    # One path goes on where the other ends: an inner function has returned, or is reached at last.
    return Step.FURTHER


def _path(frames: tuple[Frame, ...], tree: ast.Module) -> _Path:
    """The statements that led to an error, by their lines; a script is imported before a scene is made."""
    is_made = frames[0].function != _AT_IMPORT
    return (("", int(is_made)), *((frame.function, _start(tree, frame.line)) for frame in frames))


def _start(tree: ast.Module, line: int) -> int:
    statement = statement_at(tree, line)
    return statement.lineno if statement else line


def with_lines(failure: SceneFailure, line_before: Callable[[int], int]) -> SceneFailure:
    """The failure with the lines of an earlier text."""
    frames = tuple(replace(frame, line=line_before(frame.line)) for frame in failure.frames)
    return replace(failure, frames=frames)
