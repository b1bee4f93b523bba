"""The library names that a script uses, those on given lines first. Pure."""

import ast
from collections.abc import Collection, Iterator

from runner.script.analysis.collect import collect_types
from runner.script.analysis.kinds import Scope
from runner.script.analysis.scopes import visit
from runner.script.analysis.signatures import EntryKind, LibraryInterface, names_in
from runner.script.parsing import tree_of

_CALLED = (EntryKind.CLASS, EntryKind.FUNCTION)


def used_names(
    source: str,
    lines: Collection[int],
    interface: LibraryInterface,
    within: Collection[int] = (),
) -> tuple[str, ...]:
    """Keys of classes and functions, and `Class.method` if the class is certain; those on `lines` first.

    Only those on the lines `within`, if there are any.
    """
    tree = tree_of(source)
    if tree is None:
        known = names_in(source) & interface.entries.keys()
        return tuple(sorted(name for name in known if interface.entries[name].kind in _CALLED))
    try:
        found = list(_uses(tree, interface))
    except (RecursionError, MemoryError):
        return ()
    found = [(number, name) for number, name in found if number in within] or found
    near = [name for number, name in found if number in lines]
    return tuple(dict.fromkeys([*near, *(name for _, name in sorted(found))]))


def _uses(tree: ast.Module, interface: LibraryInterface) -> Iterator[tuple[int, str]]:
    knowledge = collect_types(tree, interface)

    def name_of(node: ast.expr, scope: Scope) -> str | None:
        key = knowledge.library_key(node, scope)
        if key is not None:
            return key if interface.entries[key].kind in _CALLED else None
        owner = knowledge.type_of(node.value, scope) if isinstance(node, ast.Attribute) else None
        if owner is None or not isinstance(node, ast.Attribute):
            return None
        # A method inherited by a class of the script is named by the library class that defines it.
        above = (owner.key,) if owner.key in interface.entries else sorted(knowledge.ancestors(owner.key))
        return next(
            (f"{key}.{node.attr}" for key in above if node.attr in interface.members(key)),
            f"{owner.key}.{node.attr}" if owner.key in interface.entries else None,
        )

    for node, scope in visit(tree, knowledge):
        if isinstance(node, ast.Name | ast.Attribute):
            name = name_of(node, scope)
            if name is not None:
                yield node.lineno, name
