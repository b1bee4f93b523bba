"""The OpenAPI document at /docs: what FastAPI generates, with the real schemas of problems and events."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.schemas.components import components_of
from api.schemas.events import EVENTS
from api.schemas.service import ProblemAnswer

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
        schemas |= components_of(*EVENTS.values())
        schemas |= components_of(ProblemAnswer)
        return document

    app.openapi = completed  # type: ignore[method-assign]  # FastAPI documents this as the way


def operation_id(route: APIRoute) -> str:
    """The name of a route for generated clients, such as `submitVideo`: its function's, and so lasting."""
    first, *others = route.name.split("_")
    return first + "".join(word.capitalize() for word in others)
