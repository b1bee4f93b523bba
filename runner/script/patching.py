"""Puts new scenes and another NARRATION into a script; all else stays as it is written. Pure."""

import ast
import builtins
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from runner.script.assemble import ScriptPiece, take_apart, without_clashes, without_repeats
from runner.script.imports import ALWAYS, Import, import_lines, read_imports
from runner.script.parsing import bound_by, bound_inside, line_range, lines_of, mentioned_in, module_of
from runner.script.source import Script
from runner.script.storyboard.writer import narration_lines
from runner.text.explanation import Explanation

_STAR, _NARRATED = ALWAYS


@dataclass(frozen=True)
class ScriptPatch:
    """What a script becomes: the text, its scenes in order, and the source of those that are new or others.

    A source holds the class of its scene with the imports and definitions that it needs.
    """

    explanation: Explanation
    scenes: tuple[str, ...]
    sources: Mapping[str, str]
    language: str


def patch_script(script: Script, patch: ScriptPatch) -> str:
    """The script as patched. Scenes that are neither shown nor used any more are left out."""
    module, lines = module_of(script.text), lines_of(script.text)
    gone = {node.name: node for node in _gone(script, module, patch)}
    told = [node for node in module.body if "NARRATION" in bound_by(node)]
    kept = ast.Module([node for node in module.body if node not in (*gone.values(), *told)], [])
    base = take_apart(ast.unparse(kept))
    pieces = {scene: without_repeats(take_apart(source), base) for scene, source in patch.sources.items()}
    pieces = without_clashes(base, pieces)
    narration = narration_lines(patch.explanation, patch.scenes, patch.language)
    edits: list[tuple[range, Sequence[str]]] = [
        (line_range(node), narration if node is told[0] else []) for node in told
    ]
    for name, node in gone.items():
        edits.append((line_range(node), lines_of(pieces[name].code.strip("\n")) if name in pieces else []))
    first, after = _import_places(module)
    star, others = _imports(kept, base, pieces)
    edits.append((range(first, first), star))
    edits.append((range(after, after), [*others, *([] if told else ["", "", *narration])]))
    added = [pieces[scene].code.strip("\n") for scene in patch.scenes if scene in pieces.keys() - gone.keys()]
    text = "\n".join(_edited(lines, edits)).rstrip("\n")
    return "\n\n\n".join([text, *added]) + "\n"


def is_used(script: Script, scene: str) -> bool:
    """Whether the rest of the script uses the scene's class, so that it can't be replaced."""
    body = module_of(script.text).body
    return any(scene in mentioned_in(node) for node in body if getattr(node, "name", "") != scene)


def _gone(script: Script, module: ast.Module, patch: ScriptPatch) -> Iterator[ast.ClassDef]:
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name in script.scenes:
            is_shown = node.name in patch.scenes
            if node.name in patch.sources or not (is_shown or is_used(script, node.name)):
                yield node


def _imports(
    kept: ast.Module, base: ScriptPiece, pieces: Mapping[str, ScriptPiece]
) -> tuple[Sequence[str], Sequence[str]]:
    """The lines to put first, which shadow nothing there, and those to put after the script's imports."""
    known = {imported for node in kept.body for imported in read_imports(node)}
    wanted = dict.fromkeys(imported for piece in pieces.values() for imported in piece.imports)
    if (
        any(_NARRATED.name in piece.mentions for piece in pieces.values())
        and _NARRATED.name not in base.names
    ):
        wanted = {_NARRATED: None, **wanted}
    named = {imported.here for imported in (*known, *wanted)}
    needs_star = _STAR not in known and any(map(_is_open(base, named), pieces.values()))
    others: list[Import] = [imported for imported in wanted if imported not in known]
    return list(import_lines([_STAR])) if needs_star else [], list(import_lines(others))


def _is_open(base: ScriptPiece, named: set[str]) -> "_OpenNames":
    return _OpenNames(base.names | named | set(dir(builtins)))


@dataclass(frozen=True)
class _OpenNames:
    known: frozenset[str] | set[str]

    def __call__(self, piece: ScriptPiece) -> bool:
        """Whether the piece uses a name that only Manim can have given it."""
        inside = set(chain.from_iterable(map(bound_inside, piece.body)))
        return bool(piece.mentions - self.known - inside)


def _import_places(module: ast.Module) -> tuple[int, int]:
    """The line of the first import that is no `__future__`, and the line after the leading imports."""
    first, after = 0, 1
    for node in module.body:
        is_import = isinstance(node, ast.Import | ast.ImportFrom)
        if not is_import and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            break
        is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if is_import and not is_future and not first:
            first = node.lineno
        after = line_range(node).stop
    return first or after, after


def _edited(lines: Sequence[str], edits: Sequence[tuple[range, Sequence[str]]]) -> list[str]:
    """The lines with these ranges, counted from 1, replaced; where nothing takes a place, no gap is left."""
    edited = list(lines)
    for place, new in sorted(edits, key=lambda edit: (edit[0].start, edit[0].stop), reverse=True):
        start, stop = place.start - 1, place.stop - 1
        while not new and place and start and not edited[start - 1].strip():
            start -= 1
        edited[start:stop] = new
    return edited
