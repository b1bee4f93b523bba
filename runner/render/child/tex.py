"""Has formulas compiled with the host's format, if there is one: LaTeX then takes a third of the time."""

import os
import subprocess
from pathlib import Path
from typing import Any

from manim import config
from manim.utils import tex_file_writing

from runner.render.tex_format import FORMAT_FILE, FORMAT_NAME, PREAMBLE

_HEAD = f"{PREAMBLE}\n\\begin{{document}}\n"
_compile = tex_file_writing.compile_tex


def compile_quickly() -> None:
    """Lets Manim compile formulas as above, in this process. The results are the same as before."""
    writing: Any = tex_file_writing
    writing.compile_tex = compile_formula


def compile_formula(tex_file: Path, tex_compiler: str | list[str], output_format: str) -> Path:
    """Compiles as Manim's function of the same arguments; raises what that raises."""
    if (tex_compiler, output_format) == ("latex", ".dvi") and _has_format() and _starts_as_usual(tex_file):
        made = tex_file.with_suffix(output_format)
        if made.exists() or _compile_with_format(tex_file):
            return made
        # What failed is tried as Manim does it, which also tells the script what is wrong.
        for rest in (made, tex_file.with_suffix(".aux")):
            rest.unlink(missing_ok=True)
    return _compile(tex_file, tex_compiler, output_format)


def _has_format() -> bool:
    folder = os.environ.get("TEXFORMATS", "").split(":")[0]
    return bool(folder) and Path(folder, FORMAT_FILE).exists()


def _starts_as_usual(tex_file: Path) -> bool:
    return tex_file.read_text(encoding="utf-8").startswith(_HEAD)


def _compile_with_format(tex_file: Path) -> bool:
    command = tex_file_writing.make_tex_compilation_command(
        "latex", ".dvi", tex_file, config.get_dir("tex_dir")
    )
    command.insert(1, f"-fmt={FORMAT_NAME}")
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
