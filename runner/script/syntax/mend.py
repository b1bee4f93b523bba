"""Makes a script parse by repairs that are certain; each is a rewrite with its reason. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from contract.script_check import ScriptRewrite
from runner.script.parsing import clean_code, lines_of, tree_of
from runner.script.rewriting import rewrite_between
from runner.script.syntax.brackets import mend_brackets, mend_commas
from runner.script.syntax.characters import mend_characters
from runner.script.syntax.ending import breaks_off, is_closed_at_end, trimmed
from runner.script.syntax.fields import mend_fields
from runner.script.syntax.layout import at_columns, with_blocks, without_tabs
from runner.script.syntax.quotes import mend_long_texts, mend_quotes
from runner.script.syntax.repairs import Mend, SyntaxRepair
from runner.script.syntax.statements import CodeStatement, is_sound, statements_of
from runner.script.syntax.words import (
    mend_commands,
    mend_foreign_words,
    mend_header,
    mend_prose,
    mend_python_2,
)

# In the order in which they are tried: what is the most certain comes first.
MENDS: Mapping[str, Mend] = {
    "characters": mend_characters,
    "notebook-command": mend_commands,
    "python-2": mend_python_2,
    "formatted-text": mend_fields,
    "header": mend_header,
    "foreign-words": mend_foreign_words,
    "long-texts": mend_long_texts,
    "quotes": mend_quotes,
    "brackets": mend_brackets,
    "commas": mend_commas,
    "prose": mend_prose,
}
# These add an end. Where a script breaks off, they would invent one.
_ENDINGS = frozenset(("header", "quotes", "brackets"))
_MAX_CHARACTERS, _MAX_STATEMENTS, _MAX_STATEMENT_CHARACTERS = 100_000, 5_000, 4_000
_MAX_FAULTS, _MAX_PASSES, _MAX_REPAIRS = 40, 3, 12
_CUT = "The script breaks off: what is incomplete at its end is left out, and the video may end early."


@dataclass(frozen=True)
class MendedSyntax:
    """A script after repairs. `is_cut` says that its end is missing, so that its video may end early."""

    text: str
    rewrites: tuple[ScriptRewrite, ...] = ()
    is_cut: bool = False


def mend_syntax(code: str) -> MendedSyntax:
    """The code made to parse; unchanged if it does already, or if no certain repairs make it parse."""
    if len(code) > _MAX_CHARACTERS or tree_of(code) is not None:
        return MendedSyntax(code)
    workpiece = _Workpiece(clean_code(code))
    if len(statements_of(workpiece.text)) <= _MAX_STATEMENTS:
        workpiece.mend()
    if tree_of(workpiece.text) is None:
        return MendedSyntax(code)
    return MendedSyntax(workpiece.text, tuple(workpiece.rewrites), workpiece.is_cut)


class _Workpiece:
    """A text while it is mended."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rewrites: list[ScriptRewrite] = []
        self.is_cut = False

    def mend(self) -> None:
        if "\t" in self.text:
            self._take(without_tabs(self.text), "tabs", "Tabs and spaces were mixed.")
        for _ in range(_MAX_PASSES):
            if not self._mend_statements():
                break
        self._take(at_columns(self.text), "indentation", "A line stood at a column where no block begins.")
        self.is_cut = self._breaks_off()
        if self.is_cut:
            self._take(trimmed(self.text), "broken-off", _CUT)
        self._take(with_blocks(self.text), "empty-block", "A block needs a statement: `pass` does nothing.")

    def _breaks_off(self) -> bool:
        statements = statements_of(self.text)
        if not statements:
            return False
        last = statements[-1]
        return last.opens_block or last.is_decorator or (not is_sound(last) and breaks_off(last))

    def _take(self, text: str, rule: str, reason: str) -> None:
        if text.rstrip("\n") != self.text.rstrip("\n"):
            self.rewrites.append(rewrite_between(self.text, text, rule=rule, reason=reason))
            self.text = text

    def _mend_statements(self) -> bool:
        """Mends each statement that is unsound by itself; whether it changed one."""
        statements = statements_of(self.text)
        unsound = list(islice((part for part in statements if not is_sound(part)), _MAX_FAULTS + 1))
        if len(unsound) > _MAX_FAULTS:
            return False
        changed = False
        # From the end, so that the lines of those before stay where they are.
        for statement in reversed(unsound):
            is_last = (
                statement is statements[-1] and breaks_off(statement) and not is_closed_at_end(statement)
            )
            found = _first_sound(statement, is_last=is_last)
            if found is not None:
                self._replace(statement, *found)
                changed = True
        return changed

    def _replace(self, statement: CodeStatement, rule: str, repair: SyntaxRepair) -> None:
        lines = lines_of(self.text)
        lines[statement.first : statement.end] = lines_of(repair.text)
        self._take("\n".join(lines), rule, repair.reason)


def _first_sound(statement: CodeStatement, *, is_last: bool) -> tuple[str, SyntaxRepair] | None:
    """The first repair that makes the statement sound; the last try is with plain characters besides."""
    if len(statement.text) > _MAX_STATEMENT_CHARACTERS:
        return None
    mends = {rule: mend for rule, mend in MENDS.items() if not (is_last and rule in _ENDINGS)}
    *_, plain = [SyntaxRepair(statement.text, ""), *mend_characters(statement)]
    for base in dict.fromkeys((statement.text, plain.text)):
        for rule, mend in mends.items():
            for repair in islice(mend(statement.with_text(base)), _MAX_REPAIRS):
                if repair.text != statement.text and _are_sound(repair.text):
                    return rule, repair
    return None


def _are_sound(text: str) -> bool:
    return all(map(is_sound, statements_of(text)))
