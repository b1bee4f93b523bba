"""Numbers in requests: what pydantic would take for one, such as true or "1", is refused. Pure."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError


def _number(value: Any) -> Any:
    """Refuses what pydantic would take for a number: true, false, and numbers in quotes."""
    if isinstance(value, bool | str | bytes):
        raise PydanticCustomError("number_type", "Input should be a number, without quotes")
    return value


WholeNumber = Annotated[int, BeforeValidator(_number)]
"""A JSON number without a fraction; 1.0 is one."""
Number = Annotated[float, BeforeValidator(_number)]
"""A JSON number."""
# The limits come first: what pydantic puts after a validator is lost in the JSON schema.
Minutes = Annotated[float, Field(ge=0.5, le=30), BeforeValidator(_number)]
