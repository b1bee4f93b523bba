"""Infers the types of a script's names and expressions, as far as they are certain. Pure."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeGuard

from runner.script.analysis import arithmetic
from runner.script.analysis.bindings import loop_bindings
from runner.script.analysis.kinds import (
    CONSTANTS,
    FUNCTION,
    MEMBERS,
    PAIR,
    POINT,
    RETURNED,
    TEXT,
    InstanceOf,
    Scope,
    list_of,
)
from runner.script.analysis.signatures import EntryKind, LibraryInterface, read_form

# A value declared as one of these may be of any subclass; numbers are often NumPy's.
_VAGUE = frozenset(
    "Mobject VMobject VGroup Group Line Arrow Vector Animation Transform Scene Any float int".split()
)
_HELD = re.compile(r"AbstractContextManager\[(\w+)\]")
# A scene's camera, unless the scene is derived from more than these.
_CAMERAS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "Camera": frozenset(("Scene", "NarratedScene")),
        "MovingCamera": frozenset(("Scene", "MovingCameraScene")),
        "ThreeDCamera": frozenset(("Scene", "ThreeDScene")),
    }
)
_OWN = "script."
_SEVERAL = ast.List | ast.Tuple


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
    script sets or tests for anywhere, so they are never reported as missing. `has_own_tex` is true if it may
    change what LaTeX knows. `functions` and `methods` are those of the script that no other code replaces,
    by name, and `results` what they return.
    """

    interface: LibraryInterface
    imports: Mapping[str, str] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, OwnClass] = field(default_factory=dict)
    stored: frozenset[str] = frozenset()
    on_self: Mapping[str, Mapping[str, InstanceOf | None]] = field(default_factory=dict)
    has_own_tex: bool = False
    functions: Mapping[str, ast.FunctionDef] = field(default_factory=dict)
    methods: Mapping[str, ast.FunctionDef] = field(default_factory=dict)
    results: Mapping[ast.FunctionDef, InstanceOf | None] = field(default_factory=dict)

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
            case ast.Constant(value=value):
                return CONSTANTS.get(type(value).__name__)
            case ast.JoinedStr():
                return TEXT
            case ast.Name(id=name):
                return scope.find(name) or self._constant(node, scope)
            case ast.Call():
                return self._array(node, scope) or self._returned(node, scope)
            case ast.Attribute(value=value, attr=name):
                owner = self.type_of(value, scope)
                if owner is None:
                    return self._of_module(node, scope)
                return self._attribute(owner, name) if not owner.is_animate else None
            case ast.Lambda():
                return FUNCTION
        return self._collection(node, scope) or self._combination(node, scope)

    def _constant(self, node: ast.expr, scope: Scope) -> InstanceOf | None:
        """The type of one of the library's constants, such as `RED` or `PI`."""
        key = self.library_key(node, scope)
        value = self.interface.entries[key].value if key else ""
        return CONSTANTS.get(value) or (InstanceOf(value) if value in self.interface.entries else None)

    def _of_module(self, node: ast.Attribute, scope: Scope) -> InstanceOf | None:
        module = node.value.id if isinstance(node.value, ast.Name) else ""
        return arithmetic.of_module(module, node.attr) or self._constant(node, scope)

    def _collection(self, node: ast.expr, scope: Scope) -> InstanceOf | None:
        """A list or pair, or what is taken out of one."""
        match node:
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return self._display(node, parts, scope)
            case ast.ListComp(elt=item, generators=loops):
                return list_of(self.type_of(item, self._inside(loops, scope)))
            case ast.Subscript(value=value, slice=index):
                holder = self.type_of(value, scope)
                return holder.items if holder and not isinstance(index, ast.Slice | ast.Tuple) else None
        return None

    def _inside(self, loops: list[ast.comprehension], scope: Scope) -> Scope:
        """The scope inside a comprehension."""
        for loop in loops:
            bound = loop_bindings(loop.target, loop.iter)
            scope = Scope({name: self.type_of(item, scope) if item else None for name, item in bound}, scope)
        return scope

    def _combination(self, node: ast.expr, scope: Scope) -> InstanceOf | None:
        match node:
            case ast.BinOp(left=left, op=operator, right=right):
                return arithmetic.combined(self.type_of(left, scope), operator, self.type_of(right, scope))
            case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
                kind = self.type_of(operand, scope)
                return kind if arithmetic.is_number(kind) or kind == POINT else None
            case ast.IfExp(body=one, orelse=other):
                kind = self.type_of(one, scope)
                return kind if kind == self.type_of(other, scope) else None
        return None

    def _display(self, node: ast.expr, parts: list[ast.expr], scope: Scope) -> InstanceOf | None:
        """A list or tuple as it is written."""
        if any(isinstance(part, ast.Starred) for part in parts):
            return None
        kinds = {self.type_of(part, scope) for part in parts}
        are_numbers = all(kind is None or arithmetic.is_number(kind) for kind in kinds)
        if len(parts) == 2 and are_numbers and not any(isinstance(part, _SEVERAL) for part in parts):
            return PAIR
        return list_of(kinds.pop() if len(kinds) == 1 else None) if isinstance(node, ast.List) else None

    def _array(self, node: ast.Call, scope: Scope) -> InstanceOf | None:
        """What NumPy makes, or Python's own functions."""
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="array"),
                args=[ast.List(elts=parts) | ast.Tuple(elts=parts), *_],
            ) if not any(isinstance(part, ast.Starred | _SEVERAL) for part in parts):
                return arithmetic.array_of([self.type_of(part, scope) for part in parts])
            case ast.Call(func=ast.Name(id=name)) if scope.binds(name):
                return None
        kinds = [self.type_of(part, scope) for part in node.args]
        return arithmetic.random_pair(node) or arithmetic.called(node.func, kinds)

    def ancestors(self, key: str) -> frozenset[str]:
        """Keys of the library classes that instances of `key` are, or may be through related classes."""
        if key in self.classes:
            return self.classes[key].library or frozenset()
        entry = self.interface.entries.get(key)
        return frozenset((key, *entry.ancestors)) if entry else frozenset()

    def is_a(self, key: str, ancestor: str) -> bool:
        return ancestor in self.ancestors(key)

    def is_own_member(self, name: str) -> bool:
        """Whether a class of the script defines it, so that not only the library has methods of this name."""
        return any(name in own.members for own in self.classes.values())

    def member(self, key: str, name: str) -> str | None:
        """The signature of an inherited library member; None if there is none or the script overrides it."""
        if key in self.classes:
            own = self.classes[key]
            bases = () if name in own.members or own.library is None else tuple(sorted(own.library))
        elif key in self.interface.entries:
            bases = (key, *self.interface.entries[key].ancestors)
        else:
            return None
        found = (self.interface.entries[base].members.get(name) for base in bases)
        return next((text for text in found if text is not None), None)

    def method_keywords(self, key: str, name: str) -> frozenset[str] | None:
        """All keywords that an inherited library method accepts; None if it may accept any."""
        bases = (key, *self.interface.entries[key].ancestors) if key in self.interface.entries else ()
        owner = next((base for base in bases if name in self.interface.entries[base].members), None)
        found = None if owner is None else self.interface.entries[owner].method_keywords.get(name)
        return None if found is None else frozenset(found)

    def lacks(self, key: str, name: str) -> bool:
        """Whether instances certainly don't have this attribute."""
        if name.startswith("__") or name in self.stored or self.member(key, name) is not None:
            return False
        if key in self.classes:
            own = self.classes[key]
            return own.library is not None and not {name, "__getattr__", "__getattribute__"} & own.members
        return key in self.interface.entries or name not in MEMBERS.get(key, {name})

    def own_class(self, node: ast.expr, scope: Scope) -> OwnClass | None:
        """The class of the script that this names."""
        return self.classes.get(own_key(node.id)) if _is_of_module(node, scope) else None

    def own_function(self, node: ast.expr, scope: Scope) -> ast.FunctionDef | None:
        """The function of the script, or the method of an object of its own, that this names."""
        match node:
            case ast.Name(id=name):
                return self.functions.get(name) if _is_of_module(node, scope) else None
            case ast.Attribute(value=value, attr=name) if name in self.methods:
                owner = self.type_of(value, scope)
                own = self.classes.get(owner.key) if owner and not owner.is_animate else None
                return self.methods[name] if own and name in own.members else None
        return None

    def _returned(self, node: ast.Call, scope: Scope) -> InstanceOf | None:
        key = self.library_key(node.func, scope)
        if key is not None:
            return self._made(key, node, scope)
        if own := self.own_class(node.func, scope):
            return InstanceOf(own_key(own.node.name))
        if function := self.own_function(node.func, scope):
            return self.results.get(function)
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

    def _made(self, key: str, node: ast.Call, scope: Scope) -> InstanceOf | None:
        """What a class or function of the library returns."""
        if self.interface.entries[key].kind is EntryKind.CLASS:
            return InstanceOf(key)
        match node:
            case ast.Call(args=[ast.Lambda(body=body)]) if key == "always_redraw":
                return self.type_of(body, scope.lasting())
        return None

    def _declared(self, returns: str, owner: InstanceOf) -> InstanceOf | None:
        held = _HELD.fullmatch(returns)
        name = held[1] if held else returns
        if name == "Self":
            return owner
        if name in RETURNED:
            return RETURNED[name]
        is_class = name in self.interface.entries and self.interface.entries[name].kind is EntryKind.CLASS
        # Manim often declares a more general class than the one it returns.
        return InstanceOf(name) if is_class and name not in _VAGUE else None

    def _attribute(self, owner: InstanceOf, name: str) -> InstanceOf | None:
        if name == "animate" and self.is_a(owner.key, "Mobject"):
            return replace(owner, is_animate=True)
        on_self = self.on_self.get(owner.key, {})
        if name in on_self:
            return on_self[name]
        if name == "camera" and not {name, "camera_class"} & self.stored:
            return self._camera(owner.key)
        text = self.member(owner.key, name) or ""
        is_ours = text.startswith(": ") and text[2:] in self.interface.modules.get("scenekit", ())
        return self._declared(text[2:], owner) if is_ours else None

    def _camera(self, key: str) -> InstanceOf | None:
        above = self.ancestors(key)
        found = (name for name, scenes in _CAMERAS.items() if above and above <= scenes)
        name = next(found, "")
        return InstanceOf(name) if name in self.interface.entries else None


def _is_of_module(node: ast.expr, scope: Scope) -> TypeGuard[ast.Name]:
    """Whether it is a name that only the module binds."""
    binder = scope.binder(node.id) if isinstance(node, ast.Name) else None
    return binder is not None and binder.outer is None


def own_key(name: str) -> str:
    """The key of a class of the script, different from all keys of the library."""
    return _OWN + name
