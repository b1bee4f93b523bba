"""OpenAPI schemas of models that FastAPI does not find by itself."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

REFERENCE = "#/components/schemas/{model}"


def components_of(*models: type[BaseModel]) -> dict[str, Any]:
    """The schemas of these models and of their fields' models, by name."""
    _, found = models_json_schema([(model, "serialization") for model in models], ref_template=REFERENCE)
    components: dict[str, Any] = found["$defs"]
    return components
