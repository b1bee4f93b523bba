"""Assembles a script from a preamble and one class per section, as a person would write it. Pure."""

import ast
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from runner.script.analysis.signatures import names_in
from runner.script.imports import ALWAYS, Import, read_imports, rename_import, write_imports
from runner.script.parsing import bound_by, clean_code, line_range, lines_of, mentioned_in, tree_of
from runner.script.renaming import rename
from runner.script.storyboard.literals import literal
from runner.script.storyboard.writer import narration_lines
from runner.text.explanation import Explanation

_MANY_EMPTY_LINES = re.compile(r"\n{4,}")


@dataclass(frozen=True)
class ScriptPiece:
    """A part of the script: its imports, and the rest as text and as statements."""

    imports: tuple[Import, ...]
    code: str
    body: tuple[ast.stmt, ...]

    @property
    def names(self) -> frozenset[str]:
        """All names that it binds."""
        imported = frozenset(known.here for known in self.imports) - {"*"}
        return imported.union(*map(bound_by, self.body))

    @property
    def mentions(self) -> frozenset[str]:
        return frozenset().union(*map(mentioned_in, self.body))


def assemble_script(
    explanation: Explanation, preamble: str, sections: Mapping[str, str], language: str | None = None
) -> str:
    """A whole script. `sections` maps each scene, in the explanation's order, to source with that class.

    Helpers of a section are renamed if another part uses the name for something else. A part that doesn't
    parse is inserted unchanged, so the script doesn't parse either.
    """
    shared = take_apart(preamble, leave_out=frozenset(sections))
    pieces = {scene: take_apart(text) for scene, text in sections.items()}
    pieces = {scene: without_repeats(piece, shared) for scene, piece in pieces.items()}
    pieces = without_clashes(shared, pieces)
    imports = [known for piece in (shared, *pieces.values()) for known in piece.imports]
    head = "\n".join([f'"""{_documented(explanation.title)}"""', "", *write_imports(imports)])
    narration = "\n".join(narration_lines(explanation, list(sections), language))
    parts = [head, shared.code, narration, *(piece.code for piece in pieces.values())]
    return "\n\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def _documented(title: str) -> str:
    return literal(" ".join(title.split()))[1:-1].rstrip(". ") + "."


def take_apart(text: str, leave_out: frozenset[str] = frozenset()) -> ScriptPiece:
    code = clean_code(text)
    tree = tree_of(code)
    if tree is None:
        return ScriptPiece((), code, ())
    dropped = [node for node in tree.body if _is_dropped(node, leave_out)]
    # Every script has these imports, so they mean the same in all parts.
    imports = [known for node in dropped for known in read_imports(node) if known not in ALWAYS]
    return _piece(code, tree, tuple(imports), dropped)


def _is_dropped(node: ast.stmt, leave_out: frozenset[str]) -> bool:
    """Whether to drop a statement: imports and NARRATION are written again, strings and main have no use."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return True
        case ast.ClassDef(name=name):
            return name in leave_out
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return True
    return "NARRATION" in bound_by(node)


def _piece(
    code: str, tree: ast.Module, imports: tuple[Import, ...], dropped: Sequence[ast.stmt]
) -> ScriptPiece:
    kept = [node for node in tree.body if node not in dropped]
    gone = _lines_of_statements(dropped)
    if gone & _lines_of_statements(kept):  # `import random; x = 1`
        code = ast.unparse(ast.Module(body=kept, type_ignores=[]))
    else:
        code = "\n".join(line for number, line in enumerate(lines_of(code), 1) if number not in gone)
    code = _MANY_EMPTY_LINES.sub("\n\n\n", code)
    return ScriptPiece(imports, code, tuple((tree_of(code) or tree).body))


def _lines_of_statements(nodes: Sequence[ast.stmt]) -> set[int]:
    return {number for node in nodes for number in line_range(node)}


def without_repeats(piece: ScriptPiece, shared: ScriptPiece) -> ScriptPiece:
    """The section without definitions that are identical in the shared part and mean the same there."""
    known = {ast.dump(node) for node in shared.body}
    count = Counter(name for node in shared.body for name in bound_by(node))
    repeated = [
        node
        for node in piece.body
        if ast.dump(node) in known and all(count[name] == 1 for name in bound_by(node))
    ]
    while True:
        own = frozenset(known.here for known in piece.imports if known not in shared.imports).union(
            *(bound_by(node) for node in piece.body if node not in repeated)
        )
        alike = [node for node in repeated if not own & (mentioned_in(node) | bound_by(node))]
        if len(alike) == len(repeated):
            break
        repeated = alike
    tree = ast.Module(body=list(piece.body), type_ignores=[])
    return _piece(piece.code, tree, piece.imports, repeated) if repeated else piece


def without_clashes(shared: ScriptPiece, pieces: Mapping[str, ScriptPiece]) -> dict[str, ScriptPiece]:
    """The sections, with names that mean different things in two parts renamed."""
    taken = set(names_in("\n".join(piece.code for piece in (shared, *pieces.values()))))
    done: dict[str, ScriptPiece] = {}
    for scene, piece in pieces.items():
        later = [other for name, other in pieces.items() if name != scene and name not in done]
        others = [shared, *done.values(), *later]
        names: dict[str, str] = {}
        for name in sorted(piece.names - {scene}):
            if _clashes(name, piece, [shared, *done.values()], others) or name in pieces:
                names[name] = _free_name(f"{name}_{scene.lower()}", taken)
        done[scene] = _rename(piece, names)
    return done


def _clashes(
    name: str, piece: ScriptPiece, earlier: Sequence[ScriptPiece], others: Sequence[ScriptPiece]
) -> bool:
    """Whether an earlier part binds the name differently, or another part uses it from elsewhere."""
    imported = [known for known in piece.imports if known.here == name]
    is_import = bool(imported) and not any(name in bound_by(node) for node in piece.body)

    def means_the_same(other: ScriptPiece) -> bool:
        return is_import and all(known in other.imports for known in imported)

    is_bound = any(name in other.names and not means_the_same(other) for other in earlier)
    return is_bound or any(name in other.mentions and name not in other.names for other in others)


def _free_name(wanted: str, taken: set[str]) -> str:
    # Two leading underscores would trigger Python's name mangling inside a class.
    wanted = wanted.lstrip("_") if wanted.startswith("__") else wanted
    while wanted in taken:
        wanted += "_"
    taken.add(wanted)
    return wanted


def _rename(piece: ScriptPiece, names: Mapping[str, str]) -> ScriptPiece:
    if not names:
        return piece
    code = rename(piece.code, names)
    tree = tree_of(code)
    imports = tuple(rename_import(known, names) for known in piece.imports)
    return replace(piece, imports=imports, code=code, body=tuple(tree.body) if tree else piece.body)
