"""Which models can be shown pictures, by their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.catalogue import MODEL_CHAINS, OFFLINE_MODEL
from contract.sight import sees

SEEING_SERVER = (
    "llava:13b qwen2.5vl:7b Qwen/Qwen3-VL-8B-Instruct qwen-vl-max gemma3:27b google/gemma-3-12b-it "
    "gemma4:31b hf.co/bartowski/google_gemma-3-27b-it-GGUF:Q4_K_M mistralai/Pixtral-12B-2409 "
    "llama3.2-vision:11b meta-llama/Llama-3.2-90B-Vision-Instruct llama4:scout minicpm-v:8b moondream "
    "OpenGVLab/InternVL3-8B granite3.2-vision microsoft/Phi-4-multimodal-instruct mistral-small3.2:24b "
    "glm-4.5v deepseek-vl2"
).split()
BLIND_SERVER = (
    "qwen3 qwen3.6:27b gemma3:1b google/gemma-3-270m-it gemma3n:e4b gemma2:27b llama3.3:70b llama3.2:3b "
    "gpt-oss:20b deepseek-r1 mistral-small:24b codellama television revision-7b glm-4.6 gpt-5.6-sol"
).split()


@pytest.mark.parametrize("name", sorted(set(MODEL_CHAINS) - {OFFLINE_MODEL}))
def test_every_model_of_the_catalogue_sees(name: str) -> None:
    assert all(sees(link) for link in MODEL_CHAINS[name])


@pytest.mark.parametrize(
    ("link", "is_seeing"),
    [
        ("anthropic:claude-3-haiku-20240307", True),
        ("anthropic:claude-opus-12-1", True),
        ("anthropic:claude-2.1", False),
        ("anthropic:claude-instant-1.2", False),
        ("openai:gpt-4o-2024-08-06", True),
        ("openai:gpt-4.1-mini", True),
        ("openai:gpt-4-turbo", True),
        ("openai:gpt-4-0613", False),
        ("openai:gpt-3.5-turbo", False),
        ("openai:o3-mini", False),
        ("bedrock:eu.anthropic.claude-sonnet-4-6", True),
        ("bedrock:anthropic.claude-v2:1", False),
        ("bedrock:amazon.nova-pro-v1:0", True),
        ("bedrock:us.amazon.nova-2-lite-v1:0", True),
        ("bedrock:amazon.nova-micro-v1:0", False),
        ("bedrock:meta.llama3-2-90b-instruct-v1:0", True),
        ("bedrock:meta.llama3-2-3b-instruct-v1:0", False),
        ("bedrock:qwen.qwen3-vl-235b-a22b", True),
        ("bedrock:ai21.jamba-1-5-large-v1:0", False),
        ("bedrock:arn:aws:bedrock:us-east-1:1:application-inference-profile/abc", False),
        ("offline:lessons", False),
        ("llava", False),
    ],
)
def test_a_vendors_name_tells_whether_its_model_sees(link: str, is_seeing: bool) -> None:
    assert sees(link) is is_seeing


@pytest.mark.parametrize("model", SEEING_SERVER)
def test_a_server_may_have_a_model_of_a_family_that_sees(model: str) -> None:
    assert sees(f"server:{model}")


@pytest.mark.parametrize("model", BLIND_SERVER)
def test_any_other_model_of_a_server_sees_only_if_the_operator_says_so(model: str) -> None:
    assert not sees(f"server:{model}")
    assert sees(f"server:{model}", ("other", model))
    assert sees(f"server:{model}", (f"{model[:4]}*",))
    assert sees(f"server:{model}", ("*",))
    assert not sees(f"server:{model}", ("other*",))


@given(st.text(), st.lists(st.text(max_size=20), max_size=3))
def test_what_the_operator_says_of_the_server_holds_for_no_vendor(model: str, patterns: list[str]) -> None:
    for provider in ("anthropic", "openai", "bedrock", "offline"):
        assert sees(f"{provider}:{model}", patterns) == sees(f"{provider}:{model}")
