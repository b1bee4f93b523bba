"""The scripts to measure: those of a folder, and the scripts that come with Manim and Podreel."""

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from runner.authors.offline.lesson_book import all_lessons

_EXAMPLE = re.compile(r"^( *)\.\. manim:: \w.*\n((?:\1 +.*\n|\s*\n)+)", re.MULTILINE)
# OpenGL's are run with another renderer, one has a parameter of an unimported type.
_OTHER = re.compile(r"OpenGL|>>>|\bAny\b")


@dataclass(frozen=True)
class Case:
    """A script; `source` says where it is from."""

    source: str
    name: str
    text: str


def folder_cases(folder: Path, pattern: str) -> Iterator[Case]:
    """The scripts below each sub-folder whose path matches the pattern, or of the folder itself.

    A file that is no text in UTF-8 is read with signs in place of what can't be read.
    """
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder)
        if re.search(pattern, str(name)):
            source = name.parts[0] if len(name.parts) > 1 else folder.name
            yield Case(source, str(name), path.read_text(encoding="utf-8", errors="replace"))


def sound_cases() -> Iterator[Case]:
    """Scripts that run: Manim's examples, which its makers render for each release, and the lessons."""
    yield from (Case("manim-examples", name, text) for name, text in manim_examples())
    yield from lesson_cases()


def lesson_cases() -> Iterator[Case]:
    """The built-in lessons."""
    yield from (Case("lessons", lesson.name, lesson.script) for lesson in all_lessons())


def manim_examples() -> Iterator[tuple[str, str]]:
    """The scripts in Manim's own documentation, each with the name of its module and a number."""
    spec = find_spec("manim")
    if spec is None or spec.origin is None:
        return
    for path in sorted(Path(spec.origin).parent.rglob("*.py")):
        documents = (
            ast.get_docstring(node) or ""
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        )
        examples = (code for document in documents for code in _examples(document))
        yield from ((f"{path.stem}-{number}", code) for number, code in enumerate(examples, 1))


def _examples(document: str) -> Iterator[str]:
    for found in _EXAMPLE.finditer(document + "\n"):
        lines = textwrap.dedent(found[2]).splitlines()
        code = "\n".join(line for line in lines if not re.match(r"\s*:\w+:", line))
        if not _OTHER.search(code):
            yield f"from manim import *\n{code}"
