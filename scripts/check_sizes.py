"""The size budget of the house: modules of 300 lines at most, functions of 40, with 5 parameters."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MODULE_LINES = 300
FUNCTION_LINES = 40
PARAMETERS = 5
# What is commanded from outside: a command's options are its parameters, and a fixture list is a test's.
MANY_PARAMETERS_ALLOWED = {"cli/main.py:make", "cli/remote.py:submit"}


def main() -> int:
    """Prints every breach; returns 1 if there is one."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    breaches = [breach for name in listing.stdout.splitlines() for breach in _check(Path(name))]
    print("\n".join(breaches) or "Sizes: every module and function keeps the budget.")
    return 1 if breaches else 0


def _check(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > MODULE_LINES:
        yield f"{path}: {lines} lines; {MODULE_LINES} are the limit"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _check_function(path, node)


def _check_function(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    place = f"{path}:{node.name}"
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if length > FUNCTION_LINES:
        yield f"{place}: {length} lines; {FUNCTION_LINES} are the limit"
    count = len([name for name in node.args.args if name.arg not in {"self", "cls"}])
    if count > PARAMETERS and place not in MANY_PARAMETERS_ALLOWED:
        yield f"{place}: {count} parameters; {PARAMETERS} are the limit, then a value of its own"


if __name__ == "__main__":
    sys.exit(main())
