"""The examples in README, guides and the chart's notes work as printed, on a machine without keys."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from api.schemas.videos import VideoSubmission
from cli.app import app
from contract.model_settings import ModelSettings, ProviderSettings
from contract.settings import Settings, StorageSettings
from contract.submission import settle

ROOT = Path(__file__).parent.parent
GUIDES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs" / "guides").glob("*.md"))
PLACES = (
    "README.md",
    "charts/podreel/README.md",
    "k8s/README.md",
    "charts/podreel/templates/NOTES.txt",
    *GUIDES,
)
TEXT = "Light is a wave. Blue light scatters most. So the sky is blue."
KEYLESS = Settings(
    models=ModelSettings(),
    providers=ProviderSettings(openai_api_key=None, anthropic_api_key=None, model_server_url=None),
    storage=StorageSettings(aws_access_key_id=None),
)


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _blocks(path: str) -> list[str]:
    """The fenced blocks that need no vendor's key; notes are one block."""
    text = _text(path)
    fenced = re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    blocks = [block for language, block in fenced if not language] if fenced else [text]
    return [block for block in blocks if not re.search(r"export .*(ANTHROPIC|OPENAI)_API_KEY=", block)]


def _commands() -> list[str]:
    lines = [line.strip() for path in PLACES for block in _blocks(path) for line in block.splitlines()]
    cells = [
        cell for path in GUIDES for cell in re.findall(r"`(podreel [^`]+)` \|$", _text(path), re.MULTILINE)
    ]
    shown = [line.partition("  #")[0].strip() for line in lines if line.startswith("podreel ")]
    return list(dict.fromkeys([*shown, *cells]))


def _bodies() -> list[str]:
    return [
        body for path in PLACES for block in _blocks(path) for body in re.findall(r"-d '(\{.*?\})'", block)
    ]


def _settle(fields: dict[str, Any]) -> None:
    settle({name: value for name, value in fields.items() if value is not None}, KEYLESS)


@pytest.mark.parametrize("line", _commands())
def test_a_printed_command_is_understood_and_needs_no_key(line: str) -> None:
    words = shlex.split(line.partition(" < ")[0])[1:]
    command: Any = get_command(app)
    while hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    if {"-h", "--help"} & {*words}:
        return
    given = command.make_context("podreel", words, resilient_parsing=False).params
    if command.name not in {"make", "submit"} or given["script"] is not None or given["prompt"] == "…":
        return
    names = ("model", "voice", "language", "quality", "aspect", "theme", "minutes", "as_text")
    prompt = TEXT if given["prompt"] == "-" else given["prompt"]
    _settle({"prompt": prompt, **{name: given[name] for name in names}})


def test_commands_and_bodies_are_found() -> None:
    assert len(_commands()) > 15
    assert _bodies()


@pytest.mark.parametrize("body", _bodies())
def test_a_printed_body_needs_no_key(body: str) -> None:
    _settle(VideoSubmission.model_validate_json(body).fields())


def test_the_apis_own_example_needs_no_key() -> None:
    examples: Any = VideoSubmission.model_json_schema()["examples"]
    for example in examples:
        _settle(VideoSubmission.model_validate_json(json.dumps(example)).fields())
