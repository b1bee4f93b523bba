"""Prompt files have a version, and all their placeholders must be filled."""

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode, PodreelError
from runner.authors.models.prompts.files import PromptFile, load_prompt, read_prompt


def _names() -> list[str]:
    folder = resources.files("runner.authors.models.prompts").joinpath("texts")
    return sorted(file.name.removesuffix(".md") for file in folder.iterdir() if file.name.endswith(".md"))


def test_the_prompts_of_explanations_are_installed() -> None:
    assert {"explain", "explain_request", "refine", "refine_request"} <= set(_names())


@pytest.mark.parametrize("name", _names())
def test_every_prompt_has_a_version_and_text(name: str) -> None:
    prompt = load_prompt(name)
    assert prompt.version >= 1
    assert prompt.text
    assert "version:" not in prompt.text.partition("\n")[0]


def test_the_folder_of_prompts_contains_only_prompts() -> None:
    folder = Path(str(resources.files("runner.authors.models.prompts").joinpath("texts")))
    assert {path.suffix for path in folder.iterdir() if path.is_file()} <= {".md", ".py"}


def test_a_prompt_is_filled_with_its_values() -> None:
    prompt = read_prompt("greet", "version: 3\n\nHello $name, that is $$5 for ${thing}s.\n")
    assert prompt == PromptFile("greet", 3, "Hello $name, that is $$5 for ${thing}s.")
    assert prompt.fill(name="reader", thing="book") == "Hello reader, that is $5 for books."


@given(st.text())
def test_a_value_is_inserted_unchanged(value: str) -> None:
    assert read_prompt("echo", "version: 1\n<$value>").fill(value=value) == f"<{value}>"


def test_a_placeholder_without_a_value_is_reported() -> None:
    with pytest.raises(PodreelError, match=r"greet\.md got no value for name, other") as caught:
        read_prompt("greet", "version: 1\n$name $other $known").fill(known=1)
    assert caught.value.code is FailureCode.INTERNAL


def test_a_value_without_a_placeholder_is_reported() -> None:
    with pytest.raises(PodreelError, match=r"greet\.md has no placeholder for nmae"):
        read_prompt("greet", "version: 1\n$name").fill(name=1, nmae=2)


def test_a_stray_dollar_sign_is_reported() -> None:
    with pytest.raises(PodreelError, match=r"write `\$\$`"):
        read_prompt("price", "version: 1\nIt costs $5.").fill()


@pytest.mark.parametrize(
    "content", ["", "Hello", "version: x\nHello", "\nversion: 1\nHello", "version: 1.5\n"]
)
def test_a_file_without_a_version_is_rejected(content: str) -> None:
    with pytest.raises(PodreelError, match="version: 1"):
        read_prompt("greet", content)


def test_a_missing_prompt_is_reported() -> None:
    with pytest.raises(PodreelError, match=r"no_such\.md is missing"):
        load_prompt("no_such")
