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
    NOT_FOUND = "not_found"
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
        """The detail, with the name of the field unless it is there."""
        if self.code is FaultCode.MISSING:
            return f"the field {self.field} is missing"
        if self.code is FaultCode.UNKNOWN_FIELD:
            return f"there is no field {self.field}"
        is_named = self.field.partition(".")[0] in self.detail
        return self.detail if is_named else f"wrong {self.field}: {self.detail}"


class InvalidFields(PodreelError):
    """A request with faults; all of them are in its sentence too."""

    def __init__(self, faults: Iterable[FieldFault], next_step: str = "") -> None:
        self.faults = tuple(faults)
        super().__init__(FailureCode.INVALID_REQUEST, sentence_of(self.faults), next_step)


def sentence_of(faults: Iterable[FieldFault]) -> str:
    """All faults in one sentence."""
    detail = "; ".join(fault.sentence for fault in faults)
    return f"{detail[:1].upper()}{detail[1:]}."


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
    path = [str(part) for part in problem["loc"]]
    if kind == "json_invalid":
        # The path ends with the character, which is no field.
        message = f"not valid JSON at character {path.pop()} ({problem['ctx']['error']})"
    return FieldFault(".".join(path), f"{message[:1].lower()}{message[1:]}", _code_of(kind))


def _code_of(kind: str) -> FaultCode:
    if kind in _CODES:
        return _CODES[kind]
    if kind.endswith(_OF_TYPES):
        return FaultCode.WRONG_TYPE
    return FaultCode(kind) if kind in set(FaultCode) else FaultCode.INVALID
