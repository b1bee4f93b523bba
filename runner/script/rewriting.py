"""Says which lines of a text a rule has changed. Pure."""

from contract.script_check import ScriptRewrite
from runner.script.parsing import lines_of


def rewrite_between(before: str, after: str, *, rule: str, reason: str) -> ScriptRewrite:
    """The rewrite that made one text of another: the lines from the first that differs to the last."""
    old, new = lines_of(before), lines_of(after)
    start = _alike(old, new)
    end = min(_alike(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return ScriptRewrite(
        rule=rule,
        reason=reason,
        line=start + 1,
        before=tuple(old[start : len(old) - end]),
        after=tuple(new[start : len(new) - end]),
    )


def _alike(old: list[str], new: list[str]) -> int:
    """The number of lines at the beginning that are the same in both."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (first, second) in pairs if first != second), min(len(old), len(new)))
