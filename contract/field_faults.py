"""What is wrong with single fields of a request: all faults at once, each with its field and a code. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from contract.failure import FailureCode, PodreelError


class FaultCode(StrEnum):
    """What is wrong with a field. Stable names that programs may branch on."""

    MISSING = "missing"
    UNKNOWN_FIELD = "unknown_field"
    WRONG_TYPE = "wrong_type"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    OUT_OF_RANGE = "out_of_range"
    NOT_OFFERED = "not_offered"
    NOT_JSON = "not_json"
    INVALID = "invalid"


# Pydantic's names of faults; those of our own validators are codes already.
_CODES: Mapping[str, FaultCode] = MappingProxyType(
    {
        "missing": FaultCode.MISSING,
        "extra_forbidden": FaultCode.UNKNOWN_FIELD,
        "string_too_short": FaultCode.TOO_SHORT,
        "string_too_long": FaultCode.TOO_LONG,
        "greater_than": FaultCode.OUT_OF_RANGE,
        "greater_than_equal": FaultCode.OUT_OF_RANGE,
        "less_than": FaultCode.OUT_OF_RANGE,
        "less_than_equal": FaultCode.OUT_OF_RANGE,
        "finite_number": FaultCode.OUT_OF_RANGE,
        "enum": FaultCode.NOT_OFFERED,
        "literal_error": FaultCode.NOT_OFFERED,
        "json_invalid": FaultCode.NOT_JSON,
        "int_from_float": FaultCode.WRONG_TYPE,
    }
)
_OF_TYPES = ("_type", "_parsing")


@dataclass(frozen=True)
class FieldFault:
    """One fault. `field` is the path of the field, such as `custom.width`."""

    field: str
    detail: str
    code: FaultCode

    @property
    def sentence(self) -> str:
        """The detail, with the field unless it is named there."""
        is_named = self.field.partition(".")[0] in self.detail
        return self.detail if is_named else f"{self.field}: {self.detail}"


class InvalidFields(PodreelError):
    """A request with faults; all of them are in its sentence too."""

    def __init__(self, faults: Iterable[FieldFault], next_step: str = "") -> None:
        self.faults = tuple(faults)
        detail = "; ".join(fault.sentence for fault in self.faults)
        super().__init__(FailureCode.INVALID_REQUEST, f"{detail[:1].upper()}{detail[1:]}.", next_step)


def faults_of(problems: Iterable[Mapping[str, Any]]) -> tuple[FieldFault, ...]:
    """The faults that pydantic found, without the values that were sent."""
    return tuple(_fault_of(problem) for problem in problems)


def fault_at(field: str, fault: PydanticCustomError) -> ValidationError:
    """What the validator of a whole model raises about one of its fields."""
    return ValidationError.from_exception_data(
        field, [InitErrorDetails(type=fault, loc=(field,), input=None)]
    )


def _fault_of(problem: Mapping[str, Any]) -> FieldFault:
    kind, message = str(problem["type"]), str(problem["msg"]).removeprefix("Value error, ")
    if kind == "json_invalid":
        message = f"not valid JSON ({problem['ctx']['error']})"
    return FieldFault(
        ".".join(str(part) for part in problem["loc"]), f"{message[:1].lower()}{message[1:]}", _code_of(kind)
    )


def _code_of(kind: str) -> FaultCode:
    if kind in _CODES:
        return _CODES[kind]
    if kind.endswith(_OF_TYPES):
        return FaultCode.WRONG_TYPE
    return FaultCode(kind) if kind in set(FaultCode) else FaultCode.INVALID
