"""Opens a vendor's model by its name. Each opener imports its SDK only when it is called."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from runner.authors.models.vendors.access import VendorAccess
from runner.authors.models.vendors.line import Line


def _open_openai(model: str, access: VendorAccess) -> Line:
    from runner.authors.models.vendors.openai import open_openai  # noqa: PLC0415 - the SDK takes a second

    return open_openai(model, access)


def _open_server(model: str, access: VendorAccess) -> Line:
    from runner.authors.models.vendors.openai import open_server  # noqa: PLC0415 - the SDK takes a second

    return open_server(model, access)


def _open_anthropic(model: str, access: VendorAccess) -> Line:
    from runner.authors.models.vendors.anthropic import open_anthropic  # noqa: PLC0415 - the SDK takes a second

    return open_anthropic(model, access)


def _open_bedrock(model: str, access: VendorAccess) -> Line:
    from runner.authors.models.vendors.bedrock import open_bedrock  # noqa: PLC0415 - boto3 takes half a second

    return open_bedrock(model, access)


OPENERS: Mapping[str, Callable[[str, VendorAccess], Line]] = MappingProxyType(
    {
        "openai": _open_openai,
        "server": _open_server,
        "anthropic": _open_anthropic,
        "bedrock": _open_bedrock,
    }
)
"""Openers by provider. They block while importing an SDK, so call them in a thread."""
