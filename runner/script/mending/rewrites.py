"""Makes repairs one after the other, and keeps what each of them changed. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contract.script_check import ScriptRewrite
from runner.script.rewriting import rewrite_between
from runner.script.rules.edits import Edit, apply_edits
from runner.script.rules.patient import Repair


@dataclass(frozen=True)
class Rewritten:
    """A text after repairs, and what was done, in the order in which it was done."""

    text: str
    rewrites: tuple[ScriptRewrite, ...]
    added: tuple[tuple[int, int], ...] = ()
    """Lines of the new text at which lines were added, and how many."""

    def line_before(self, line: int) -> int:
        """The line of the given text that became this line."""
        return line - sum(count for start, count in self.added if start < line)


def rewrite(text: str, repairs: Iterable[Repair]) -> Rewritten:
    """Makes the repairs in turn; one that would change what another has changed is left out."""
    made: list[Edit] = []
    rewrites: list[ScriptRewrite] = []
    added: list[tuple[int, int]] = []
    now = text
    for repair in repairs:
        proposed = repair.proposal.edits
        if not proposed or any(edit.overlaps(other) for edit in proposed for other in made):
            continue
        edits = [edit.beyond(made) for edit in proposed]
        moved = [_moved(edit, made) for edit in edits]
        after = apply_edits(now, moved)
        made += edits
        if after != now:
            rewrites.append(rewrite_between(now, after, rule=repair.rule, reason=repair.proposal.reason))
            added += _lines_added(now, moved)
        now = after
    return Rewritten(now, tuple(rewrites), tuple(added))


def _moved(edit: Edit, made: Iterable[Edit]) -> Edit:
    """The edit, where the ones before it have put its place."""
    start = edit.start + _growth(
        other for other in made if other.start < edit.start or other.end == edit.start
    )
    if edit.start == edit.end:
        return Edit(start, start, edit.text)
    return Edit(start, edit.end + _growth(other for other in made if other.start < edit.end), edit.text)


def _growth(edits: Iterable[Edit]) -> int:
    return sum(len(edit.text) - (edit.end - edit.start) for edit in edits)


def _lines_added(text: str, edits: Iterable[Edit]) -> Iterator[tuple[int, int]]:
    for edit in edits:
        count = edit.text.count("\n") - text.count("\n", edit.start, edit.end)
        if count:
            yield text.count("\n", 0, edit.start) + 1, count
