"""Collects a script's imports, its classes, and the attributes it sets on `self`. Pure."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from runner.script.analysis.bindings import bound_names
from runner.script.analysis.kinds import NOTHING, InstanceOf, list_of
from runner.script.analysis.lists import CHANGES
from runner.script.analysis.own_code import know_own_code
from runner.script.analysis.scopes import visit
from runner.script.analysis.signatures import LibraryInterface
from runner.script.analysis.types import OwnClass, TypeTable, own_key


def collect_types(tree: ast.Module, interface: LibraryInterface) -> TypeTable:
    """The type table of the whole script."""
    knowledge = TypeTable(interface, _imports(tree, interface), _modules(tree, interface))
    knowledge = replace(knowledge, stored=_stored(tree), has_own_tex=_has_own_tex(tree))
    knowledge = replace(knowledge, classes=_own_classes(tree, knowledge))
    knowledge = replace(knowledge, on_self=_on_self(tree, knowledge))
    return know_own_code(tree, knowledge)


def library_imports(
    tree: ast.Module, interface: LibraryInterface
) -> Iterator[tuple[str, str, ast.ImportFrom]]:
    """Each name imported from the library: its name in the script, its name in the library, the import."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module in interface.modules and not node.level:
            for alias in node.names:
                names = interface.modules[str(node.module)] if alias.name == "*" else (alias.name,)
                yield from ((alias.asname or name, name, node) for name in names)


def _imports(tree: ast.Module, interface: LibraryInterface) -> Mapping[str, str]:
    keys: dict[str, str | None] = {}
    named: Counter[str] = Counter()
    for here, there, node in library_imports(tree, interface):
        keys[here] = interface.key(node.module or "", there)
        named[here] += any(alias.name != "*" and (alias.asname or alias.name) == here for alias in node.names)
    bound = bound_names(tree)
    return {name: key for name, key in keys.items() if key and len(bound.get(name, ())) == named[name]}


def _modules(tree: ast.Module, interface: LibraryInterface) -> Mapping[str, str]:
    bound = bound_names(tree)
    return {
        alias.asname or alias.name: alias.name
        for node in tree.body
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name in interface.modules and len(bound[alias.asname or alias.name]) == 1
    }


def _stored(tree: ast.Module) -> frozenset[str]:
    """The attributes that the script may set or tests for; all that it uses if it computes some of them."""
    nodes = list(ast.walk(tree))
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return frozenset((*_named_stores(nodes), *(used if any(map(_sets_any, nodes)) else ())))


def _sets_any(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(), *_]):
            return False
        case ast.Call(func=ast.Name(id="setattr" | "vars")) | ast.Attribute(attr="__dict__"):
            return True
    return False


def _named_stores(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.keyword(arg="camera_class"):
                yield "camera_class"
            case ast.Call(
                func=ast.Name(id="setattr" | "hasattr" | "getattr"),
                args=[_, ast.Constant(value=str(name)), *_],
            ):
                yield name


def _has_own_tex(tree: ast.Module) -> bool:
    """Whether the script uses LaTeX's templates or environments, also those of the library."""
    names = (
        name
        for node in ast.walk(tree)
        for name in (getattr(node, word, None) for word in ("id", "attr", "arg", "value"))
        if isinstance(name, str)
    )
    plain = (name.lower().replace("_", "") for name in names)
    return any("textemplate" in name or "texenvironment" in name for name in plain)


def _own_classes(tree: ast.Module, knowledge: TypeTable) -> Mapping[str, OwnClass]:
    nodes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    bound = bound_names(tree)
    above = {name: frozenset(_above(name, nodes, knowledge)) for name in nodes}
    classes: dict[str, OwnClass] = {}
    for name, node in nodes.items():
        if len(bound[name]) > 1:
            continue
        family = {other for other in nodes if name in above[other] or other in above[name]} | {name}
        bases = [base for part in family for base in above[part] if base not in nodes]
        library = (
            frozenset(
                found for base in bases for found in (base, *knowledge.interface.entries[base].ancestors)
            )
            if "?" not in bases
            else None
        )
        members = frozenset(part for member in family for part in bound_names(nodes[member]))
        classes[own_key(name)] = OwnClass(node, library, members)
    return classes


def _above(name: str, nodes: Mapping[str, ast.ClassDef], knowledge: TypeTable) -> Iterator[str]:
    """All base classes of `name`: names of the script's, keys of the library's, `?` for unknown ones."""
    waiting, seen = [name], set()
    while waiting:
        node = nodes[waiting.pop()]
        if node.decorator_list or node.keywords:
            yield "?"
        for base in node.bases:
            if isinstance(base, ast.Name) and base.id in nodes:
                yield base.id
                if base.id not in seen:
                    seen.add(base.id)
                    waiting.append(base.id)
            elif not (isinstance(base, ast.Name) and base.id == "object"):
                yield _library_base(base, knowledge)


def _library_base(base: ast.expr, knowledge: TypeTable) -> str:
    match base:
        case ast.Name(id=name):
            return knowledge.imports.get(name, "?")
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return knowledge.interface.key(knowledge.modules.get(module, ""), name) or "?"
    return "?"


def _on_self(tree: ast.Module, knowledge: TypeTable) -> Mapping[str, Mapping[str, InstanceOf | None]]:
    """The types of the attributes that each class sets on `self`; None if they differ or are unknown."""
    values: dict[tuple[str, str], list[InstanceOf | None]] = defaultdict(list)
    sure: set[int] = set()
    stores: list[ast.Attribute] = []
    for node, scope in visit(tree, knowledge):
        match node:
            case ast.Assign(
                targets=[ast.Attribute(value=ast.Name() as owner, attr=name) as target], value=value
            ):
                kind = knowledge.type_of(owner, scope)
                if kind is not None and kind.key in knowledge.classes:
                    values[kind.key, name].append(_lasting(knowledge.type_of(value, scope)))
                    sure.add(id(target))
            case ast.Attribute(value=ast.Attribute() as changed, attr=method) if method in CHANGES:
                stores.append(changed)
            case ast.Attribute(ctx=ast.Store() | ast.Del()):
                stores.append(node)
    unsure = {node.attr for node in stores if id(node) not in sure}
    found: dict[str, dict[str, InstanceOf | None]] = defaultdict(dict)
    for (key, name), kinds in values.items():
        others = [
            kind for (other, known), more in values.items() if known == name and other != key for kind in more
        ]
        is_sure = name not in unsure and name not in knowledge.classes[key].members
        is_one = len({*kinds, *others}) == 1
        found[key][name] = kinds[0] if is_sure and is_one else None
    return found


def _lasting(kind: InstanceOf | None) -> InstanceOf | None:
    """A type without what a list holds: any method may put other things into it."""
    if kind is None or kind == NOTHING:
        return None
    return kind if kind.items is None else list_of(None)
