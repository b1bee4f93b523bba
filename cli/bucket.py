"""`podreel bucket init`."""

import asyncio
from typing import Annotated

import typer

from cli import options
from cli.failures import failures_as_exit_status

app = typer.Typer(no_args_is_help=True, help="The S3 bucket of the videos.")
JustPrint = Annotated[bool, typer.Option("--print", help="Only print the commands; change nothing.")]


@app.callback()
def _group() -> None:
    """The S3 bucket of the videos."""


@app.command()
def init(just_print: JustPrint = False, wants_json: options.WantsJson = False) -> None:
    """Create the bucket, its policy and CORS, or print the commands if the key lacks permission."""
    with failures_as_exit_status(wants_json):
        from cli.bucket_steps import show_steps  # noqa: PLC0415 - boto3 takes half a second to import

        raise typer.Exit(asyncio.run(show_steps(just_print, wants_json)))
