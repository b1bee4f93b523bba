"""What a submission would become, before anything is made."""

# Full-width punctuation is intended.
# ruff: noqa: RUF001

from collections.abc import Mapping
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr

from api.estimates import Span, Unknown, estimate_cost, estimate_seconds
from api.prices import ModelPrice, price_of
from contract.catalogue import MODEL_CHAINS
from contract.model_settings import ModelSettings, ProviderSettings
from contract.settings import Settings
from contract.video import VideoRequest
from tests.api.world import QUESTION, SCRIPT, World, problem_of, settings_of

ENGLISH = (
    "The sun is a star that shines by its own light. Plants turn this light into sugar, and with it they "
    "grow. Without the sun there would be no life on our planet, because nothing else keeps it warm enough "
    "for water to stay liquid."
)
CHINESE = (
    "太阳是一颗靠自己发光的恒星。植物把这种光变成糖，并靠它生长。没有太阳，我们的星球上就不会有生命，"
    "因为没有别的东西能让它足够温暖，使水保持液态。"
)
ARABIC = (
    "الشمس نجم يضيء بنوره الخاص. تحول النباتات هذا الضوء إلى سكر وتنمو به. بدون الشمس لن تكون هناك حياة "
    "على كوكبنا، لأن لا شيء آخر يبقيه دافئا بما يكفي ليظل الماء سائلا."
)
KOREAN = (
    "태양은 스스로 빛을 내는 별이다. 식물은 이 빛을 당분으로 바꾸고 그것으로 자란다. 태양이 없다면 "
    "우리 행성에는 생명이 없을 것이다. "
    "다른 어떤 것도 물이 액체로 남을 만큼 행성을 따뜻하게 유지하지 못하기 때문이다."
)
TEXT = "The sun is a star. It shines by itself. The moon only reflects its light."


def with_keys(**changes: Any) -> Settings:
    keys = ProviderSettings(anthropic_api_key=SecretStr("key"), openai_api_key=SecretStr("key"))
    return settings_of().model_copy(update={"providers": keys, **changes})


@pytest.fixture
def keyed(world: World) -> World:
    world.settings = with_keys()
    return world


async def estimate(world: World, **fields: Any) -> Mapping[str, Any]:
    async with world.client() as client:
        answer = await client.post("/api/v1/estimate", json=fields)
        assert answer.status_code == 200, answer.text
        assert (await client.get("/api/v1/videos")).json()["total"] == 0
    told: Mapping[str, Any] = answer.json()
    return told


async def test_a_question_tells_who_would_answer_and_what_that_costs(keyed: World) -> None:
    told = await estimate(keyed, prompt=QUESTION)
    assert (told["kind"], told["is_spoken_as_written"]) == ("question", False)
    assert (told["model"], told["decided"]) == ("claude-4-sonnet", ["model"])
    assert told["links"]["refine"] == "openai:gpt-5.6-sol"
    assert (told["voice"], told["engine"], told["language"]) == ("Joanna", "festival:slt", "en")
    assert 0 < told["cost_usd"]["low"] < told["cost_usd"]["high"] < told["cost_limit_usd"] == 5
    assert told["seconds"]["low"] < 120 < told["seconds"]["high"]
    assert "claude-4-sonnet" in told["notes"][0]


@pytest.mark.parametrize(
    ("fields", "kind", "is_as_written"),
    [
        ({"prompt": "Explain binary search"}, "lesson", False),
        ({"prompt": TEXT}, "text", True),
        ({"prompt": QUESTION, "as_text": True}, "text", True),
        ({"prompt": QUESTION, "explanation": f"# Sky\n\n{TEXT}"}, "explanation", True),
        ({"script": SCRIPT}, "script", True),
    ],
)
async def test_without_a_model_nothing_is_paid(
    world: World, fields: Mapping[str, Any], kind: str, is_as_written: bool
) -> None:
    told = await estimate(world, **fields)
    assert (told["kind"], told["is_spoken_as_written"], told["model"]) == (kind, is_as_written, "offline")
    assert (told["cost_usd"], told["links"]) == ({"low": 0, "high": 0}, {})


async def test_a_script_decides_its_length(world: World) -> None:
    told = await estimate(world, script=SCRIPT)
    assert told["seconds"] is None
    assert "script" in told["seconds_note"]


async def test_a_model_explains_a_text_in_its_own_words(keyed: World) -> None:
    told = await estimate(keyed, prompt=TEXT)
    assert (told["kind"], told["is_spoken_as_written"]) == ("text", False)
    kept = await estimate(keyed, prompt=TEXT, as_text=True)
    assert kept["is_spoken_as_written"]
    assert "explain" not in kept["links"]


async def test_a_cost_above_the_limit_is_told(world: World) -> None:
    limits = world.settings.limits.model_copy(update={"cost_limit_usd": 0.2})
    world.settings = with_keys(limits=limits)
    told = await estimate(world, prompt=QUESTION, minutes=30)
    assert (told["may_reach_cost_limit"], told["cost_limit_usd"]) == (True, 0.2)


