"""The catalogue: names that users see, the chains behind them, and the sizes of pictures."""

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
    Gender,
    pixel_size,
    require_model,
)
from contract.failure import FailureCode, PodreelError
from contract.settings import ModelSettings
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
def test_a_voice_begins_with_services_and_ends_in_two_local_engines(name: str) -> None:
    engines = [link.partition(":")[0] for link in VOICES[name].chain]
    assert engines == ["polly", "server", "festival", "espeak"]
    assert VOICES[name].chain[:2] == (f"polly:{name}", f"server:{name}")


@pytest.mark.parametrize("name", VOICES)
def test_a_chain_never_leaves_its_gender(name: str) -> None:
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
def test_a_models_chain_goes_on_at_another_vendor(alias: str) -> None:
    vendors = [link.partition(":")[0] for link in MODEL_CHAINS[alias]]
    assert set(vendors) <= set(PROVIDERS)
    assert vendors[0] != vendors[-1]


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        VOICES["Brian"] = VOICES["Matthew"]  # type: ignore[index]


@pytest.mark.parametrize("model", ["gpt-6", "", "Offline", "claude-4-sonnet "])
def test_an_unknown_model_is_an_invalid_request_that_lists_the_known(model: str) -> None:
    with pytest.raises(PodreelError) as caught:
        require_model(model, KNOWN, OFFLINE_ONLY)
    assert caught.value.code is FailureCode.INVALID_REQUEST
    assert caught.value.detail == f"Unknown model {model!r}; known are offline, claude-4-sonnet, gpt-5."


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
