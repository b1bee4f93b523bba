"""`podreel up`: the whole service on one machine."""

import os
from pathlib import Path
from typing import Annotated

import typer

from cli import options, stoppable
from cli.data_folder import open_data
from cli.failures import failures_as_exit_status
from cli.help_layout import A_SERVICE, examples
from cli.interrupts import LeavingAtOnce
from contract.failure import FailureCode, PodreelError
from contract.origins import require_origin
from stores.local_disk import require_space

# A service begins with less than a video needs, and says so; but it can't begin without its own files.
LEAST_BYTES = 2**20

Host = Annotated[
    str,
    typer.Option(metavar="HOST", help="Address to listen on; any other than this machine's needs --keys."),
]
Port = Annotated[
    int, typer.Option(metavar="N", min=0, max=65535, help="Port to listen on; 0 picks a free one.")
]
Keys = Annotated[
    Path | None, typer.Option(metavar="FILE", help="File of API keys; default: PODREEL_API_KEYS_FILE.")
]
Cors = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ORIGIN",
        help="Web pages that may use the API, such as http://localhost:5173; "
        "may be repeated; default: PODREEL_CORS_ORIGINS.",
    ),
]

app = typer.Typer()


@app.command(
    rich_help_panel=A_SERVICE,
    epilog=examples(
        "podreel up",
        "podreel up --host 0.0.0.0 --keys keys.jsonl",
        "podreel up --cors http://localhost:5173",
        "podreel up --json 2> up.log",
    ),
)
def up(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data: options.Data = None,
    keys: Keys = None,
    cors: Cors = None,
    wants_json: options.WantsJson = False,
) -> None:
    """Start a service on this machine; Ctrl-C stops it.

    Running videos stop too, and go on at the next start. A terminal shows one
    short line for each event; elsewhere the log is JSON.
    """
    with failures_as_exit_status(wants_json):
        cors_origins = _read_origins(cors)
        with LeavingAtOnce():
            from cli.local_service import Serving, serve  # noqa: PLC0415 - the web framework takes seconds to import

        folder = options.data_folder(data)
        open_data(folder)
        require_space(folder, needed_bytes=LEAST_BYTES)
        # For all that is written from now on, also by Redis and by the runs that this service starts.
        os.umask(0o077)
        serving = Serving(host, port, keys, cors_origins)
        raise typer.Exit(stoppable.run(serve(serving, folder, wants_json)))


def _read_origins(texts: list[str] | None) -> tuple[str, ...] | None:
    """Raises PodreelError(invalid_request) for what is no origin."""
    if not texts:
        return None
    try:
        return tuple(map(require_origin, " ".join(texts).replace(",", " ").split()))
    except ValueError as error:
        raise PodreelError(
            FailureCode.INVALID_REQUEST, f"--cors can't be used: {error}.", "Correct --cors, or leave it out."
        ) from error