async def test_an_unknown_price_is_no_cost_of_nothing(world: World) -> None:
    chains = {**MODEL_CHAINS, "mine": ("server:qwen3",)}
    own = ModelSettings(model_chains=chains, explanation_models=("mine",))
    server = ProviderSettings(model_server_url="http://models", anthropic_api_key=None, openai_api_key=None)
    world.settings = settings_of().model_copy(update={"models": own, "providers": server})
    told = await estimate(world, prompt=QUESTION)
    assert (told["cost_usd"], told["cost_note"]) == (None, "The price of server:qwen3 is not known.")


@pytest.mark.parametrize(
    "fields",
    [
        {"prompt": QUESTION},
        {"prompt": QUESTION, "model": "claude-4-sonnet"},
        {"prompt": "short"},
        {"prompt": TEXT, "voice": "Nobody", "minutes": 31},
        {"prompt": TEXT, "custom": {"width": 3, "height": 2, "frame_rate": 1}},
        {"script": "class A(:"},
        {"script": SCRIPT, "explanation": TEXT},
        {"prompt": TEXT, "priority": 10},
        {"prompt": TEXT, "model": "gpt-1"},
        {},
        {"surprise": 1},
    ],
    ids=str,
)
async def test_what_is_refused_as_a_video_is_refused_as_an_estimate(
    client: httpx2.AsyncClient, fields: Mapping[str, Any]
) -> None:
    refused, estimated = [
        (await client.post(path, json=fields)).json() for path in ("/api/v1/videos", "/api/v1/estimate")
    ]
    about_the_request = ("instance", "request_id")
    for problem in (refused, estimated):
        assert [problem.pop(name) for name in about_the_request]
    assert refused == estimated
    assert refused["status"] == 422


async def test_an_estimate_counts_as_a_request(world: World) -> None:
    world.limits = {"requests_per_minute": 2}
    async with world.client() as client:
        answers = [await client.post("/api/v1/estimate", json={"prompt": TEXT}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    problem_of(answers[-1], 429, "rate_limited")


def test_the_measured_video_costs_what_was_estimated() -> None:
    """The calls of `python -m bench.models`, with one section mended and all pictures seen, at its prices."""
    sonnet, sol = ModelPrice(2e-6, 1e-7, 1e-5), ModelPrice(4e-6, 4e-7, 2e-5)
    calls = [
        *((sonnet, 727, 0, 329), (sol, 899, 0, 335), (sonnet, 6_259, 0, 1_368)),
        *((sonnet, 6_673, 4_681, 281), (sonnet, 6_701, 4_681, 583), (sonnet, 6_782, 4_681, 741)),
        *((sonnet, 6_762, 4_681, 900), (sonnet, 7_917, 4_681, 584), (sonnet, 19_728, 4_681, 1)),
    ]
    paid = sum(
        (asked - cached) * price.input_usd + cached * price.cached_usd + answered * price.output_usd
        for price, asked, cached, answered in calls
    )
    prices = {"anthropic:claude-sonnet-5-5": sonnet, "openai:gpt-5.6-sol": sol}
    request = VideoRequest(prompt=QUESTION, model="claude-4-sonnet", minutes=1.6)
    cost = estimate_cost(request, with_keys(), prices.get)
    assert isinstance(cost, Span)
    assert cost.low < paid < cost.high


def test_a_reviewer_that_is_shown_pictures_costs_their_tokens() -> None:
    chains = {**MODEL_CHAINS, "mine": ("server:qwen3",)}
    models = ModelSettings(model_chains=chains, explanation_models=("mine",))
    request = VideoRequest(prompt=QUESTION, model="mine", minutes=2)

    def cost(*sees: str) -> Span:
        server = ProviderSettings(model_server_url="http://models", model_server_sees=sees)
        settings = settings_of().model_copy(update={"models": models, "providers": server})
        told = estimate_cost(request, settings, lambda link: ModelPrice(1e-6, 1e-6, 1e-6))
        assert isinstance(told, Span)
        return told

    seeing, blind = cost("qwen3"), cost()
    # Three sections at least, six at most, whose sheets are shown once or twice.
    assert seeing.low - blind.low == pytest.approx(3 * 2371e-6)
    assert seeing.high - blind.high == pytest.approx(6 * 2 * 2371e-6)


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"prompt": QUESTION, "model": "gpt-5", "minutes": 10}, 600),
        ({"prompt": QUESTION, "model": "gpt-5"}, 120),
        ({"prompt": "Explain the Pythagorean theorem"}, 96),
        ({"prompt": ENGLISH}, 16.1),
        ({"prompt": CHINESE}, 24.5),
        ({"prompt": ARABIC}, 19.5),
        ({"prompt": KOREAN}, 21.3),
    ],
)
def test_the_length_is_about_as_measured(fields: dict[str, Any], seconds: float) -> None:
    span = estimate_seconds(VideoRequest(**fields))
    assert isinstance(span, Span)
    assert span.low < seconds < span.high


def test_a_price_that_nobody_knows_is_none() -> None:
    assert price_of("server:qwen3") is None
    assert price_of("openai:a-model-that-nobody-sells") is None
    assert isinstance(
        estimate_cost(VideoRequest(prompt=QUESTION, model="gpt-5"), with_keys(), lambda link: None), Unknown
    )
