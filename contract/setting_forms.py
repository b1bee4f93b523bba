"""Types of values that several groups of settings share."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode, SettingsConfigDict

from contract.origins import require_origin

FROZEN = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True, env_ignore_empty=True)


def _split(value: object) -> object:
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{value!r} is not an address like https://example.com")
    return value.rstrip("/")


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
"""Separated by spaces or commas."""
Origins = Annotated[
    tuple[Annotated[str, AfterValidator(require_origin)], ...], NoDecode, BeforeValidator(_split)
]
"""Origins of web pages, separated by spaces or commas."""
WebAddress = Annotated[str, AfterValidator(_web_address)]
"""An http or https address, without a slash at its end."""
