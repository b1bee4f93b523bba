"""Reads the interface of the installed Manim and scenekit.

`python -m runner.script.library_interface < names.json` reads a JSON list of names from stdin (`["*"]` for
all) and prints a `LibraryInterface` as JSON. Runs no script.
"""

import ast
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import packages_distributions
from types import FunctionType, ModuleType
from typing import Any

from runner.script.analysis.signatures import EntryKind, LibraryEntry, LibraryInterface, read_form
from runner.script.keywords import accepted_keywords, method_keywords

MODULES = ("manim", "scenekit", "scenekit.pictures", "scenekit.templates")
_MAX_DOC_CHARACTERS = 140
_MAX_DEFAULT_CHARACTERS = 24
_MAX_ANNOTATION_CHARACTERS = 48
_MODULE_PATH = re.compile(r"\b(?:[a-z_]\w*\.)+(?=[A-Z])")
_ANY_SIGNATURE = "(*args, **kwargs)"
_ROOT = ("manim.mobject.mobject", "Mobject")


def read_interface(names: Iterable[str]) -> LibraryInterface:
    """The interface, with entries for these names and for the ancestors of classes among them."""
    loaded = {name: import_module(name) for name in MODULES}  # by name: it inspects modules, but uses none
    modules = {name: _public_names(module) for name, module in loaded.items()}
    wanted = set(names)
    things: dict[str, Any] = {}
    for module, public in modules.items():
        for name in public if "*" in wanted else wanted.intersection(public):
            _add(things, module, name, vars(loaded[module])[name])
    entries: dict[str, LibraryEntry] = {}
    for key in list(things):
        entries[key] = _entry(things[key], things)
    for key in things.keys() - entries.keys():
        entries[key] = _entry(things[key], things)
    installed = {
        *packages_distributions(),
        *sys.stdlib_module_names,
        *(module.split(".")[0] for module in MODULES),
    }
    return LibraryInterface(
        modules=modules, entries=dict(sorted(entries.items())), installed=tuple(sorted(installed))
    )


def _public_names(module: ModuleType) -> tuple[str, ...]:
    listed = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    return tuple(sorted(listed))


def _add(things: dict[str, Any], module: str, name: str, thing: Any) -> str:
    """Adds `thing` under a unique key, and returns the key."""
    for key in (name, f"{module}.{name}"):
        if things.setdefault(key, thing) is thing:
            return key
    return f"{module}.{name}"


def _entry(thing: Any, things: dict[str, Any]) -> LibraryEntry:
    if inspect.isclass(thing):
        return _class_entry(thing, things)
    if inspect.ismodule(thing):
        return LibraryEntry(
            kind=EntryKind.MODULE, members={name: "" for name in dir(thing) if not name.startswith("__")}
        )
    if callable(thing):
        signature = _signature(thing)
        form = read_form(signature)
        return LibraryEntry(
            kind=EntryKind.FUNCTION,
            signature=signature,
            doc=_first_line(thing),
            keywords=tuple(sorted(form.keywords)) if form else (),
            takes_any_keyword=form is None or form.takes_any_keyword,
        )
    return LibraryEntry(kind=EntryKind.CONSTANT, value=type(thing).__name__)


def _class_entry(thing: type, things: dict[str, Any]) -> LibraryEntry:
    ancestors = [base for base in thing.__mro__[1:] if base is not object]
    keywords = accepted_keywords(thing)
    return LibraryEntry(
        kind=EntryKind.CLASS,
        signature=_constructor(thing),
        doc=_first_line(thing),
        ancestors=tuple(_add(things, base.__module__, base.__name__, base) for base in ancestors),
        keywords=tuple(sorted(keywords.names)),
        takes_any_keyword=keywords.takes_any,
        members=_members(thing),
        method_keywords=_method_keywords(thing),
    )


def _constructor(thing: type) -> str:
    found = next((vars(part)["__init__"] for part in thing.__mro__[:-1] if "__init__" in vars(part)), None)
    return _signature(found, is_method=True).removesuffix(" -> None") if found else "()"


def _method_keywords(thing: type) -> dict[str, tuple[str, ...]]:
    methods = {name: value for name, value in vars(thing).items() if isinstance(value, FunctionType)}
    found = {name: method_keywords(method) for name, method in methods.items() if name[0] != "_"}
    return {name: tuple(sorted(names)) for name, names in sorted(found.items()) if names is not None}


def _members(thing: type) -> dict[str, str]:
    """The class's own methods and attributes, including those that its methods set on `self`."""
    members = dict.fromkeys(_set_on_self(thing), "")
    if (thing.__module__, thing.__name__) == _ROOT:
        members.update(dict.fromkeys(_set_from_outside(), ""))
    for name, annotation in vars(thing).get("__annotations__", {}).items():
        members[name] = _annotation(annotation)
    for name, value in vars(thing).items():
        if not name.startswith("__") and name != "_original__init__":
            members[name] = _member(name, value)
    return dict(sorted(members.items()))


