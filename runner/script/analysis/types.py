"""Infers the types of a script's names and expressions, as far as they are certain. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from runner.script.analysis.bindings import COMPREHENSIONS, FUNCTIONS, SCOPES, bound_names
from runner.script.analysis.signatures import EntryKind, LibraryInterface, read_form

# A value declared as one of these may be of any subclass.
_VAGUE = frozenset(("Mobject", "VMobject", "VGroup", "Group", "Animation", "Any"))
_HELD = re.compile(r"AbstractContextManager\[(\w+)\]")
_PLAIN_SCENES = frozenset(("Scene", "NarratedScene"))
_OWN = "script."


@dataclass(frozen=True)
class InstanceOf:
    """An instance of the class with this key, or its `.animate` proxy if `is_animate`."""

    key: str
    is_animate: bool = False


@dataclass(frozen=True)
class Scope:
    """The names that a function, class or module binds, and their types; None if a type is uncertain."""

    names: dict[str, InstanceOf | None]
    outer: "Scope | None" = None
    is_class: bool = False

    def find(self, name: str) -> InstanceOf | None:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None

    def binds(self, name: str) -> bool:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return True
            scope = scope.outer
        return False


@dataclass(frozen=True)
class OwnClass:
    """A class of the script. `library` has the keys of the library classes that it is derived from.

    `library` is None if a base class is unknown. `members` are what the class defines. Both include those
    of the script's classes above and below it.
    """

    node: ast.ClassDef
    library: frozenset[str] | None
    members: frozenset[str]


@dataclass(frozen=True)
class TypeTable:
    """What is known about a script as a whole, before its expressions are examined.

    `imports` and `modules` map the script's names to those of the library. `stored` are attributes that the
    script sets or tests for anywhere, so they are never reported as missing.
    """

    interface: LibraryInterface
    imports: Mapping[str, str] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, OwnClass] = field(default_factory=dict)
    stored: frozenset[str] = frozenset()
    on_self: Mapping[str, Mapping[str, InstanceOf | None]] = field(default_factory=dict)

    def library_key(self, node: ast.expr, scope: Scope) -> str | None:
        """The library's key for a name such as `Circle` or `manim.Circle`, or None."""
        match node:
            case ast.Name(id=name) if not scope.binds(name):
                return self.imports.get(name)
            case ast.Attribute(value=ast.Name(id=module), attr=name) if not scope.binds(module):
                return self.interface.key(self.modules.get(module, ""), name)
        return None

    def type_of(self, node: ast.expr, scope: Scope) -> InstanceOf | None:
        match node:
            case ast.Name(id=name):
                return scope.find(name)
            case ast.Call():
                return self._returned(node, scope)
            case ast.Attribute(value=value, attr=name):
                owner = self.type_of(value, scope)
                return self._attribute(owner, name) if owner and not owner.is_animate else None
        return None

    def ancestors(self, key: str) -> frozenset[str]:
        """Keys of the library classes that instances of `key` are, or may be through related classes."""
        if key in self.classes:
            return self.classes[key].library or frozenset()
        entry = self.interface.entries.get(key)
        return frozenset((key, *entry.ancestors)) if entry else frozenset()

    def is_a(self, key: str, ancestor: str) -> bool:
        return ancestor in self.ancestors(key)

    def member(self, key: str, name: str) -> str | None:
        """The signature of an inherited library member; None if there is none or the script overrides it."""
        if key in self.classes:
            own = self.classes[key]
            bases = () if name in own.members or own.library is None else tuple(sorted(own.library))
        else:
            bases = (key, *self.interface.entries[key].ancestors)
        found = (self.interface.entries[base].members.get(name) for base in bases)
        return next((text for text in found if text is not None), None)

    def lacks(self, key: str, name: str) -> bool:
        """Whether instances certainly don't have this attribute."""
        if name.startswith("__") or name in self.stored or self.member(key, name) is not None:
            return False
        if key in self.classes:
            own = self.classes[key]
            return own.library is not None and not {name, "__getattr__", "__getattribute__"} & own.members
        return True

    def _returned(self, node: ast.Call, scope: Scope) -> InstanceOf | None:
        key = self.library_key(node.func, scope)
        if key is not None:
            return InstanceOf(key) if self.interface.entries[key].kind is EntryKind.CLASS else None
        if not isinstance(node.func, ast.Attribute):
            return None
        if node.func.attr == "animate":
            return self.type_of(node.func, scope)
        owner = self.type_of(node.func.value, scope)
        if owner is None or owner.is_animate:
            return owner
        text = self.member(owner.key, node.func.attr) or ""
        form = read_form(text) if text.startswith("(") else None
        return self._declared(form.returns, owner) if form else None

    def _declared(self, returns: str, owner: InstanceOf) -> InstanceOf | None:
        held = _HELD.fullmatch(returns)
        name = held[1] if held else returns
        if name == "Self":
            return owner
        is_class = name in self.interface.entries and self.interface.entries[name].kind is EntryKind.CLASS
        # Manim often declares a more general class than the one it returns.
        return InstanceOf(name) if is_class and name not in _VAGUE else None

    def _attribute(self, owner: InstanceOf, name: str) -> InstanceOf | None:
        if name == "animate" and self.is_a(owner.key, "Mobject"):
            return replace(owner, is_animate=True)
        on_self = self.on_self.get(owner.key, {})
        if name in on_self:
            return on_self[name]
        if name == "camera" and name not in self.stored:
            is_plain = self.ancestors(owner.key) <= _PLAIN_SCENES and bool(self.ancestors(owner.key))
            return InstanceOf("Camera") if is_plain and "Camera" in self.interface.entries else None
        text = self.member(owner.key, name) or ""
        is_ours = text.startswith(": ") and text[2:] in self.interface.modules.get("scenekit", ())
        return self._declared(text[2:], owner) if is_ours else None


