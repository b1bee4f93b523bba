"""The OpenAPI document at /docs: what FastAPI generates, with the real schemas of problems and events.

Generators of clients read it too, so fields that answers always have are required there.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.problems import ProblemKind, ascii_json, documented
from api.schemas.components import REFERENCE, components_of
from api.schemas.events import stream_components
from api.schemas.service import ProblemAnswer

_OF_BODIES = (
    ProblemKind.TOO_SLOW,
    ProblemKind.TOO_LARGE,
    ProblemKind.UNSUPPORTED_MEDIA_TYPE,
    ProblemKind.INVALID_REQUEST,
)
# FastAPI's own validation errors, which this service never sends.
_NOT_OURS = ("HTTPValidationError", "ValidationError")


def describe(app: FastAPI) -> None:
    """Completes the app's OpenAPI document."""
    found = app.openapi

    def completed() -> dict[str, Any]:
        if app.openapi_schema is not None:
            return app.openapi_schema
        document = found()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        for name in _NOT_OURS:
            schemas.pop(name, None)
        schemas |= stream_components()
        schemas |= components_of(ProblemAnswer)
        schemas["ProblemAnswer"]["properties"]["code"]["enum"] = [kind.code for kind in ProblemKind]
        _document_refusals(document)
        _require_fields_of_answers(document)
        _leave_out_null_parameters(document)
        return document

    app.state.openapi_json = cache(lambda: ascii_json(app.openapi()))
    app.openapi = completed  # type: ignore[method-assign]  # FastAPI documents this as the way


def operation_id(route: APIRoute) -> str:
    """The name of a route for generated clients, such as `submitVideo`: its function's, and so lasting."""
    first, *others = route.name.split("_")
    return first + "".join(word.capitalize() for word in others)


def _document_refusals(document: dict[str, Any]) -> None:
    """Adds how a body is refused, and puts our answer to invalid parameters in the place of FastAPI's."""
    for path in document["paths"].values():
        for operation in path.values():
            refusals = documented(*_OF_BODIES) if "requestBody" in operation else {}
            if "422" in operation["responses"]:
                refusals |= documented(ProblemKind.INVALID_REQUEST)
            operation["responses"] |= {str(status): answer for status, answer in refusals.items()}


def _require_fields_of_answers(document: dict[str, Any]) -> None:
    """An answer has all its fields, those with defaults too; only a request may leave some out."""
    schemas = document["components"]["schemas"]
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    answered = _named_in([operation["responses"] for operation in operations], schemas)
    asked = _named_in([operation.get("requestBody") for operation in operations], schemas)
    for name in answered - asked:
        fields = schemas[name].get("properties")
        if fields:
            schemas[name]["required"] = list(fields)
            _complete_examples(schemas[name])


def _complete_examples(schema: dict[str, Any]) -> None:
    """Adds the defaults, and the nulls, which FastAPI leaves out."""
    usual = {name: field.get("default") for name, field in schema["properties"].items()}
    if "examples" in schema:
        schema["examples"] = [usual | example for example in schema["examples"]]


def _leave_out_null_parameters(document: dict[str, Any]) -> None:
    """A parameter is left out, or has a value: an address has no null."""
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                kinds = parameter["schema"].pop("anyOf", ())
                for kind in kinds:
                    parameter["schema"] |= kind if kind != {"type": "null"} else {}


def _named_in(part: Any, schemas: dict[str, Any]) -> set[str]:
    """The names of all schemas to which a part of the document refers, directly or through others."""
    found: set[str] = set()
    waiting = list(_references_in(part))
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += _references_in(schemas[name])
    return found


def _references_in(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for inner in part:
            yield from _references_in(inner)
    if isinstance(part, dict):
        if isinstance(reference := part.get("$ref"), str):
            yield reference.removeprefix(REFERENCE.format(model=""))
        for inner in part.values():
            yield from _references_in(inner)
