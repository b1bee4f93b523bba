"""Extracts the Python code of a model's answer, and one section's class from it. Pure; executes nothing."""

import ast
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from runner.script.margins import without_margins
from runner.script.parsing import (
    MAX_CODE_CHARACTERS,
    begins_code,
    bound_by,
    clean_code,
    is_scene_class,
    is_star_import,
    lines_of,
    mentioned_in,
    segment,
    tree_of,
)
from runner.script.renaming import rename
from runner.script.syntax.mend import mend_syntax
from runner.script.wrappings import unwrap

_MAX_TEXT_CHARACTERS = 4 * MAX_CODE_CHARACTERS
_FENCE = re.compile(
    r"[ \t]{0,8}(?:[-*>][ \t]+)?(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[^\s`{]{0,40})[^`\n]{0,200}$"
)
_PYTHON = frozenset(("", "py", "python", "python3", "py3", "manim"))
_STATEMENTS = (
    ast.ClassDef,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Import,
    ast.ImportFrom,
    ast.Assign,
    ast.AnnAssign,
)
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
_MAX_TRIALS, _MAX_TRIED_CHARACTERS = 40, 2_000_000
# Mending takes up to a second for each 30,000 characters.
_MAX_MENDED_CHARACTERS = 100_000


def python_in(text: str) -> str | None:
    """The code of an answer: its fenced blocks, else the lines that look like code; None if there is none.

    Notebooks and diffs are taken apart; prompts, line numbers and margins are left out. A script stays as
    it is.

    Code that doesn't parse is returned too: rules or a model can mend it.
    """
    plain = clean_code(text[:_MAX_TEXT_CHARACTERS])
    if _is_script(tree_of(plain)):
        return plain.strip("\n") + "\n"
    lines = lines_of(unwrap(plain))
    blocks = [block for block in _blocks(lines) if block.language in _PYTHON and block.code.strip()]
    code = _join(blocks) if blocks else _unfenced(without_margins("\n".join(lines)))
    return code.strip("\n") + "\n" if code and len(code) <= MAX_CODE_CHARACTERS else None


def sound_code_in(text: str) -> str | None:
    """The code of an answer, made to parse by rule; as it is if rules can't, or if its end is missing."""
    code = python_in(text)
    return code and (whole(code) or code)


def whole(code: str) -> str | None:
    """The code made to parse by rule; None if rules can't do that, or if its end is missing."""
    mended = mend_syntax(code)
    return None if mended.is_cut or tree_of(mended.text) is None else mended.text


def _is_script(tree: ast.Module | None) -> bool:
    """Whether it is code by itself: a word or a list parses too."""
    return tree is not None and any(isinstance(node, _STATEMENTS) for node in tree.body)


@dataclass(frozen=True)
class _Block:
    language: str
    code: str


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Fenced blocks; an unclosed one extends to the end."""
    opened: re.Match[str] | None = None
    start = 0
    for number, line in enumerate(lines):
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence is None:
            continue
        if opened is None:
            opened, start = fence, number + 1
        elif _closes(fence, opened):
            yield _block(opened, lines[start:number])
            opened = None
    if opened is not None:
        yield _block(opened, lines[start:])


def _closes(fence: re.Match[str], opened: re.Match[str]) -> bool:
    return fence["mark"].startswith(opened["mark"]) and not fence["language"]


def _block(opened: re.Match[str], lines: Sequence[str]) -> _Block:
    return _Block(opened["language"].lower(), without_margins("\n".join(lines)))


def _join(blocks: Sequence[_Block]) -> str | None:
    """The blocks joined in order. A later block with a class of the same name replaces an earlier one."""
    trees = _trees_of(blocks)
    sound = [(block, tree) for block, tree in trees if tree is not None and _is_code(block, tree)]
    broken = [block.code for block, tree in trees if tree is None and _looks_like_code(block)]
    if not sound:
        return max(broken, key=len, default=None)
    if _classes_in(broken) - _classes_in([block.code for block, _ in sound]):
        return "\n\n\n".join(block.code.strip("\n") for block in blocks if _looks_like_code(block))
    kept: list[str] = []
    later: set[str] = set()
    for block, tree in reversed(sound):
        classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        if not classes & later:
            kept.append(block.code.strip("\n"))
        later |= classes
    return "\n\n\n".join(reversed(kept))


def _trees_of(blocks: Sequence[_Block]) -> list[tuple[_Block, ast.Module | None]]:
    """What each block is, mended if need be; None for one that can't be mended, or is cut off."""
    trees = [(block, tree_of(block.code)) for block in blocks]
    broken = [block for block, tree in trees if tree is None and _looks_like_code(block)]
    if sum(len(block.code) for block in broken) > _MAX_MENDED_CHARACTERS:
        return trees
    mended = {block.code: whole(block.code) for block in broken}
    return [
        (block, tree_of(code) if tree is None and (code := mended.get(block.code)) else tree)
        for block, tree in trees
    ]