def _member(name: str, value: Any) -> str:
    if isinstance(value, property):
        return _annotation(inspect.signature(value.fget).return_annotation) if value.fget else ""
    if isinstance(value, staticmethod):
        return _signature(value.__func__)
    if isinstance(value, classmethod):
        return _signature(value.__func__, is_method=True)
    return _signature(value, is_method=True) if isinstance(value, FunctionType) else ""


def _annotation(annotation: Any) -> str:
    text = _annotation_text(annotation)
    return f": {text}" if text else ""


def _signature(function: Callable[..., Any], *, is_method: bool = False) -> str:
    """The signature as text, without parts that are long or can't be written as source."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return _ANY_SIGNATURE
    parameters = list(signature.parameters.values())
    if is_method and parameters and parameters[0].kind is not inspect.Parameter.VAR_POSITIONAL:
        parameters = parameters[1:]
    returns = _annotation_text(signature.return_annotation)
    text = f"({', '.join(_parameters(parameters))})" + (f" -> {returns}" if returns else "")
    return text if read_form(text) else _ANY_SIGNATURE


def _parameters(parameters: list[inspect.Parameter]) -> list[str]:
    texts: list[str] = []
    has_star = False
    last_kind = None
    for parameter in parameters:
        if last_kind is parameter.POSITIONAL_ONLY and parameter.kind is not parameter.POSITIONAL_ONLY:
            texts.append("/")
        if parameter.kind is parameter.KEYWORD_ONLY and not has_star:
            texts.append("*")
        has_star = has_star or parameter.kind in {parameter.VAR_POSITIONAL, parameter.KEYWORD_ONLY}
        texts.append(_parameter(parameter))
        last_kind = parameter.kind
    return [*texts, "/"] if last_kind is inspect.Parameter.POSITIONAL_ONLY else texts


def _parameter(parameter: inspect.Parameter) -> str:
    stars = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
    stars = "**" if parameter.kind is parameter.VAR_KEYWORD else stars
    annotation = "" if stars else _annotation(parameter.annotation)
    if parameter.default is parameter.empty:
        return f"{stars}{parameter.name}{annotation}"
    return f"{parameter.name}{annotation}{' = ' if annotation else '='}{_default(parameter.default)}"


def _annotation_text(annotation: Any) -> str:
    if annotation is inspect.Parameter.empty:
        return ""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    text = text.rpartition(".")[2] if text.replace(".", "").isidentifier() else text
    text = _MODULE_PATH.sub("", text).replace("~", "")
    is_written = len(text) <= _MAX_ANNOTATION_CHARACTERS and read_form(f"() -> {text}")
    return text if is_written else ""


def _default(value: Any) -> str:
    if isinstance(value, FunctionType) and value.__name__.isidentifier():
        return value.__name__
    text = repr(value.tolist() if hasattr(value, "tolist") else value)
    if hasattr(value, "to_hex"):
        text = repr(value.to_hex())
    return text if len(text) <= _MAX_DEFAULT_CHARACTERS and read_form(f"(a={text})") else "..."


def _first_line(thing: Any) -> str:
    """The first line of its own docstring, not of an inherited one."""
    document = vars(thing).get("__doc__") if inspect.isclass(thing) else thing.__doc__
    lines = (document or "").strip().splitlines()
    return " ".join(lines[0].split())[:_MAX_DOC_CHARACTERS] if lines else ""


def _set_on_self(thing: type) -> set[str]:
    return _self_attributes(thing.__module__).get(thing.__name__, set())


@cache
def _self_attributes(module: str) -> dict[str, set[str]]:
    """The attributes that methods set on `self`, by the name of the class."""
    return {
        part.name: {
            node.attr
            for node in ast.walk(part)
            if isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
            and node.value.id == "self"
        }
        for part in ast.walk(_tree_of(module))
        if isinstance(part, ast.ClassDef)
    }


def _set_from_outside() -> Iterator[str]:
    """The attributes that Manim's functions set on mobjects of theirs, such as a graph's function."""
    for name in sorted(sys.modules):
        if name.startswith("manim."):
            yield from (
                node.attr
                for node in ast.walk(_tree_of(name))
                if isinstance(node, ast.Attribute)
                and isinstance(node.ctx, ast.Store)
                and isinstance(node.value, ast.Name)
                and node.value.id not in {"self", "cls"}
            )


@cache
def _tree_of(module: str) -> ast.Module:
    """The module's source, parsed; empty if there is none."""
    try:
        return ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError):
        return ast.Module([], [])


def main() -> None:
    """Reads names from stdin and prints the interface."""
    names = json.loads(sys.stdin.read())
    sys.stdout.write(read_interface(map(str, names)).model_dump_json(exclude_defaults=True))


if __name__ == "__main__":
    main()
