"""Decides whether the shared code is to blame for sections that fail, on evidence only. Pure."""

import ast
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from runner.script.draft import Draft, FailedRun
from runner.script.excerpt import innermost_line
from runner.script.imports import ALWAYS, read_imports
from runner.script.parsing import bound_by, line_range, mentioned_in, tree_of

_MISSING = re.compile(r"NameError: name '(\w{1,80})' is not defined")


@dataclass(frozen=True)
class Blame:
    """Why the shared code is at fault, and the sections that show it."""

    evidence: str
    scenes: tuple[str, ...]


def blame_preamble(draft: Draft, failures: Sequence[FailedRun]) -> Blame | None:
    """The evidence against the preamble; None if each section has to be mended by itself.

    It is to blame if it doesn't parse; if a section fails within it, unless a section that runs uses the same
    code; and if at least two sections use the same name that nothing defines.
    """
    if not failures:
        return None
    scenes = tuple(failure.scene for failure in failures)
    tree = tree_of(draft.preamble)
    if tree is None:
        return Blame("the shared code doesn't parse", scenes)
    running = [source for scene, source in draft.sections.items() if source and scene not in scenes]
    return _failing_statement(tree, running, failures) or _missing_name(failures)


def _failing_statement(
    preamble: ast.Module, running: Sequence[str], failures: Sequence[FailedRun]
) -> Blame | None:
    """Blames a statement of the preamble if it alone can explain the failures within it."""
    pointed: defaultdict[str, list[str]] = defaultdict(list)
    statements: dict[str, ast.stmt] = {}
    for failure in failures:
        statement = _statement_at(preamble, failure)
        if statement is not None:
            pointed[ast.dump(statement)].append(failure.scene)
            statements[ast.dump(statement)] = statement
    used = {name for source in running for name in _names_of(source)}
    for key, scenes in sorted(pointed.items(), key=lambda item: -len(item[1])):
        if len(scenes) > 1 or not bound_by(statements[key]) & used:
            names = ", ".join(sorted(bound_by(statements[key]))) or "a statement"
            return Blame(f"the line that fails stands in the shared code: {names}", tuple(scenes))
    return None


def _statement_at(preamble: ast.Module, failure: FailedRun) -> ast.stmt | None:
    """The preamble's statement that holds the innermost failing line of the script."""
    line, script = innermost_line(failure.text, failure.output), tree_of(failure.text)
    if line is None or script is None:
        return None
    failing = next((node for node in script.body if line in line_range(node)), None)
    if failing is None:
        return None
    if isinstance(failing, ast.Import | ast.ImportFrom):  # a script's imports are merged into one head
        wanted = set(read_imports(failing)) - set(ALWAYS)
        return next((node for node in preamble.body if wanted & set(read_imports(node))), None)
    written = ast.dump(failing)
    return next((node for node in preamble.body if ast.dump(node) == written), None)


def _names_of(source: str) -> frozenset[str]:
    tree = tree_of(source)
    return frozenset() if tree is None else mentioned_in(tree)


def _missing_name(failures: Sequence[FailedRun]) -> Blame | None:
    """Sections are written without sight of each other: what two of them miss was promised to both."""
    missing: defaultdict[str, list[str]] = defaultdict(list)
    for failure in failures:
        if found := _MISSING.search(failure.output):
            missing[found[1]].append(failure.scene)
    name = max(missing, key=lambda name: len(missing[name]), default="")
    if len(missing.get(name, ())) < 2:
        return None
    scenes = tuple(missing[name])
    return Blame(f"{' and '.join(scenes)} use the name {name!r}, which nothing defines", scenes)
