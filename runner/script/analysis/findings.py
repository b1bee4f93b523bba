"""Finds all faults of a script at once, without running it, for the model that mends it. Pure.

Only certain faults are reported: a false finding would make the model break working code.
"""

import ast
import warnings
from collections.abc import Iterable, Iterator

from contract.script_check import ScriptFinding
from runner.script.analysis.bounds import may_be_searched
from runner.script.analysis.checks import CHECKS
from runner.script.analysis.collect import collect_types
from runner.script.analysis.place import finding_at
from runner.script.analysis.scopes import visit
from runner.script.analysis.signatures import LibraryInterface
from runner.script.analysis.types import TypeTable, own_key
from runner.script.analysis.undefined import missing_imports, undefined_names
from runner.script.parsing import is_scene_class, lines_of, mentioned_in, module_of, takes_long

MAX_FINDINGS = 40
_MAX_CHARACTERS = 300
_UNFINISHED = (
    "was never closed",
    "unexpected EOF",
    "expected an indented block",
    "unterminated triple-quoted",
)
# Calls that show something in a scene; those of templates call `play` inside.
_SHOWING = frozenset("play wait pause wait_until show draw speak leave beat until add".split())
_PLAIN_SCENES = frozenset(("Scene", "NarratedScene", "MovingCameraScene"))
_BROAD = frozenset(
    "Exception BaseException NameError AttributeError TypeError ValueError ImportError".split()
)


def find_faults(source: str, interface: LibraryInterface) -> tuple[ScriptFinding, ...]:
    """Certain faults of the script, by line. None found does not mean that it runs."""
    tree = _parse(source)
    if isinstance(tree, ScriptFinding):
        return (tree,)
    if not may_be_searched(source, tree):
        return ()
    try:
        knowledge = collect_types(tree, interface)
        # The same fault at two places of a line is told once.
        found = {(fault.line, fault.message): fault for fault in _found(source, tree, knowledge)}
    except (RecursionError, MemoryError):
        return ()
    return tuple(found[key] for key in sorted(found)[:MAX_FINDINGS])


def _parse(source: str) -> ast.Module | ScriptFinding:
    if takes_long(source):
        return ScriptFinding(line=1, message=f"it is too long to be read: {len(source):,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = module_of(source)
            # Compiled too, but never run: only this finds, for example, `return` outside a function.
            compile(tree, "script", "exec", dont_inherit=True)
            return tree
    except SyntaxError as error:
        start = max(error.offset or 1, 1)
        end = error.end_offset if error.end_lineno == error.lineno else None
        return ScriptFinding(
            line=max(error.lineno or 1, 1),
            column=start,
            end_column=max(end or start, start),
            message=_syntax_message(error, source),
        )
    except (ValueError, RecursionError, MemoryError):
        problem = "it can't be parsed: it is nested too deeply, or has characters that no script may have"
        return ScriptFinding(line=1, message=problem)


def _syntax_message(error: SyntaxError, source: str) -> str:
    last = len(source.rstrip().splitlines())
    is_cut = any(sign in error.msg for sign in _UNFINISHED) and (error.end_lineno or 0) >= last
    is_open = "was never closed" in error.msg or "unterminated triple-quoted" in error.msg
    hint = ". The end of the script seems to be missing" if is_cut or is_open else ""
    return f"it doesn't parse: {error.msg}{hint}"[:_MAX_CHARACTERS]


def _found(source: str, tree: ast.Module, knowledge: TypeTable) -> Iterator[ScriptFinding]:
    faults: list[tuple[ast.AST, str]] = [
        *undefined_names(source, tree, knowledge),
        *missing_imports(tree, knowledge),
        *_useless_scenes(tree, knowledge),
    ]
    for node, scope in visit(tree, knowledge):
        for check in CHECKS:
            faults += check(node, scope, knowledge)
    guarded, lines = _guarded_lines(tree), lines_of(source)
    for node, message in faults:
        finding = finding_at(node, lines, message[:_MAX_CHARACTERS])
        if finding.line not in guarded:
            yield finding


def _guarded_lines(tree: ast.Module) -> set[int]:
    """Lines whose errors the script catches itself."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(map(_is_broad, node.handlers)):
            lines.update(range(node.lineno, node.handlers[0].lineno))
    return lines


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = mentioned_in(handler.type) if handler.type else _BROAD
    return bool(_BROAD & caught)


def _useless_scenes(tree: ast.Module, knowledge: TypeTable) -> Iterator[tuple[ast.AST, str]]:
    """Reports scenes that show nothing, and those that can't be made because they want arguments."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    bases = {base.id for node in classes for base in node.bases if isinstance(base, ast.Name)}
    for node in classes:
        # A base may leave what it shows to the scenes that are derived from it.
        if node.name not in bases and _is_scene(node, knowledge):
            if _is_plain(node, knowledge) and not _shows(node, tree):
                yield node, f"the scene {node.name} never plays, adds or waits, so nothing is shown"
            yield from _wanted_arguments(node)


def _wanted_arguments(node: ast.ClassDef) -> Iterator[tuple[ast.AST, str]]:
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            inputs = part.args
            wanted = [argument.arg for argument in (*inputs.posonlyargs, *inputs.args)][1:]
            if wanted := wanted[: len(wanted) - len(inputs.defaults)]:
                yield part, f"{node.name} is made without arguments, but __init__ needs {', '.join(wanted)}"


def _is_scene(node: ast.ClassDef, knowledge: TypeTable) -> bool:
    own = next((own for own in knowledge.classes.values() if own.node is node), None)
    return bool(own and own.library and "Scene" in own.library and is_scene_class(node))


def _is_plain(node: ast.ClassDef, knowledge: TypeTable) -> bool:
    """Whether only `play` and its like show something: special scenes have other methods that do."""
    return knowledge.ancestors(own_key(node.name)) <= _PLAIN_SCENES


def _shows(node: ast.ClassDef, tree: ast.Module) -> bool:
    """Whether the scene, or code of the script that it may call, may show something."""
    own = {part.name for part in tree.body if isinstance(part, ast.FunctionDef | ast.ClassDef)} - {node.name}
    return bool(own & mentioned_in(node)) or bool(_SHOWING & _called(node))


def _called(node: ast.AST) -> set[str]:
    calls: Iterable[ast.expr] = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
    return {call.attr for call in calls if isinstance(call, ast.Attribute)}
