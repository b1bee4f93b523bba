"""Lists the models that a provider serves. Import it late: it imports the vendors' SDKs."""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, cast

import anthropic
import openai
from botocore.exceptions import ClientError

from runner.authors.models.vendors.access import VendorAccess
from runner.authors.models.vendors.anthropic import open_anthropic
from runner.authors.models.vendors.bedrock import aws_client
from runner.authors.models.vendors.errors import FailureKind, VendorRefusal, failure_of
from runner.authors.models.vendors.line import Line
from runner.authors.models.vendors.openai import open_openai, open_server
from runner.authors.models.vendors.refusals import refusal_of
from runner.authors.models.vendors.served import ServedModels
from runner.concurrency.threads import call_in_thread

_ON_DEMAND = "ON_DEMAND"
_RETIRED = "retired"
_NO_ACCESS = frozenset({401, 403})
# Openers require a model, but the list is the same for every model.
_ANY_MODEL = "any"


async def list_models(provider: str, access: VendorAccess) -> ServedModels:
    """The models that the provider serves. Raises CallFailed; PASSING if the provider does not answer."""
    total_seconds = access.patience.total_seconds
    try:
        async with asyncio.timeout(total_seconds):
            return await _LISTERS[provider](access)
    except TimeoutError:
        refusal = VendorRefusal(FailureKind.PASSING, f"no list of models within {total_seconds:g} s")
    # On malformed answers the vendors' SDKs raise exceptions of any type.
    except Exception as error:
        refusal = _refusal(error)
    # Without its cause: the vendor's message may repeat the key.
    raise failure_of(provider, refusal, _secrets(access)) from None


async def _openai(access: VendorAccess) -> ServedModels:
    return await _by_line(open_openai(_ANY_MODEL, access))


async def _server(access: VendorAccess) -> ServedModels:
    return await _by_line(open_server(_ANY_MODEL, access))


async def _anthropic(access: VendorAccess) -> ServedModels:
    return await _by_line(open_anthropic(_ANY_MODEL, access))


async def _by_line(line: Line) -> ServedModels:
    """Lists by the same client that would ask the model, so that address and key are checked too."""
    listed: AsyncIterable[Any] = cast(Any, line.model).client.models.list()
    try:
        return {
            str(entry.id): _day(getattr(entry, "shutdown_date", None) or getattr(entry, "retires_at", None))
            async for entry in listed
            if getattr(entry, "lifecycle", None) != _RETIRED
        }
    finally:
        await line.close()


async def _bedrock(access: VendorAccess) -> ServedModels:
    return await call_in_thread(lambda: _read_bedrock(access))


def _read_bedrock(access: VendorAccess) -> ServedModels:
    """Models that can be named directly, and the profiles that all others need. Blocks."""
    client = aws_client("bedrock", access)
    try:
        models = client.list_foundation_models()["modelSummaries"]
        pages = client.get_paginator("list_inference_profiles").paginate()
        profiles = [profile for page in pages for profile in page["inferenceProfileSummaries"]]
    finally:
        client.close()
    return {**_on_demand(models), **_profiles(profiles, models)}


def _on_demand(models: Iterable[Mapping[str, Any]]) -> dict[str, date | None]:
    return {
        model["modelId"]: _end_of(model)
        for model in models
        if _ON_DEMAND in model.get("inferenceTypesSupported", ())
    }


def _profiles(
    profiles: Iterable[Mapping[str, Any]], models: Iterable[Mapping[str, Any]]
) -> dict[str, date | None]:
    """Profiles by id and ARN, each with the end date of its model. A profile's id is `us.` + model id."""
    ends = {model["modelId"]: _end_of(model) for model in models}
    return {
        name: ends.get(str(profile["inferenceProfileId"]).partition(".")[2])
        for profile in profiles
        for name in (profile["inferenceProfileId"], profile["inferenceProfileArn"])
    }


def _end_of(model: Mapping[str, Any]) -> date | None:
    return _day(model.get("modelLifecycle", {}).get("endOfLifeTime"))


def _day(value: object) -> date | None:
    """The day of a time or an ISO date; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _refusal(error: Exception) -> VendorRefusal:
    match error:
        case openai.APIStatusError() | anthropic.APIStatusError():
            return VendorRefusal(_kind(error.status_code), f"{error.message} (HTTP {error.status_code})")
        case openai.APIConnectionError() | anthropic.APIConnectionError():
            return VendorRefusal(
                FailureKind.PASSING, f"the connection failed ({error.__cause__ or error.message})"
            )
        case ClientError():
            status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
            return VendorRefusal(_kind(status), str(error))
        case _:
            return refusal_of(error)


def _kind(status: int) -> FailureKind:
    return FailureKind.NO_ACCESS if status in _NO_ACCESS else FailureKind.PASSING


def _secrets(access: VendorAccess) -> tuple[str, ...]:
    keys = (
        access.openai_api_key,
        access.anthropic_api_key,
        access.server_key,
        access.aws_access_key_id,
        access.aws_secret_access_key,
        access.aws_session_token,
    )
    return tuple(key for key in keys if key)


_LISTERS: Mapping[str, Callable[[VendorAccess], Awaitable[ServedModels]]] = MappingProxyType(
    {"openai": _openai, "server": _server, "anthropic": _anthropic, "bedrock": _bedrock}
)
