"""The options of `podreel make` and `podreel submit`, with their help."""

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from contract.catalogue import ASPECTS, LANGUAGES, OFFLINE_MODEL, QUALITIES, THEMES, VOICES
from contract.failure import PodreelError
from contract.settings import Settings
from contract.video import Narration


def _one_of(names: Iterable[str]) -> str:
    return f"One of {', '.join(names)}."


def _completing(names: Callable[[], Iterable[str]]) -> Callable[[str], list[str]]:
    """What the Tab key offers. Nothing if the names can't be read: no message may come between."""

    def complete(incomplete: str) -> list[str]:
        with contextlib.suppress(PodreelError):
            return [name for name in names() if name.startswith(incomplete)]
        return []

    return complete


_LOOKS = "Look and sound"
_OUTPUT = "Output"
_FLAG = ""
"""In place of a value's name, for options without one."""

Prompt = Annotated[
    str,
    typer.Argument(
        metavar="TEXT",
        show_default=False,
        help="A question, or your own text of up to 10,000 characters; `-` reads it from stdin. "
        "Without a model: a built-in lesson, or a text of three sentences or 40 words.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The model that explains; default: the best one configured. `offline` needs no account.",
        autocompletion=_completing(lambda: [OFFLINE_MODEL, *Settings().models.named]),
    ),
]
AsText = Annotated[
    bool,
    typer.Option(
        "--as-text",
        metavar=_FLAG,
        help="The prompt is a text of your own, however short: speak it as it is.",
    ),
]
Language = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help="Such as en or pt-BR; `podreel help languages` lists all. "
        "Default: that of the text or script; in doubt en.",
        autocompletion=_completing(lambda: LANGUAGES),
    ),
]
Minutes = Annotated[
    float | None, typer.Option(metavar="N", help="Target length, for models that can choose it.")
]
SpokenText = Annotated[
    str,
    typer.Option(
        "--narration",
        metavar="TEXT",
        help="The text that the voice speaks: initial; corrected, which is initial with its wrong sentences "
        "corrected; or refined.",
        autocompletion=_completing(lambda: Narration),
    ),
]
# Whether a file can be read is found where it is read, with a sentence and a next step.
ScriptFile = Annotated[
    Path | None,
    typer.Option(
        "--script",
        metavar="FILE",
        help="Render this script, for instance an exported one that you edited.",
        readable=False,
    ),
]
ExplanationFile = Annotated[
    Path | None,
    typer.Option(
        "--explanation",
        metavar="FILE",
        help="Use this explanation in Markdown, for instance one that you edited.",
        readable=False,
    ),
]
Voice = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help=_one_of(VOICES),
        rich_help_panel=_LOOKS,
        autocompletion=_completing(lambda: VOICES),
    ),
]
Quality = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help=f"{_one_of([*QUALITIES, 'custom'])} `custom` needs --width, --height and --frame-rate.",
        rich_help_panel=_LOOKS,
        autocompletion=_completing(lambda: [*QUALITIES, "custom"]),
    ),
]
Aspect = Annotated[
    str,
    typer.Option(
        metavar="W:H",
        help=_one_of(ASPECTS),
        rich_help_panel=_LOOKS,
        autocompletion=_completing(lambda: ASPECTS),
    ),
]
Theme = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help=_one_of(THEMES),
        rich_help_panel=_LOOKS,
        autocompletion=_completing(lambda: THEMES),
    ),
]
Width = Annotated[
    int | None, typer.Option(metavar="N", help="Pixels, for --quality custom.", rich_help_panel=_LOOKS)
]
Height = Annotated[
    int | None, typer.Option(metavar="N", help="Pixels, for --quality custom.", rich_help_panel=_LOOKS)
]
FrameRate = Annotated[
    int | None,
    typer.Option(metavar="N", help="Frames per second, for --quality custom.", rich_help_panel=_LOOKS),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict/--no-strict",
        metavar=_FLAG,
        show_default=False,
        help="Fail instead of showing simpler pictures.",
        rich_help_panel=_LOOKS,
    ),
]
Resume = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Go on with the run with this id.", rich_help_panel=_OUTPUT),
]
Out = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="Where the finished files go; default: out/NAME, named after the prompt, "
        "or where the resumed run's went.",
        rich_help_panel=_OUTPUT,
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", help="Where working state is kept; default: TEMP_DIR.", rich_help_panel=_OUTPUT
    ),
]
WantsJson = Annotated[
    bool,
    typer.Option(
        "--json",
        metavar=_FLAG,
        help="Print JSON, even in a terminal.",
        rich_help_panel=_OUTPUT,
    ),
]
CheckedFile = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="A Manim script, or `-` for stdin.", readable=False),
]
OnlyScene = Annotated[str | None, typer.Option("--scene", metavar="NAME", help="Try only this scene.")]
Fix = Annotated[bool, typer.Option("--fix", metavar=_FLAG, help="Write what was mended back to the file.")]
FixedFile = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write the code, with what was mended, to this file."),
]
LayoutFile = Annotated[
    Path | None,
    typer.Option(
        "--layout", metavar="FILE.png", help="Draw what is wrong with the layout: frames with numbered boxes."
    ),
]
StrictLayout = Annotated[
    bool,
    typer.Option(
        "--strict", metavar=_FLAG, help="Exit with 65 if the layout has findings, even if all scenes run."
    ),
]
Online = Annotated[
    bool,
    typer.Option(
        "--online",
        metavar=_FLAG,
        help="Ask the model vendors which models they still serve; free of charge.",
    ),
]


def data_folder(data: Path | None) -> Path:
    """The absolute folder for working state; default: TEMP_DIR."""
    return (data or Settings().limits.temp_dir).expanduser().resolve()