def _classes_in(codes: Sequence[str]) -> set[str]:
    return {name for code in codes for name in _CLASS.findall(code)}


def _is_code(block: _Block, tree: ast.Module) -> bool:
    """Whether the block is code. A fence without a language may contain anything, and a word parses too."""
    return bool(block.language and tree.body) or _is_script(tree)


def _looks_like_code(block: _Block) -> bool:
    return bool(block.language) or any(map(begins_code, lines_of(block.code)))


def _unfenced(text: str) -> str | None:
    """The lines from the first that looks like code, without prose after the code."""
    if (tree := tree_of(text)) is not None:
        return text if _is_script(tree) else None
    lines = lines_of(text)
    start = next((number for number, line in enumerate(lines) if begins_code(line)), None)
    if start is None:
        return None
    ends = [
        number for number in range(len(lines), start, -1) if number == len(lines) or not lines[number].strip()
    ]
    for end in ends[: min(_MAX_TRIALS, 1 + _MAX_TRIED_CHARACTERS // (len(text) + 1))]:
        if _goes_on(lines[end:]):
            break
        code = "\n".join(lines[start:end])
        tree = tree_of(code)
        if tree is not None and tree.body:
            return code
    rest = "\n".join(lines[start:])
    return rest if _classes_in([rest]) or _is_script(tree_of(whole(rest) or "")) else None


def _goes_on(lines: Sequence[str]) -> bool:
    """Whether code goes on in these lines, so that nothing before them is all of it."""
    following = next((line for line in lines if line.strip()), "")
    return following.startswith((" ", "\t")) or any(map(begins_code, lines))


def class_in(code: str, name: str) -> str | None:
    """The source of class `name`, preceded by the imports and definitions that it needs.

    If there is a single scene class of another name, it is renamed. None if no class can be identified.
    """
    code = clean_code(code)
    tree = tree_of(code)
    if tree is None:
        return None
    found = _find_class(tree, name)
    if found is None:
        return None
    lines = lines_of(code)
    needed = _needed(tree, found)
    own = "\n\n\n".join(dict.fromkeys(segment(node, lines) for node in (*needed, found))) + "\n"
    return rename(own, {found.name: name}) if found.name != name else own


def _find_class(tree: ast.Module, name: str) -> ast.ClassDef | None:
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    named = [node for node in classes if node.name == name]
    if named:
        return named[-1]
    scenes = [node for node in classes if is_scene_class(node)]
    is_taken = any(name in bound_by(node) for node in tree.body)
    return scenes[0] if len(scenes) == 1 and not is_taken else None


def _needed(tree: ast.Module, found: ast.ClassDef) -> list[ast.stmt]:
    """Statements that bind names the class uses, directly or indirectly, and all star imports."""
    others = _helpers_of_others(tree, found)
    beside = [
        node
        for node in tree.body
        if node is not found and node not in others and not _is_left_out(node, found)
    ]
    kept = {id(node) for node in beside if is_star_import(node)}
    wanted = set(mentioned_in(found))
    changed = True
    while changed:
        changed = False
        for node in beside:
            if id(node) not in kept and wanted & bound_by(node):
                kept.add(id(node))
                wanted |= mentioned_in(node)
                changed = True
    return [node for node in beside if id(node) in kept]


def _is_left_out(node: ast.stmt, found: ast.ClassDef) -> bool:
    names = bound_by(node)
    return "NARRATION" in names or (isinstance(node, ast.ClassDef) and node.name == found.name)


def _helpers_of_others(tree: ast.Module, found: ast.ClassDef) -> list[ast.stmt]:
    """Helpers of other sections that have the name of one of `found`; each section's stand above its class.

    Python would take the last one for all sections.
    """
    scenes = [place for place, node in enumerate(tree.body) if is_scene_class(node)]
    own = bisect_left(scenes, tree.body.index(found))
    helpers: dict[str, list[tuple[int, ast.stmt]]] = {}
    for place, node in enumerate(tree.body):
        section = bisect_left(scenes, place)
        # What follows the last class is a correction, or meant for all.
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and section < len(scenes) and place not in scenes:
            helpers.setdefault(node.name, []).append((section, node))
    nearest = {name: max((s for s, _ in alike if s <= own), default=-1) for name, alike in helpers.items()}
    return [
        node
        for name, alike in helpers.items()
        for section, node in alike
        if nearest[name] >= 0 and section != nearest[name]
    ]
