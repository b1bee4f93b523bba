"""A program that reads the Python script on stdin within limits, and prints what it finds as JSON.

A malicious script can keep Python's parser busy for minutes, so the service does not parse scripts itself.
Imports only the standard library and pure rules of the contract, so that it starts fast. Executes nothing.
"""

import ast
import json
import re
import resource
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

CPU_SECONDS = 4
MAX_MEMORY_BYTES = 512 * 2**20
PARTS = "parts"
"""As its argument it asks for the script's parts in place of its faults."""
_NAME = "NARRATION"
_LINE_END = re.compile(r"\r\n|\r|\n")
Fault = dict[str, Any]


def faults_of(script: str) -> list[Fault]:
    """What is wrong with the script: errors, with which it can't be used, and then Python's warnings."""
    lines = _LINE_END.split(script)
    try:
        tree = ast.parse(script)
        found = _compiler_warnings(script, lines)
    except SyntaxError as error:
        return [_syntax_fault(error, lines)]
    except (ValueError, RecursionError, MemoryError) as error:
        reason = f"it can't be parsed ({error or type(error).__name__})"
        return [_fault("syntax", reason, (1, 0, 1, 0), lines)]
    if not any(isinstance(node, ast.ClassDef) for node in tree.body):
        reason = "it has no scene, which is a class with a method `construct`"
        return [_fault("no_scene", reason, (1, 0, 1, 0), lines)]
    return [*_narration_faults(tree, lines), *found]


def parts_of(script: str) -> dict[str, Any]:
    """The script's sections, with their scenes' code and first lines, and the code that they share.

    Empty if it can't be parsed.
    """
    try:
        tree = ast.parse(script)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    lines = _LINE_END.split(script)
    told = _narration_value(tree) or _silent(tree)
    classes = {node.name: _lines_of(node) for node in tree.body if isinstance(node, ast.ClassDef)}
    sections = [
        {
            "title": str(section.get("title", "")),
            "beats": [str(beat) for beat in section.get("beats", ())],
            "scene": section.get("scene"),
            "first_line": span.start if span else None,
            "code": "\n".join(lines[span.start - 1 : span.stop - 1]) if span else None,
        }
        for section in told.get("sections", ())
        for span in [classes.get(section.get("scene"))]
    ]
    shown = [classes[part["scene"]] for part in sections if part["code"] is not None]
    apart = {number for span in [*shown, *map(_lines_of, _narrations(tree))] for number in span}
    shared = "\n".join(line for number, line in enumerate(lines, 1) if number not in apart)
    return {
        "title": str(told.get("title", "")),
        "language": told.get("language"),
        "sections": sections,
        "shared": _squeezed(shared),
    }


