"""A program that parses the Python script on stdin within limits, and prints its fault, if it has one.

A malicious script can keep Python's parser busy for minutes, so the service does not parse scripts itself.
Imports only the standard library and pure rules of the contract, so that it starts fast.
"""

import ast
import resource
import sys
from pathlib import Path

CPU_SECONDS = 4
MAX_MEMORY_BYTES = 512 * 2**20


def fault_of(script: str) -> str:
    """The reason why the script can't be used; empty if it can be parsed, has a class and can be spoken."""
    try:
        tree = ast.parse(script)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}" if error.lineno else error.msg
    except (ValueError, RecursionError, MemoryError) as error:
        return f"it can't be parsed ({error or type(error).__name__})"
    has_class = any(isinstance(node, ast.ClassDef) for node in tree.body)
    if not has_class:
        return "it has no scene, which is a class with a method `construct`"
    # As a program it is isolated, so it finds the contract only after `main` has told it where.
    from contract.speakable import fault_of_narration  # noqa: PLC0415

    fault = fault_of_narration(_narrated(tree, "title"), _narrated(tree, "beats"))
    return f"NARRATION {fault}" if fault else ""


def _narrated(tree: ast.Module, name: str) -> list[str]:
    """The texts under this name in NARRATION; none in an unknown form, which the run will explain."""
    found: list[str] = []
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "NARRATION" for target in targets):
            parts = (part for part in ast.walk(node) if isinstance(part, ast.Dict))
            pairs = (pair for part in parts for pair in zip(part.keys, part.values, strict=True))
            values = (value for key, value in pairs if isinstance(key, ast.Constant) and key.value == name)
            inner = (text for value in values for text in ast.walk(value) if isinstance(text, ast.Constant))
            found += [text.value for text in inner if isinstance(text.value, str)]
    return found


def main() -> None:
    """Reads stdin as UTF-8; the fault is one line on stdout."""
    # The limit that comes first ends it by SIGXCPU; SIGKILL then always comes from somebody else.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    sys.path.append(str(Path(__file__).parents[1]))
    print(" ".join(fault_of(sys.stdin.buffer.read().decode("utf-8", "replace")).split()))


if __name__ == "__main__":
    main()
