"""`podreel help`: the help of a command, and pages that belong to none."""

import sys
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from cli.exit_statuses import exit_statuses
from cli.failures import failures_as_exit_status
from cli.help_layout import SETTING_UP
from cli.tables import LastColumn, print_rows
from contract.catalogue import LANGUAGES
from contract.failure import FailureCode, PodreelError

app = typer.Typer()


def _show_exit_codes() -> None:
    rows = [(status.number, status.code, status.sentence) for status in exit_statuses()]
    print_rows(("exit", "code", "meaning"), rows, LastColumn.FOLDS)
    if sys.stdout.isatty():
        print("\nA failure prints its code, one sentence, and what to do about it.")


def _show_languages() -> None:
    print_rows(("--language", "name"), [(language.code, language.name) for language in LANGUAGES.values()])


PAGES: Mapping[str, Callable[[], None]] = {"exit-codes": _show_exit_codes, "languages": _show_languages}


def _complete(context: typer.Context) -> list[str]:
    return [*PAGES, *_names(context.find_root().command)]


Topic = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TOPIC", help=f"A command, or one of {', '.join(PAGES)}.", autocompletion=_complete
    ),
]


@app.command("help", rich_help_panel=SETTING_UP)
def show_help(context: typer.Context, topic: Topic = None) -> None:
    """Show a command's help, all exit codes or all languages."""
    match topic or []:
        case [name] if name in PAGES:
            PAGES[name]()
        case words:
            with failures_as_exit_status(wants_json=False):
                print(_help_on(words, context.find_root()))


def _help_on(words: list[str], root: Any) -> str:
    """The help of a command below that of the context; in colour it is printed, and the text is empty."""
    shown = root
    for word in words:
        command = getattr(shown.command, "commands", {}).get(word)
        if command is None:
            inner = [] if shown is root else _names(shown.command)
            raise PodreelError(
                FailureCode.INVALID_REQUEST,
                f"There is no help on {' '.join(words)!r}.",
                f"Choose one of {', '.join(inner or [*_names(root.command), *PAGES])}.",
            )
        shown = typer.Context(command, info_name=word, parent=shown)
    return str(shown.command.get_help(shown))


def _names(command: object) -> list[str]:
    return list(getattr(command, "commands", {}))
