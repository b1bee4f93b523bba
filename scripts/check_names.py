"""Checks names: classes and decisions have names of their own, and no module imports a test module."""

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

PROGRAMS = frozenset(
    {"api", "cli", "contract", "controller", "icons", "podreel", "runner", "scenekit", "stores"}
)
LESSONS = Path("runner/authors/offline/lessons")
DECISIONS = Path("docs/decisions")


def main() -> int:
    """Prints every violation; returns 1 if there is one."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [Path(name) for name in listing.stdout.splitlines() if Path(name).exists()]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths if path.parent != LESSONS}
    breaches = [*_shared_names(trees), *_imported_tests(trees), *_shared_numbers()]
    print("\n".join(breaches) or "Names: each public class and each decision has its own.")
    return 1 if breaches else 0


def _shared_names(trees: dict[Path, ast.Module]) -> Iterator[str]:
    places: defaultdict[str, list[Path]] = defaultdict(list)
    for path, tree in trees.items():
        if path.parts[0] in PROGRAMS:
            for name in _public_classes(tree.body):
                places[name].append(path)
    for name, paths in sorted(places.items()):
        if len(paths) > 1:
            yield f"{name} is a class of {' and of '.join(str(path) for path in paths)}"


def _public_classes(body: Iterable[ast.stmt]) -> Iterator[str]:
    return (node.name for node in body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))


def _imported_tests(trees: dict[Path, ast.Module]) -> Iterator[str]:
    for path, tree in trees.items():
        for node in ast.walk(tree):
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            if module.rpartition(".")[2].startswith("test_"):
                yield f"{path}:{node.lineno}: {module} is a test module; move the shared code out of it"


def _shared_numbers() -> Iterator[str]:
    """Decisions whose number another one has, or whose heading has another number than the file."""
    seen: dict[str, Path] = {}
    for path in sorted(DECISIONS.glob("*.md")):
        number = path.name.partition("-")[0]
        if number in seen:
            yield f"{path} has the number of {seen[number]}"
        seen[number] = path
        if not path.read_text(encoding="utf-8").startswith(f"# {int(number)}. "):
            yield f"{path}: its heading does not begin with {int(number)}."


if __name__ == "__main__":
    sys.exit(main())
