"""The options of `podreel make`, with their help."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TextIO

import typer

from contract.catalogue import ASPECTS, LANGUAGES, QUALITIES, THEMES, VOICES
from contract.failure import FailureCode, PodreelError
from contract.settings import Settings

MOST_CHARACTERS = 1_000_000
"""More than any text of a request may have; each has its own limit below that."""


def _one_of(names: Iterable[str]) -> str:
    return f"One of {', '.join(names)}."


Prompt = Annotated[
    str,
    typer.Argument(
        help="A question, or your own text of up to 10,000 characters; `-` reads it from stdin. "
        "Without a model: a built-in lesson, or a text of three sentences or 40 words."
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        help="The model that explains; default: the best one configured. `offline` needs no account."
    ),
]
AsText = Annotated[
    bool,
    typer.Option("--as-text", help="The prompt is a text of your own, however short: speak it as it is."),
]
Voice = Annotated[str, typer.Option(help=_one_of(VOICES))]
Language = Annotated[
    str | None, typer.Option(help=f"{_one_of(LANGUAGES)} Default: en, or the language of the script.")
]
Quality = Annotated[
    str,
    typer.Option(
        help=f"{_one_of([*QUALITIES, 'custom'])} `custom` needs --width, --height and --frame-rate."
    ),
]
Aspect = Annotated[str, typer.Option(help=_one_of(ASPECTS))]
Theme = Annotated[str, typer.Option(help=_one_of(THEMES))]
Minutes = Annotated[float | None, typer.Option(help="Target length, for models that can choose it.")]
SpokenText = Annotated[
    str, typer.Option("--narration", help="The text that the voice speaks: initial or refined.")
]
Width = Annotated[int | None, typer.Option(help="Pixels, for --quality custom.")]
Height = Annotated[int | None, typer.Option(help="Pixels, for --quality custom.")]
FrameRate = Annotated[int | None, typer.Option(help="Frames per second, for --quality custom.")]
Strict = Annotated[bool, typer.Option(help="Fail instead of showing simpler pictures.")]
ScriptFile = Annotated[
    Path | None,
    typer.Option("--script", help="Render this script, for instance an exported one that you edited."),
]
ExplanationFile = Annotated[
    Path | None,
    typer.Option("--explanation", help="Use this explanation in Markdown, for instance one that you edited."),
]
Resume = Annotated[str | None, typer.Option(metavar="ID", help="Resume the run with this id.")]
Out = Annotated[
    Path | None,
    typer.Option(help="Folder for the finished files; default: out/NAME, with a name from the prompt."),
]
Data = Annotated[Path | None, typer.Option(help="Folder for working state; default: TEMP_DIR.")]
WantsJson = Annotated[bool, typer.Option("--json", help="Print one JSON line per event, even in a terminal.")]
Online = Annotated[
    bool,
    typer.Option("--online", help="Ask the model vendors which models they still serve; free of charge."),
]


def read_prompt(prompt: str) -> str:
    """The prompt; `-` reads it from stdin. Raises PodreelError(invalid_request) if that does not end."""
    return _read_whole("prompt", sys.stdin) if prompt == "-" else prompt


@dataclass(frozen=True)
class OwnFiles:
    """Files with the user's own texts."""

    script: Path | None = None
    explanation: Path | None = None


def read_own_texts(files: OwnFiles) -> dict[str, str]:
    """The request fields that come from files; raises PodreelError(invalid_request)."""
    found = {"script": files.script, "explanation": files.explanation}
    return {name: _read_text(name, path) for name, path in found.items() if path is not None}


def _read_text(name: str, path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            text = _read_whole(name, file)
    except (OSError, UnicodeDecodeError) as error:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The {name} {path} can't be read: {error}.",
            "Give a Python file." if name == "script" else "Give a text file in UTF-8.",
        ) from error
    if name == "explanation" and not text.strip():
        raise PodreelError(
            FailureCode.INVALID_REQUEST, f"The {name} {path} is empty.", "Write what the video should say."
        )
    return text


def _read_whole(name: str, file: TextIO) -> str:
    """The text; a file may be huge, a hole, or without end, and nothing of that is read into memory."""
    text = file.read(MOST_CHARACTERS + 1)
    if len(text) > MOST_CHARACTERS:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The {name} has more than {MOST_CHARACTERS:,} characters.",
            "Give a shorter text.",
        )
    return text


def data_folder(data: Path | None) -> Path:
    """The absolute folder for working state; default: TEMP_DIR."""
    return (data or Settings().limits.temp_dir).expanduser().resolve()
