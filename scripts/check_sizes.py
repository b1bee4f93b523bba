"""Checks sizes: Python's modules have at most 300 lines, functions at most 40 lines and 5 parameters.

Files of the web page have at most 200 lines, files of its tests 300, as Python's have.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MODULE_LINES = 300
PAGE_LINES = 200
FUNCTION_LINES = 40
PARAMETERS = 5
# Typer turns the parameters of a command's function into its options.
MANY_PARAMETERS_ALLOWED = {
    "cli/access.py:add_link",
    "cli/app.py:check",
    "cli/app.py:make",
    "cli/remote.py:submit",
    "cli/up.py:up",
}


def main() -> int:
    """Prints every violation; returns 1 if there is one."""
    breaches = [breach for path in _listed("*.py") for breach in _check(path)]
    breaches += [
        breach for path in _listed("web/*.ts", "web/*.tsx", "web/*.css") for breach in _check_page(path)
    ]
    print("\n".join(breaches) or "Sizes: every module and function is within its limits.")
    return 1 if breaches else 0


def _listed(*patterns: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    # One that was just removed is still in git's index.
    return [path for path in map(Path, listing.stdout.splitlines()) if path.exists()]


def _check(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    yield from _check_lines(path, text, MODULE_LINES)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _check_function(path, node)


def _check_page(path: Path) -> Iterator[str]:
    is_test = path.suffixes[:-1] == [".test"] or path.is_relative_to("web/tests")
    yield from _check_lines(path, path.read_text(encoding="utf-8"), MODULE_LINES if is_test else PAGE_LINES)


def _check_lines(path: Path, text: str, limit: int) -> Iterator[str]:
    if (lines := text.count("\n")) > limit:
        yield f"{path}: {lines} lines; the limit is {limit}"


def _check_function(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    place = f"{path}:{node.name}"
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if length > FUNCTION_LINES:
        yield f"{place}: {length} lines; the limit is {FUNCTION_LINES}"
    count = len([name for name in node.args.args if name.arg not in {"self", "cls"}])
    if count > PARAMETERS and place not in MANY_PARAMETERS_ALLOWED:
        yield f"{place}: {count} parameters; the limit is {PARAMETERS}: use a dataclass"


if __name__ == "__main__":
    sys.exit(main())
