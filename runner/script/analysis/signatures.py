"""The interface of the installed Manim and scenekit: names, signatures, keywords. Pure."""

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

MAX_DESCRIPTION_CHARACTERS = 12_000
_MAX_TOLD_METHODS = 12


class EntryKind(StrEnum):
    """The kind of a public name."""

    CLASS = "class"
    FUNCTION = "function"
    MODULE = "module"
    CONSTANT = "constant"


class LibraryEntry(BaseModel):
    """A public name. `signature` is valid after `def f`, without `self`; empty if it can't be called.

    `members` are those of the class itself: a signature for a method, `: Type` for a field of known type,
    else empty. `ancestors` are keys of the interface, nearest first. `keywords` are all that the
    constructor accepts, including those of its ancestors. `method_keywords` are all that a method accepts, if
    its `**kwargs` go to constructors that accept nothing else. `value` is the class of a constant's value.
    """

    model_config = ConfigDict(frozen=True)

    kind: EntryKind
    signature: str = ""
    doc: str = ""
    ancestors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    takes_any_keyword: bool = True
    members: Mapping[str, str] = Field(default_factory=dict)
    method_keywords: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    value: str = ""


class LibraryInterface(BaseModel):
    """Public names of modules, the requested entries with their ancestors, and the installed modules.

    An entry's key is its name, or `module.name` if an earlier module uses the name for something else.
    """

    model_config = ConfigDict(frozen=True)

    modules: Mapping[str, tuple[str, ...]]
    entries: Mapping[str, LibraryEntry] = Field(default_factory=dict)
    installed: tuple[str, ...] = ()

    def key(self, module: str, name: str) -> str | None:
        """The key of a module's name, if it has an entry."""
        if name not in self.modules.get(module, ()):
            return None
        return next((key for key in (f"{module}.{name}", name) if key in self.entries), None)

    def is_a(self, key: str, ancestor: str) -> bool:
        return key == ancestor or (key in self.entries and ancestor in self.entries[key].ancestors)

    def members(self, key: str) -> Mapping[str, str]:
        """All members of a class, inherited ones included. Raises KeyError if a class has no entry."""
        known: dict[str, str] = {}
        for name in reversed((key, *self.entries[key].ancestors)):
            known.update(self.entries[name].members)
        return known

    def describe(self, names: Iterable[str], limit: int = MAX_DESCRIPTION_CHARACTERS) -> str:
        """The signatures of these names, one paragraph each; for unknown names the most similar ones.

        `Class.method` describes that method. Names are left out once `limit` characters are reached.
        """
        paragraphs: list[str] = []
        room = limit
        for name in dict.fromkeys(names):
            text = self._tell(name)
            room -= len(text) + 1
            if room < 0:
                break
            paragraphs.append(text)
        return "\n".join(paragraphs)

    def _tell(self, name: str) -> str:
        owner, _, method = name.rpartition(".")
        if owner in self.entries and name not in self.entries:
            return self._tell_member(owner, method)
        entry = self.entries.get(name)
        if entry is None:
            return self._tell_unknown(name)
        if entry.kind is EntryKind.CONSTANT or entry.kind is EntryKind.MODULE:
            return f"{name}: a {entry.kind}"
        lines = [f"{name}{entry.signature}" + (f"  # {entry.doc}" if entry.doc else "")]
        if entry.kind is EntryKind.CLASS:
            lines += _class_lines(entry)
        return "\n".join(lines)

    def _tell_member(self, owner: str, name: str) -> str:
        members = self.members(owner)
        if name in members:
            return f"{owner}.{name}{members[name]}"
        near = near_names(name, members)
        return f"{owner}.{name} does not exist" + (f"; near it: {', '.join(near)}" if near else "")

    def _tell_unknown(self, name: str) -> str:
        public = {public for names in self.modules.values() for public in names}
        if name in public:
            return f"{name}: exists"
        near = near_names(name, public)
        return f"{name} does not exist" + (f"; near it: {', '.join(near)}" if near else "")


def _class_lines(entry: LibraryEntry) -> list[str]:
    lines = []
    if entry.ancestors:
        lines.append(f"  is a {', '.join(entry.ancestors[:4])}")
    if entry.keywords:
        rest = ", and any other" if entry.takes_any_keyword else ", and no other"
        lines.append(f"  keywords: {', '.join(entry.keywords)}{rest}")
    methods = [name for name, text in entry.members.items() if text.startswith("(") and name[0] != "_"]
    if len(methods) <= _MAX_TOLD_METHODS:
        return [*lines, *(f"  .{name}{entry.members[name]}" for name in methods)]
    return [*lines, f"  methods: {', '.join(methods)}"]


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """At most three of the known names that are similar to `name`, the most similar first."""
    public = [other for other in known if not other.startswith("_")]
    same = [other for other in public if other.lower() == name.lower()]
    return same[:3] or get_close_matches(name, public, n=3, cutoff=0.72)


@dataclass(frozen=True)
class Form:
    """A parsed signature. `most` is None if it accepts any number of positional arguments."""

    positional: tuple[str, ...]
    required: tuple[str, ...]
    most: int | None
    keywords: frozenset[str]
    takes_any_keyword: bool
    returns: str


@lru_cache(maxsize=4096)
def read_form(signature: str) -> Form | None:
    """Parses the signature of an entry; None if it is not valid."""
    try:
        function = ast.parse(f"def f{signature}: ...").body[0]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not isinstance(function, ast.FunctionDef):
        return None
    return form_of(function, is_method=False)


def form_of(function: ast.FunctionDef, *, is_method: bool = True) -> Form:
    """What a function takes, a method without its first parameter."""
    inputs = function.args
    positional = [argument.arg for argument in (*inputs.posonlyargs, *inputs.args)]
    needed = positional[: len(positional) - len(inputs.defaults)]
    only = [
        argument.arg
        for argument, default in zip(inputs.kwonlyargs, inputs.kw_defaults, strict=True)
        if default is None
    ]
    first = 1 if is_method else 0
    named = (*inputs.args, *inputs.kwonlyargs)
    return Form(
        positional=tuple(positional[first:]),
        required=(*needed[first:], *only),
        most=None if inputs.vararg else len(positional) - first,
        keywords=frozenset(argument.arg for argument in named) - set(positional[:first]),
        takes_any_keyword=inputs.kwarg is not None,
        returns=ast.unparse(function.returns) if function.returns else "",
    )


_NAME = re.compile(r"[^\W\d]\w*")


def names_in(text: str) -> frozenset[str]:
    """Everything that looks like a name in a script, even in one that doesn't parse."""
    return frozenset(_NAME.findall(text))