def _compiler_warnings(script: str, lines: Sequence[str]) -> list[Fault]:
    """What only the compiler finds, such as `return` outside a function, is a SyntaxError as well."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(script, "script.py", "exec", dont_inherit=True)
    told = dict.fromkeys((one.lineno, str(one.message)) for one in caught)
    return [_fault("doubtful", text, (line, 0, line, 0), lines, "warning") for line, text in told]


def _syntax_fault(error: SyntaxError, lines: Sequence[str]) -> Fault:
    line = error.lineno or 1
    column = max(0, (error.offset or 1) - 1)
    end_line, end = error.end_lineno or line, (error.end_offset or 0) - 1
    if end_line < line or (end_line == line and end <= column):
        end_line, end = line, column + 1 if error.offset else 0
    return _fault("syntax", error.msg, (line, column, end_line, end), lines)


def _narration_faults(tree: ast.Module, lines: Sequence[str]) -> Iterator[Fault]:
    node = next(_narrations(tree), None)
    if node is None:
        return
    # As a program it is isolated, so it finds the contract only after `main` has told it where.
    from contract.speakable import fault_of_narration  # noqa: PLC0415

    place = (node.lineno, node.col_offset, node.lineno, node.col_offset + len(_NAME))
    if reason := fault_of_narration(_narrated(node, "title"), _narrated(node, "beats")):
        yield _fault("narration", f"{_NAME} {reason}", place, lines)
        return
    known = {part.name for part in tree.body if isinstance(part, ast.ClassDef)}
    for name, value in _named(node, "scene"):
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value not in known:
            span = (
                value.lineno,
                value.col_offset,
                value.end_lineno or value.lineno,
                value.end_col_offset or 0,
            )
            reason = f"{_NAME} names the {name} {value.value!r}, but the script has no class of that name"
            yield _fault("unknown_scene", reason, _in_characters(span, lines), lines)


def _fault(
    code: str, message: str, place: tuple[int, int, int, int], lines: Sequence[str], severity: str = "error"
) -> Fault:
    """`place` counts lines from 1 and columns from 0; an empty one is the whole line."""
    line, column, end_line, end = place
    line = min(max(1, line), len(lines))
    end_line = min(max(line, end_line), len(lines))
    if (line, column) >= (end_line, end):
        text = lines[line - 1]
        column, end_line, end = len(text) - len(text.lstrip()), line, len(text)
    return {
        **{"code": code, "message": " ".join(message.split()), "severity": severity},
        **{"line": line, "column": column + 1, "end_line": end_line, "end_column": max(end, column) + 1},
    }


def _in_characters(place: tuple[int, int, int, int], lines: Sequence[str]) -> tuple[int, int, int, int]:
    """The syntax tree counts columns in bytes."""
    line, column, end_line, end = place
    return line, _characters(lines[line - 1], column), end_line, _characters(lines[end_line - 1], end)


def _characters(line: str, size: int) -> int:
    return len(line.encode("utf-8", "replace")[:size].decode("utf-8", "ignore"))


def _narrations(tree: ast.Module) -> Iterator[ast.Assign | ast.AnnAssign]:
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id == _NAME for target in targets):
                yield node


def _named(node: ast.AST, name: str) -> Iterator[tuple[str, ast.expr]]:
    for part in ast.walk(node):
        if isinstance(part, ast.Dict):
            for key, value in zip(part.keys, part.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == name:
                    yield name, value


def _narrated(node: ast.AST, name: str) -> list[str]:
    """The texts under this name; none in an unknown form, which the run will explain."""
    values = (text for _, value in _named(node, name) for text in ast.walk(value))
    return [text.value for text in values if isinstance(text, ast.Constant) and isinstance(text.value, str)]


def _narration_value(tree: ast.Module) -> dict[str, Any] | None:
    node = next(_narrations(tree), None)
    try:
        value: Any = ast.literal_eval(node.value) if node is not None and node.value is not None else None
    except (ValueError, TypeError, MemoryError, RecursionError):
        return None
    if not isinstance(value, dict) or not isinstance(value.get("sections"), list | tuple):
        return None
    return value if all(isinstance(part, dict) for part in value["sections"]) else None


def _silent(tree: ast.Module) -> dict[str, Any]:
    """The narration of a script without one: a silent section for each scene."""
    names = [
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(part, ast.FunctionDef) and part.name == "construct" for part in node.body)
    ]
    return {
        "title": names[0] if names else "",
        "sections": [{"scene": name, "title": name} for name in names],
    }


def _lines_of(node: ast.stmt) -> range:
    decorators = getattr(node, "decorator_list", ())
    first = min([node.lineno, *(part.lineno for part in decorators)])
    return range(first, (node.end_lineno or node.lineno) + 1)


def _squeezed(text: str) -> str | None:
    kept: list[str] = []
    for line in text.split("\n"):
        if line.strip() or (kept and kept[-1].strip()) or (len(kept) > 1 and kept[-2].strip()):
            kept.append(line.rstrip())
    return "\n".join(kept).strip("\n") or None


def main() -> None:
    """Reads stdin as UTF-8; prints the faults as JSON, or the parts if these are asked for."""
    # The limit that comes first ends it by SIGXCPU; SIGKILL then always comes from somebody else.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    sys.path.append(str(Path(__file__).parents[1]))
    script = sys.stdin.buffer.read().decode("utf-8", "replace")
    print(json.dumps(parts_of(script) if PARTS in sys.argv[1:] else faults_of(script)))


if __name__ == "__main__":
    main()
