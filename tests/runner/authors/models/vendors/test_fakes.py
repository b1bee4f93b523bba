"""The fakes, tested with the vendors' clients for calls that the runner does not make."""

from typing import Any

import boto3
import pytest
from anthropic import Anthropic
from openai import NotFoundError, OpenAI

from tests.fakes import anthropic_api, aws_key, bedrock_api, openai_api
from tests.fakes.answering import TEXT
from tests.fakes.anthropic_api import FakeAnthropic
from tests.fakes.bedrock_api import FakeBedrock
from tests.fakes.openai_api import FakeOpenAI


def amazon(service: str, url: str) -> Any:
    return boto3.client(
        service,
        region_name=aws_key.REGION,
        endpoint_url=url,
        aws_access_key_id=aws_key.KEY_ID,
        aws_secret_access_key=aws_key.SECRET,
    )


def test_openai_answers_without_streaming() -> None:
    with FakeOpenAI() as web, OpenAI(api_key=openai_api.KEY, base_url=f"{web.url}/v1") as client:
        response = client.responses.create(model="gpt-5.6-sol", instructions="Be brief.", input="Hello")
        chat = client.chat.completions.create(
            model="gpt-5.6-sol", messages=[{"role": "user", "content": "Hello"}]
        )
    assert response.output_text == chat.choices[0].message.content == TEXT
    assert chat.choices[0].finish_reason == "stop"
    assert [asked.turns for asked in web.asked] == [(("user", "Hello"),)] * 2


def test_openai_lists_its_models_with_their_end_dates() -> None:
    with FakeOpenAI() as web, OpenAI(api_key=openai_api.KEY, base_url=f"{web.url}/v1") as client:
        web.shutdown_dates["gpt-5.6-luna"] = "2026-12-11"
        listed = {model.id: model.to_dict().get("shutdown_date") for model in client.models.list()}
        assert listed == {"gpt-5.6-sol": None, "gpt-5.6-terra": None, "gpt-5.6-luna": "2026-12-11"}
        with pytest.raises(NotFoundError):
            client.chat.completions.create(model="gone", messages=[{"role": "user", "content": "Hello"}])


def test_anthropic_answers_without_streaming_and_lists_its_models_in_pages() -> None:
    with FakeAnthropic() as web, Anthropic(api_key=anthropic_api.KEY, base_url=web.url) as client:
        message = client.messages.create(
            model="claude-sonnet-5-5", max_tokens=9, messages=[{"role": "user", "content": "Hello"}]
        )
        names = [model.id for model in client.models.list(limit=2)]
    assert message.to_dict()["content"] == [{"type": "text", "text": TEXT}]
    assert names == list(anthropic_api.MODELS)
    assert sum(call.method == "GET" for call in web.calls) == 2


def test_bedrock_answers_without_streaming_and_lists_its_models() -> None:
    with FakeBedrock() as web:
        runtime, control = amazon("bedrock-runtime", web.url), amazon("bedrock", web.url)
        said = runtime.converse(
            modelId=bedrock_api.MODELS[0], messages=[{"role": "user", "content": [{"text": "Hello"}]}]
        )
        models = control.list_foundation_models()["modelSummaries"]
        profiles = control.list_inference_profiles()["inferenceProfileSummaries"]
        runtime.close()
        control.close()
    assert said["output"]["message"]["content"] == [{"text": TEXT}]
    assert [model["modelId"] for model in models] == ["amazon.nova-pro-v1:0"]
    assert [profile["inferenceProfileId"] for profile in profiles] == ["eu.anthropic.claude-sonnet-4-6"]
