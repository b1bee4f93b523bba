"""Infers the types of a script's names and expressions, as far as they are certain. Pure."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from runner.script.analysis.kinds import FUNCTION, MEMBERS, PAIR, InstanceOf, Scope, list_of
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
    change what LaTeX knows.
    """

    interface: LibraryInterface
    imports: Mapping[str, str] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, OwnClass] = field(default_factory=dict)
    stored: frozenset[str] = frozenset()
    on_self: Mapping[str, Mapping[str, InstanceOf | None]] = field(default_factory=dict)
    has_own_tex: bool = False

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
                return self._array(node, scope) or self._returned(node, scope)
            case ast.Attribute(value=value, attr=name):
                owner = self.type_of(value, scope)
                return self._attribute(owner, name) if owner and not owner.is_animate else None
            case ast.Lambda():
                return FUNCTION
        return self._collection(node, scope)

    def _collection(self, node: ast.expr, scope: Scope) -> InstanceOf | None:
        """A list or pair, or what is taken out of one."""
        match node:
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return self._display(node, parts, scope)
            case ast.ListComp(elt=item, generators=loops):
                targets = (part for loop in loops for part in ast.walk(loop.target))
                names = dict.fromkeys(part.id for part in targets if isinstance(part, ast.Name))
                return list_of(self.type_of(item, Scope({**names}, scope)))
            case ast.Subscript(value=value, slice=index):
                holder = self.type_of(value, scope)
                return holder.items if holder and not isinstance(index, ast.Slice | ast.Tuple) else None
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
                kinds = {self.type_of(left, scope), self.type_of(right, scope)}
                return PAIR if kinds == {PAIR} and not isinstance(left, ast.List | ast.Tuple) else None
        return None

    def _display(self, node: ast.expr, parts: list[ast.expr], scope: Scope) -> InstanceOf | None:
        """A list or tuple as it is written."""
        if any(isinstance(part, ast.Starred) for part in parts):
            return None
        kinds = {self.type_of(part, scope) for part in parts}
        if (
            len(parts) == 2
            and kinds == {None}
            and not any(isinstance(part, ast.List | ast.Tuple) for part in parts)
        ):
            return PAIR
        return list_of(kinds.pop() if len(kinds) == 1 else None) if isinstance(node, ast.List) else None

    def _array(self, node: ast.Call, scope: Scope) -> InstanceOf | None:
        """A pair that `np.array` is made of."""
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="array"), args=[inner, *_]
            ):
                return PAIR if self.type_of(inner, scope) == PAIR else None
        return None

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


def own_key(name: str) -> str:
    """The key of a class of the script, different from all keys of the library."""
    return _OWN + name
