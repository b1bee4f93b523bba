"""What a request leaves open is settled in one place, for the command and the API alike."""

from typing import Any

import pytest
from pydantic import SecretStr

from contract.catalogue import MODEL_CHAINS, best_models
from contract.failure import FailureCode, PodreelError
from contract.model_settings import ModelSettings, ProviderSettings
from contract.settings import Settings
from contract.submission import settle

QUESTION = "Why is the sky blue?"
TEXT = "Light is a wave. Blue light scatters most. So the sky is blue."


def with_keys(*providers: str, **models: Any) -> Settings:
    anthropic, openai = (SecretStr("key") if name in providers else None for name in ("anthropic", "openai"))
    keys = ProviderSettings(anthropic_api_key=anthropic, openai_api_key=openai, model_server_url=None)
    return Settings(models=ModelSettings(**models), providers=keys)


@pytest.mark.parametrize("provider", ["anthropic", "openai"])
def test_without_a_model_the_best_configured_one_is_asked_and_a_note_says_so(provider: str) -> None:
    settled = settle({"prompt": QUESTION}, with_keys(provider))
    assert settled.request.model == "claude-4-sonnet"
    assert settled.decided == ("model",)
    assert any("claude-4-sonnet" in note for note in settled.notes)


@pytest.mark.parametrize("fields", [{"prompt": TEXT}, {"prompt": "Explain binary search"}])
def test_without_a_model_and_without_a_key_it_is_offline(fields: dict[str, str]) -> None:
    settled = settle(fields, with_keys())
    assert (settled.request.model, settled.notes) == ("offline", ())


def test_a_question_without_a_key_is_refused() -> None:
    with pytest.raises(PodreelError) as caught:
        settle({"prompt": QUESTION}, with_keys())
    assert caught.value.code is FailureCode.NOT_CONFIGURED


def test_a_server_whose_model_is_not_named_is_told_how_to_name_it() -> None:
    keys = ProviderSettings(anthropic_api_key=None, openai_api_key=None, model_server_url="http://localhost")
    with pytest.raises(PodreelError) as caught:
        settle({"prompt": QUESTION}, Settings(models=ModelSettings(), providers=keys))
    assert caught.value.code is FailureCode.NOT_CONFIGURED
    assert "EXPLANATION_MODELS=server:" in caught.value.next_step
    named = Settings(models=ModelSettings(explanation_models=("server:qwen3",)), providers=keys)
    assert settle({"prompt": QUESTION}, named).request.model == "server:qwen3"


@pytest.mark.parametrize("model", ["offline", "claude-3-haiku"])
def test_a_model_that_is_given_stays(model: str) -> None:
    settled = settle({"prompt": TEXT, "model": model}, with_keys("anthropic"))
    assert (settled.request.model, settled.decided, settled.notes) == (model, (), ())


def test_a_script_asks_no_model() -> None:
    settled = settle({"script": "x = 1"}, with_keys("anthropic"))
    assert (settled.request.model, settled.notes) == ("offline", ())


def test_a_model_of_the_operators_own_comes_before_the_catalogues() -> None:
    offered = ("claude-3-haiku", "server:qwen3", "claude-4-sonnet", "offline")
    usable = frozenset({"anthropic", "server", "offline"})
    assert best_models(offered, usable) == ("server:qwen3", "claude-4-sonnet", "claude-3-haiku")
    assert best_models(offered, frozenset({"offline"})) == ()


def test_every_name_of_the_catalogue_has_its_place_among_the_best() -> None:
    usable = frozenset({"anthropic", "openai", "offline"})
    everything = (*MODEL_CHAINS, "mine:unknown")
    assert best_models(everything, usable)[0] == "claude-4-sonnet"
    assert set(best_models(everything, usable)) == set(MODEL_CHAINS) - {"offline"}


def test_a_question_that_is_left_to_a_model_may_have_long_words_and_a_text_may_not() -> None:
    words = f"What is {'a' * 400}?"
    assert settle({"prompt": words}, with_keys("openai")).request.prompt == words
    with pytest.raises(PodreelError, match="has a word of 400"):
        settle({"prompt": words, "as_text": True}, with_keys("openai"))
