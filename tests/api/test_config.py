"""What a form learns: choices with labels, defaults and limits, and what can be used here."""

import httpx2
import pytest
from pydantic import SecretStr

from api.schemas.config import ConfigAnswer
from contract.catalogue import ASPECTS, LANGUAGES, MODEL_CHAINS, QUALITIES, THEMES, VOICES
from contract.model_settings import ModelSettings, ProviderSettings
from contract.settings import SpeechSettings
from contract.video import CustomQuality, Narration, parse_request
from tests.api.world import World


async def told_by(world: World) -> ConfigAnswer:
    async with world.client() as client:
        answer = await client.get("/api/v1/config")
    return ConfigAnswer.model_validate(answer.json())


async def test_models_and_voices_are_plain_lists_of_names(client: httpx2.AsyncClient) -> None:
    told = (await client.get("/api/v1/config")).json()
    assert told["models"][:2] == ["offline", "claude-3-5-sonnet"]
    assert told["voices"] == list(VOICES)


async def test_every_value_of_a_field_is_a_choice_with_a_label(world: World) -> None:
    told = (await told_by(world)).choices
    assert [choice.name for choice in told.languages] == list(LANGUAGES)
    assert [choice.name for choice in told.qualities] == [*QUALITIES, "custom"]
    assert [choice.name for choice in told.aspects] == list(ASPECTS)
    assert [choice.name for choice in told.themes] == list(THEMES)
    assert [choice.name for choice in told.narrations] == list(Narration)
    german = next(choice for choice in told.languages if choice.name == "de")
    assert (german.label, german.english_label) == ("Deutsch", "German")


async def test_a_quality_tells_its_size_in_each_aspect(world: World) -> None:
    draft, *_, custom = (await told_by(world)).choices.qualities
    sizes = {aspect: (size.width, size.height) for aspect, size in draft.sizes.items()}
    assert sizes == {"16:9": (854, 480), "9:16": (480, 854), "1:1": (480, 480)}
    assert (draft.frame_rate, custom.sizes, custom.frame_rate) == (15, {}, None)


async def test_a_model_without_a_key_tells_how_to_get_it(world: World) -> None:
    models = {model.name: model for model in (await told_by(world)).choices.models}
    lacking = models["claude-4-sonnet"]
    assert not lacking.is_usable
    assert "ANTHROPIC_API_KEY or OPENAI_API_KEY" in lacking.reason
    assert "Set ANTHROPIC_API_KEY" in lacking.next_step
    offline = models["offline"]
    assert (offline.is_usable, offline.answers_questions, offline.reason) == (True, False, "")
    assert offline.video_usd is not None
    assert offline.video_usd.high == 0


async def test_a_model_has_the_price_of_the_link_that_is_asked(world: World) -> None:
    only_openai = ProviderSettings(openai_api_key=SecretStr("key"), anthropic_api_key=None)
    world.settings = world.settings.model_copy(update={"providers": only_openai})
    told = await told_by(world)
    (model,) = [model for model in told.choices.models if model.name == "claude-4-sonnet"]
    assert (model.is_usable, model.link) == (True, "openai:gpt-5.6-sol")
    assert model.price is not None
    assert model.video_usd is not None
    assert 0 < model.price.cached_input_usd < model.price.input_usd < model.price.output_usd
    assert 0 < model.video_usd.low < model.video_usd.high
    assert told.defaults.model == "claude-4-sonnet"


async def test_the_price_of_an_own_server_is_not_known(world: World) -> None:
    chains = {**MODEL_CHAINS, "mine": ("server:qwen3",)}
    models = ModelSettings(model_chains=chains, explanation_models=("mine",))
    world.settings = world.settings.model_copy(update={"models": models})
    (_, mine) = (await told_by(world)).choices.models
    assert (mine.name, mine.label, mine.price, mine.video_usd) == ("mine", "mine", None, None)


async def test_a_voice_tells_which_engine_speaks_which_language(world: World) -> None:
    (joanna, *_) = (await told_by(world)).choices.voices
    assert (joanna.gender, set(joanna.languages)) == ("female", set(LANGUAGES))
    assert (joanna.languages["en"], joanna.languages["de"]) == ("festival:slt", "espeak:female")
    lacking = {engine.name: engine.next_step for engine in joanna.engines if not engine.is_configured}
    assert list(lacking) == ["polly:Joanna", "server:Joanna"]
    assert "SPEECH_SERVER_URL" in lacking["server:Joanna"]


async def test_a_speech_server_speaks_its_own_languages(world: World) -> None:
    speech = SpeechSettings(speech_server_url="http://speech", speech_server_languages=("de",))
    world.settings = world.settings.model_copy(update={"speech": speech})
    (joanna, *_) = (await told_by(world)).choices.voices
    assert (joanna.languages["en"], joanna.languages["de"]) == ("festival:slt", "server:Joanna")


async def test_what_the_defaults_say_is_a_valid_request(world: World) -> None:
    told = (await told_by(world)).defaults.model_dump(exclude={"priority"})
    request = parse_request({**told, "prompt": "Explain binary search"})
    assert {name: getattr(request, name) for name in told} == told


@pytest.mark.parametrize("field", ["width", "height", "frame_rate"])
async def test_the_limits_of_a_custom_quality_are_those_that_a_request_has(world: World, field: str) -> None:
    limits = (await told_by(world)).limits.custom.model_dump()
    usual = {"width": 640, "height": 360, "frame_rate": 30}
    for bound, beyond in ((f"{field}_min", -2), (f"{field}_max", 2)):
        assert CustomQuality.model_validate({**usual, field: limits[bound]})
        with pytest.raises(ValueError, match=field):
            CustomQuality.model_validate({**usual, field: limits[bound] + beyond})


async def test_a_caller_sees_its_own_limits(world: World) -> None:
    limits = (await told_by(world)).limits
    assert (limits.open_videos, limits.minutes_min, limits.minutes_max) == (100, 0.5, 30)
    assert (limits.priority_min, limits.priority_max, limits.cost_limit_usd) == (0, 9, 5)
