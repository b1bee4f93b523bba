"""The options of all commands that call a running service, with their help."""

from pathlib import Path
from typing import Annotated

import typer

from cli.service import ids_from

SERVICE = "The service"
"""The heading of options that say where it is, and what it does with a request."""


def _complete_id(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Ids with what was asked for; nothing if the service does not answer at once."""
    return ids_from(context.params.get("url"), context.params.get("api_key_file"), incomplete)


Url = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Its address; default: PODREEL_URL, else this machine.",
        rich_help_panel=SERVICE,
    ),
]
ApiKeyFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="File with the API key; `-` asks for it or reads stdin. Default: PODREEL_API_KEY.",
        readable=False,
        rich_help_panel=SERVICE,
    ),
]
VideoId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The video's id, or its first characters.", autocompletion=_complete_id
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", metavar="", help="Do it without asking.")]
