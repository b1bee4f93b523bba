"""`podreel completions`: makes a shell complete commands, options, names and ids with the Tab key."""

from contextlib import redirect_stdout
from enum import StrEnum
from io import StringIO
from typing import Annotated

import typer
from typer.completion import get_completion_inspect_parameters, shell_complete

from cli.help_layout import SETTING_UP, examples

VARIABLE = "_PODREEL_COMPLETE"
"""A shell sets it to ask `podreel` what may follow."""

# Makes the shells known, without --install-completion and --show-completion, a second way to do the same.
get_completion_inspect_parameters()


class Shell(StrEnum):
    """Shells that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


ShellName = Annotated[Shell, typer.Argument(help="bash, zsh or fish.", metavar="SHELL")]
app = typer.Typer()


@app.command(
    rich_help_panel=SETTING_UP,
    epilog=examples(
        "source <(podreel completions bash)",
        "podreel completions bash >> ~/.bashrc",
        "podreel completions zsh >> ~/.zshrc",
        "podreel completions fish > ~/.config/fish/completions/podreel.fish",
    ),
)
def completions(context: typer.Context, shell: ShellName) -> None:
    """Print what makes your shell's Tab key complete words.

    Commands, options, names and the ids of your videos are completed.
    """
    with redirect_stdout(StringIO()) as script:
        shell_complete(context.find_root().command, {}, "podreel", VARIABLE, f"source_{shell}")
    # zsh looks for its mark in the first line.
    print(script.getvalue().strip())
