"""Calls the real vendors, for a fraction of a cent each: run `pytest -m live` with their keys set."""

import os
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from contract.sight import sees
from runner.authors.models.base import ChatTurn, Finish, Prompt, ShownPicture, Task
from runner.authors.models.vendors.access import VendorAccess
from runner.authors.models.vendors.gateway import open_link

pytestmark = pytest.mark.live
PROMPT = Prompt(Task.EXPLAIN, "Answer with one word.", (ChatTurn("Which colour has the sky by day?"),), 2000)
LINKS = {
    "OPENAI_API_KEY": "openai:gpt-5.6-luna",
    "ANTHROPIC_API_KEY": "anthropic:claude-haiku-5-5",
    "BEDROCK_REGION": "bedrock:eu.anthropic.claude-sonnet-4-6",
    "MODEL_SERVER_URL": f"server:{os.environ.get('LIVE_SERVER_MODEL', 'qwen3')}",
}
CONFIGURED = [link for variable, link in LINKS.items() if variable in os.environ]
SEEING = [link for link in CONFIGURED if sees(link, os.environ.get("MODEL_SERVER_SEES", "").split())]


def access_of_this_machine() -> VendorAccess:
    read = os.environ.get
    return VendorAccess(
        openai_api_key=read("OPENAI_API_KEY"),
        anthropic_api_key=read("ANTHROPIC_API_KEY"),
        bedrock_region=read("BEDROCK_REGION"),
        aws_access_key_id=read("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=read("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=read("AWS_SESSION_TOKEN"),
        aws_profile=read("AWS_PROFILE"),
        server_url=read("MODEL_SERVER_URL"),
        server_key=read("MODEL_SERVER_KEY"),
    )


@pytest.mark.parametrize("link", SEEING)
async def test_a_real_model_sees_a_picture(link: str) -> None:
    file = BytesIO()
    Image.new("RGB", (200, 200), "yellow").save(file, "png")
    shown = ShownPicture(file.getvalue(), "image/png")
    turn = ChatTurn("Which colour has this square?", pictures=(shown,))
    async with open_link(link, access_of_this_machine()) as model:
        completion = await model.complete_once(replace(PROMPT, turns=(turn,)))
    assert "yellow" in completion.text.lower()


@pytest.mark.parametrize("link", CONFIGURED)
async def test_a_real_model_answers_and_its_usage_is_counted(link: str) -> None:
    async with open_link(link, access_of_this_machine()) as model:
        completion = await model.complete_once(PROMPT)
    assert completion.finish is Finish.COMPLETE
    assert "blue" in completion.text.lower()
    assert completion.usage.input_tokens > 0
    assert completion.usage.output_tokens > 0
    if not link.startswith("server:"):
        assert completion.cost_usd
