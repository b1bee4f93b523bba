"""The gateway to Amazon Bedrock's Converse API."""

import asyncio
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from pydantic_ai.models.bedrock import BedrockConverseModel, BedrockModelSettings
from pydantic_ai.providers.bedrock import BedrockProvider

from runner.authors.models.vendors.access import VendorAccess
from runner.authors.models.vendors.line import Line

_CONNECTIONS = 16


def open_bedrock(model: str, access: VendorAccess) -> Line:
    """The Converse API. Blocks, since botocore reads files."""
    client = aws_client("bedrock-runtime", access)

    async def close() -> None:
        await asyncio.to_thread(client.close)

    return Line(
        model=BedrockConverseModel(model, provider=BedrockProvider(bedrock_client=client)),
        settings=BedrockModelSettings(bedrock_cache_instructions=True),
        close=close,
        has_own_loop=True,
    )


def aws_client(service: str, access: VendorAccess) -> Any:
    """A client of one of Bedrock's services: `bedrock-runtime` answers, `bedrock` lists. Blocks."""
    session = botocore.session.Session(profile=access.aws_profile)
    # As its last resort boto3 asks the network for the machine's role; elsewhere that only delays the error.
    session.get_component("credential_provider").remove("iam-role")
    return boto3.session.Session(botocore_session=session).client(
        service,
        region_name=access.bedrock_region,
        endpoint_url=access.bedrock_endpoint_url,
        aws_access_key_id=access.aws_access_key_id,
        aws_secret_access_key=access.aws_secret_access_key,
        aws_session_token=access.aws_session_token,
        config=Config(
            connect_timeout=access.patience.connect_seconds,
            read_timeout=access.patience.idle_seconds,
            max_pool_connections=_CONNECTIONS,
            retries={"mode": "standard", "total_max_attempts": 1},  # only the chain retries
            defaults_mode="legacy",  # `auto` would ask the network for the region
        ),
    )
