"""The options of `podreel make`, with their help."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from contract.catalogue import ASPECTS, LANGUAGES, QUALITIES, THEMES, VOICES
from contract.settings import Settings


def _one_of(names: Iterable[str]) -> str:
    return f"One of {', '.join(names)}."


Prompt = Annotated[
    str,
    typer.Argument(help="A question, or your own text of up to 10,000 characters; `-` reads it from stdin."),
]
Model = Annotated[str, typer.Option(help="The model that explains. `offline` needs no account.")]
Voice = Annotated[str, typer.Option(help=_one_of(VOICES))]
Language = Annotated[
    str | None, typer.Option(help=f"{_one_of(LANGUAGES)} Default: en, or the language of the script.")
]
Quality = Annotated[
    str, typer.Option(help=f"{_one_of([*QUALITIES, 'custom'])} For custom, --width --height --frame-rate.")
]
Aspect = Annotated[str, typer.Option(help=_one_of(ASPECTS))]
Theme = Annotated[str, typer.Option(help=_one_of(THEMES))]
Minutes = Annotated[float | None, typer.Option(help="Target length, for models that can choose it.")]
SpokenText = Annotated[
    str, typer.Option("--narration", help="The text that the voice speaks: initial or refined.")
]
Width = Annotated[int | None, typer.Option(help="Pixels, for --quality custom.")]
Height = Annotated[int | None, typer.Option(help="Pixels, for --quality custom.")]
FrameRate = Annotated[int | None, typer.Option(help="Frames a second, for --quality custom.")]
Strict = Annotated[bool, typer.Option(help="Fail instead of showing simpler pictures.")]
ScriptFile = Annotated[
    Path | None,
    typer.Option("--script", help="Render this script, for instance an exported one that you edited."),
]
Resume = Annotated[str | None, typer.Option(metavar="ID", help="Resume the run with this id.")]
Out = Annotated[
    Path | None, typer.Option(help="Folder for the finished files; default: out/ and a name from the prompt.")
]
Data = Annotated[Path | None, typer.Option(help="Folder for working state; default: TEMP_DIR.")]
WantsJson = Annotated[bool, typer.Option("--json", help="Print one JSON line per event, also in a terminal.")]
Online = Annotated[
    bool,
    typer.Option("--online", help="Ask the model vendors which models they still serve; free of charge."),
]


def read_prompt(prompt: str) -> str:
    """The prompt itself; `-` stands for what comes on stdin."""
    return sys.stdin.read() if prompt == "-" else prompt


def data_folder(data: Path | None) -> Path:
    """Where working state goes."""
    return (data or Settings().limits.temp_dir).expanduser().resolve()