def own_key(name: str) -> str:
    """The key of a class of the script, different from all keys of the library."""
    return _OWN + name


def visit(tree: ast.Module, knowledge: TypeTable) -> Iterator[tuple[ast.AST, Scope]]:
    """Every node of the script, with its scope."""
    waiting: list[tuple[ast.AST, Scope, ast.ClassDef | None]] = [(tree, module_scope(tree, knowledge), None)]
    while waiting:
        node, scope, owner = waiting.pop()
        yield node, scope
        inner, inner_owner = scope, owner
        if isinstance(node, SCOPES):
            inner = _inner_scope(node, scope, owner, knowledge)
            inner_owner = node if isinstance(node, ast.ClassDef) else None
        waiting += [(part, inner, inner_owner) for part in reversed(list(ast.iter_child_nodes(node)))]


def _inner_scope(node: ast.AST, scope: Scope, owner: ast.ClassDef | None, knowledge: TypeTable) -> Scope:
    # Functions don't see the names of their class.
    outer = scope.outer if scope.is_class and isinstance(node, FUNCTIONS) else scope
    inner = Scope({}, outer, is_class=isinstance(node, ast.ClassDef))
    _fill(inner, node, knowledge, _own_self(node, owner, knowledge))
    return inner


def _own_self(
    node: ast.AST, owner: ast.ClassDef | None, knowledge: TypeTable
) -> dict[str, InstanceOf | None]:
    """The first parameter of a method (`self`), as an instance of its class."""
    if owner is None or not isinstance(node, ast.FunctionDef) or node.decorator_list or not node.args.args:
        return {}
    first, key = node.args.args[0].arg, own_key(owner.name)
    is_rebound = len(bound_names(node)[first]) > 1
    return {first: InstanceOf(key)} if key in knowledge.classes and not is_rebound else {}


def module_scope(tree: ast.Module, knowledge: TypeTable) -> Scope:
    """The module's scope, without the names imported from the library."""
    scope = Scope({})
    _fill(scope, tree, knowledge, {})
    return scope


def _fill(scope: Scope, node: ast.AST, knowledge: TypeTable, given: dict[str, InstanceOf | None]) -> None:
    bound = bound_names(node)
    if isinstance(node, COMPREHENSIONS):
        bound = {name: [None] for name in _targets(node)}
    imported = {*knowledge.imports, *knowledge.modules} if isinstance(node, ast.Module) else set()
    scope.names.update({**dict.fromkeys(bound.keys() - imported), **given})
    for name, values in bound.items():
        if name in imported or not all(values):
            continue
        # A later value may depend on the first one: `x = x.copy()`.
        first, *others = [value for value in values if value is not None]
        scope.names[name] = guess = knowledge.type_of(first, scope)
        if any(knowledge.type_of(value, scope) != guess for value in others):
            scope.names[name] = None


def _targets(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id
