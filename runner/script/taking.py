"""Takes the code out of what a file holds, and says which scenes of it to try. Pure; executes nothing."""

import ast
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from contract.failure import FailureCode, PodreelError
from runner.script.answers import python_in
from runner.script.languages import other_language_of
from runner.script.parsing import MAX_CODE_CHARACTERS, clean_code, lines_of, tree_of
from runner.script.scenes import scenes_of
from runner.script.source import SceneNarration, Script, read_script
from runner.script.syntax.mend import MendedSyntax, mend_syntax

_CLASS = re.compile(r"^class \w+", re.MULTILINE)
_SHOWS = frozenset(("play", "wait"))


@dataclass(frozen=True)
class TakenCode:
    """The code of a file. `note` says how it was taken out of what is around it; empty for code alone."""

    text: str
    note: str = ""


def take_code(text: str) -> TakenCode:
    """The code in the text; what is code already stays as it is, so that its lines keep their numbers.

    Raises PodreelError(script_failed), with the language if another one is clear, if there is none.
    """
    plain = clean_code(text)
    tree = tree_of(plain)
    if tree is not None and scenes_of(tree):
        return TakenCode(plain)
    code = python_in(text)
    language = other_language_of(plain)
    if code is None or (language and tree_of(mend_syntax(code).text) is None):
        raise _no_python(language, is_long=code is None and len(text) > MAX_CODE_CHARACTERS)
    if code.strip() == plain.strip() or _loses_a_class(plain, code):
        return TakenCode(plain)
    return TakenCode(code, _note(lines_of(plain.strip("\n")), lines_of(code.strip("\n"))))


def _no_python(language: str | None, *, is_long: bool) -> PodreelError:
    detail = "There is no Python code in it."
    next_step = "Give a script that uses Manim, or a text or a notebook that contains one."
    if language:
        detail = f"There is no Python code in it: it is {language}."
    elif is_long:
        detail = f"There is no Python code of at most {MAX_CODE_CHARACTERS:,} characters in it."
        next_step = "Give the script alone, or a shorter one."
    return PodreelError(FailureCode.SCRIPT_FAILED, detail, next_step)


def _loses_a_class(plain: str, code: str) -> bool:
    """Whether what was taken ends before a place that can't be parsed."""
    return plain.lstrip().startswith(code.strip()) and len(_CLASS.findall(code)) < len(_CLASS.findall(plain))


def _note(around: Sequence[str], taken: Sequence[str]) -> str:
    starts = range(len(around) - len(taken) + 1)
    start = next((at for at in starts if list(around[at : at + len(taken)]) == list(taken)), None)
    if start is None:
        return "The code was taken out of what is around it: lines are counted in the code."
    return f"The code begins at line {start + 1}: lines are counted from there."


def mend_script(code: str) -> MendedSyntax:
    """The code made to parse by rule, if rules can do that.

    Raises PodreelError(script_failed) if it breaks off before its first call of `play` or `wait`.
    """
    mended = mend_syntax(code)
    if mended.is_cut and not _shows_anything(tree_of(mended.text)):
        raise PodreelError(
            FailureCode.SCRIPT_FAILED,
            "The script breaks off before it shows anything: its end is missing.",
            "Add the rest of the script, or have it written again.",
        )
    return mended


def _shows_anything(tree: ast.Module | None) -> bool:
    return tree is not None and any(
        isinstance(node, ast.Attribute) and node.attr in _SHOWS for node in ast.walk(tree)
    )


def read_any_script(text: str) -> tuple[Script, tuple[str, ...]]:
    """The script in the text, made to parse by rule if need be, and a note for each change.

    Raises PodreelError(script_failed), with the line, if it doesn't parse even so, or has no scene.
    """
    if tree_of(text) is not None:
        return read_script(text), ()
    # What can't be made a script is refused for what is wrong with the text itself.
    with suppress(PodreelError):
        taken = take_code(text)
        mended = mend_script(taken.text)
        if tree_of(mended.text) is not None:
            made = [f"The script was mended at line {each.line}: {each.reason}" for each in mended.rewrites]
            return read_script(mended.text), (*filter(None, [taken.note]), *made)
    return read_script(text), ()


def scenes_to_try(script: Script, only: str | None = None) -> tuple[SceneNarration, ...]:
    """The scenes that the script shows, in order, or the one of this name.

    Raises PodreelError(invalid_request) if it has none of this name.
    """
    if only is None:
        return script.narration.sections
    shown = {section.scene: section for section in script.narration.sections}
    tree = tree_of(script.text)
    others = [node.name for node in (scenes_of(tree) if tree else ()) if node.name not in shown]
    known = shown | {name: SceneNarration(scene=name, title=name) for name in others}
    if only not in known:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The script has no scene {only!r}.",
            f"Choose one of {', '.join(known)}.",
        )
    return (known[only],)
