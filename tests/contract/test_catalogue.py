"""The catalogue: names that users see, the chains behind them, and the sizes of pictures."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.catalogue import (
    ASPECTS,
    LANGUAGES,
    MODEL_CHAINS,
    OFFLINE_MODEL,
    PROVIDERS,
    QUALITIES,
    VOICES,
    Chains,
    Gender,
    chain_of,
    is_link,
    pixel_size,
    read_chains,
    require_model,
    stronger_link,
)
from contract.failure import FailureCode, PodreelError
from contract.model_settings import ModelSettings
from runner.media.language import UNDETERMINED, find_mp4_language

OFFLINE_ONLY = frozenset({OFFLINE_MODEL})
KNOWN = ("offline", "claude-4-sonnet", "gpt-5")


@pytest.mark.parametrize(
    ("quality", "aspect", "size"),
    [
        ("draft", "16:9", (854, 480)),
        ("standard", "16:9", (1920, 1080)),
        ("high", "16:9", (1920, 1080)),
        ("max", "16:9", (3840, 2160)),
        ("standard", "9:16", (1080, 1920)),
        ("standard", "1:1", (1080, 1080)),
        ("draft", "9:16", (480, 854)),
    ],
)
def test_a_preset_has_its_size(quality: str, aspect: str, size: tuple[int, int]) -> None:
    assert pixel_size(QUALITIES[quality].short_side, aspect) == size


def test_the_presets_have_their_rates() -> None:
    rates = {name: entry.frame_rate for name, entry in QUALITIES.items()}
    assert rates == {"draft": 15, "standard": 30, "high": 60, "max": 60}


@given(st.integers(64, 2160).map(lambda half: 2 * half), st.sampled_from(sorted(ASPECTS)))
def test_sides_are_even_and_in_the_right_ratio_within_a_pixel(short_side: int, aspect: str) -> None:
    width, height = pixel_size(short_side, aspect)
    across, down = ASPECTS[aspect]
    assert width % 2 == height % 2 == 0
    assert min(width, height) == short_side
    assert abs(max(width, height) - short_side * max(across, down) / min(across, down)) <= 1
    assert (width > height, width < height) == (across > down, across < down)


@pytest.mark.parametrize("name", VOICES)
def test_a_voices_chain_starts_with_services_and_ends_with_two_local_engines(name: str) -> None:
    engines = [link.partition(":")[0] for link in VOICES[name].chain]
    assert engines == ["polly", "server", "festival", "espeak"]
    assert VOICES[name].chain[:2] == (f"polly:{name}", f"server:{name}")


@pytest.mark.parametrize("name", VOICES)
def test_all_voices_of_a_chain_have_the_same_gender(name: str) -> None:
    local = " ".join(VOICES[name].chain[1:])
    sounds_male = re.search(r"\b(man|male)\b", local) is not None
    assert sounds_male is (VOICES[name].gender is Gender.MALE)
    assert ("female" in local) is (VOICES[name].gender is Gender.FEMALE)


def test_there_are_men_and_women_among_the_voices() -> None:
    assert {entry.gender for entry in VOICES.values()} == set(Gender)


def test_no_two_voices_sound_alike_on_any_engine() -> None:
    links = [link for entry in VOICES.values() for link in entry.chain]
    assert len(set(links)) == len(links)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_a_code_a_name_and_a_tag_for_files(code: str) -> None:
    assert re.fullmatch(r"[a-z]{2}(-[A-Z]{2}|-\d{3})?", code)
    assert find_mp4_language(code) != UNDETERMINED
    assert LANGUAGES[code].name.strip()


def test_languages_have_different_names() -> None:
    assert len({entry.name for entry in LANGUAGES.values()}) == len(LANGUAGES)


def test_every_default_model_has_a_chain() -> None:
    settings = ModelSettings()
    names = {*settings.explanation_models, settings.refinement_model, settings.script_generation_model}
    assert names <= set(MODEL_CHAINS)


@pytest.mark.parametrize("alias", sorted(set(MODEL_CHAINS) - {OFFLINE_MODEL}))
def test_a_models_chain_continues_at_another_vendor(alias: str) -> None:
    vendors = [link.partition(":")[0] for link in MODEL_CHAINS[alias]]
    assert set(vendors) <= set(PROVIDERS)
    assert vendors[0] != vendors[-1]


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        ("", {}),
        ("mine=server:qwen3", {"mine": ("server:qwen3",)}),
        (
            "claude-4-sonnet=anthropic:claude-sonnet-5-5,openai:gpt-5.6-sol mine=server:qwen3",
            {
                "claude-4-sonnet": ("anthropic:claude-sonnet-5-5", "openai:gpt-5.6-sol"),
                "mine": ("server:qwen3",),
            },
        ),
        (" a = openai:x ,\n bedrock:y  b=server:z ", {"a": ("openai:x", "bedrock:y"), "b": ("server:z",)}),
        ("a=server:llama3.3:70b,bedrock:arn:aws:x/y.z-v1:0",
         {"a": ("server:llama3.3:70b", "bedrock:arn:aws:x/y.z-v1:0")}),
        ("a=openai:x,", {"a": ("openai:x",)}),
    ],
)  # fmt: skip
def test_chains_are_read(text: str, chains: dict[str, tuple[str, ...]]) -> None:
    assert read_chains(text) == chains


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mine", "'mine' must be a name, then ="),
        ("openai:gpt-5.6-sol", "must be a name, then ="),
        ("=openai:x", "must be a name, then ="),
        ("mine=", "the chain 'mine' is empty"),
        ("mine=,", "the chain 'mine' is empty"),
        ("mine=gpt-5", "'gpt-5' in 'mine' must be one of anthropic, openai, bedrock, server"),
        ("mine=google:gemini", "'google:gemini' in 'mine'"),
        ("mine=openai:", "'openai:' in 'mine'"),
        ("mine=offline:lessons", "'offline:lessons' in 'mine'"),
        ("mine=openai:x,openai:x", "'mine' names a model twice"),
        ("a=openai:x a=openai:y", "'a' is given twice"),
        ("offline=openai:x", "'offline' can't be the name"),
        ("server:a=openai:x", "'server:a' can't be the name"),
        ("openai:x mine=server:y", "'openai:x' must be a name"),
    ],
)
def test_an_invalid_chain_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        read_chains(text)


ALIASES = st.text("abcxyz019.-", min_size=1, max_size=8)
LINKS = st.builds(
    "{}:{}".format, st.sampled_from(sorted(PROVIDERS)), st.text("abc019.:/-", min_size=1, max_size=12)
)


@given(st.dictionaries(ALIASES, st.lists(LINKS, min_size=1, max_size=4, unique=True).map(tuple), max_size=4))
def test_chains_that_are_written_are_read_as_they_were(chains: dict[str, tuple[str, ...]]) -> None:
    assert read_chains(" ".join(f"{alias}={','.join(links)}" for alias, links in chains.items())) == chains


@given(st.text(max_size=60))
def test_any_text_gives_valid_chains_or_is_refused(text: str) -> None:
    chains: Chains = {}
    with contextlib.suppress(ValueError):
        chains = read_chains(text)
    assert all(links and all(map(is_link, links)) for links in chains.values())


def test_a_link_is_its_own_chain_and_an_unknown_name_has_none() -> None:
    assert chain_of("server:llama3.3") == ("server:llama3.3",)
    assert chain_of("gpt-5") == MODEL_CHAINS["gpt-5"]
    assert chain_of("gpt-5", {"gpt-5": ("server:x",)}) == ("server:x",)
    assert chain_of("my-own") == chain_of("google:gemini") == ()


@pytest.mark.parametrize(
    ("links", "stronger"),
    [
        (("anthropic:claude-sonnet-5-5", "openai:gpt-5.6-sol"), "openai:gpt-5.6-sol"),
        (("server:qwen3", "openai:gpt-5.6-luna", "openai:gpt-5.6-sol"), "openai:gpt-5.6-sol"),
        (("anthropic:claude-sonnet-5-5", "openai:gpt-5.6-luna"), None),
        (("openai:gpt-5.6-luna", "server:qwen3"), None),
        (("server:one", "server:two"), "server:two"),
        (("openai:gpt-5.6-sol",), None),
        ((), None),
    ],
    ids=["a peer", "the strongest", "a weaker one", "an unknown one", "two unknown ones", "alone", "none"],
)
def test_a_chains_stronger_model_is_never_weaker_than_its_first(
    links: tuple[str, ...], stronger: str | None
) -> None:
    assert stronger_link(links) == stronger


def test_every_model_of_the_built_in_chains_has_a_strength() -> None:
    for links in MODEL_CHAINS.values():
        assert len(links) == 1 or stronger_link(("server:unknown", *links)) is not None
        assert len(links) == 1 or stronger_link((links[0], "server:unknown")) is None


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        VOICES["Brian"] = VOICES["Matthew"]  # type: ignore[index]


@pytest.mark.parametrize("model", ["gpt-6", "", "Offline", "claude-4-sonnet "])
def test_an_unknown_model_is_an_invalid_request_that_lists_known_ones(model: str) -> None:
    with pytest.raises(PodreelError) as caught:
        require_model(model, KNOWN, OFFLINE_ONLY)
    assert caught.value.code is FailureCode.INVALID_REQUEST
    assert caught.value.detail == f"Unknown model {model!r}; choose one of offline, claude-4-sonnet, gpt-5."


@pytest.mark.parametrize(
    ("model", "variable"), [("claude-4-sonnet", "ANTHROPIC_API_KEY"), ("gpt-5", "OPENAI_API_KEY")]
)
def test_a_model_without_a_usable_provider_names_its_variable(model: str, variable: str) -> None:
    with pytest.raises(PodreelError) as caught:
        require_model(model, KNOWN, OFFLINE_ONLY)
    assert caught.value.code is FailureCode.NOT_CONFIGURED
    assert caught.value.exit_status == 77
    assert variable in caught.value.detail
    assert variable in caught.value.next_step
    assert "'offline'" in caught.value.next_step


def test_a_listed_model_that_no_vendor_has_is_not_configured() -> None:
    with pytest.raises(PodreelError) as caught:
        require_model("my-own", ("offline", "my-own"), OFFLINE_ONLY)
    assert caught.value.code is FailureCode.NOT_CONFIGURED


@pytest.mark.parametrize(
    ("model", "usable"),
    [("offline", {"offline"}), ("claude-4-sonnet", {"openai"}), ("gpt-5", {"openai", "offline"})],
)
def test_one_usable_provider_in_the_chain_is_enough(model: str, usable: set[str]) -> None:
    require_model(model, KNOWN, frozenset(usable))


@pytest.mark.parametrize(
    ("link", "variable"), [("server:qwen3", "MODEL_SERVER_URL"), ("bedrock:x", "AWS_ACCESS_KEY_ID")]
)
def test_a_custom_chain_names_its_missing_variable(link: str, variable: str) -> None:
    chains = {"mine": (link,)}
    with pytest.raises(PodreelError) as caught:
        require_model("mine", ("offline", "mine"), OFFLINE_ONLY, chains)
    assert caught.value.code is FailureCode.NOT_CONFIGURED
    assert variable in caught.value.detail
    require_model("mine", ("mine",), frozenset({link.partition(":")[0]}), chains)
    require_model(link, (link,), frozenset({link.partition(":")[0]}))
