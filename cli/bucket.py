"""`podreel bucket init`, `export` and `import`."""

import asyncio
import contextlib
import sys
from typing import Annotated

import typer

from cli import options
from cli.failures import failures_as_exit_status
from contract.failure import FailureCode, PodreelError
from contract.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The S3 bucket of the videos.")
JustPrint = Annotated[
    bool, typer.Option("--print", metavar="", help="Only print the commands; change nothing.")
]


@app.callback()
def _group() -> None:
    """The S3 bucket of the videos."""


@app.command()
def init(just_print: JustPrint = False, wants_json: options.WantsJson = False) -> None:
    """Create the bucket, its policy and CORS, or print the commands if the key lacks permission."""
    with failures_as_exit_status(wants_json):
        from cli.bucket_steps import show_steps  # noqa: PLC0415 - boto3 takes half a second to import

        raise typer.Exit(asyncio.run(show_steps(just_print, wants_json)))


@app.command(name="export")
def export_bucket() -> None:
    """Write all files of the bucket to stdout, as one archive for `import`. Messages go to stderr."""
    archive = sys.stdout.buffer
    with contextlib.redirect_stdout(sys.stderr), failures_as_exit_status(wants_json=False):
        if archive.isatty():
            raise PodreelError(
                FailureCode.INVALID_REQUEST,
                "The archive would go to the terminal.",
                "Redirect it: podreel bucket export > bucket.tar",
            )
        from stores.objects.s3.archive import export_objects  # noqa: PLC0415 - boto3, as above
        from stores.objects.s3.store import open_bucket  # noqa: PLC0415 - as above

        index = asyncio.run(export_objects(open_bucket(Settings().storage), archive))
        archive.flush()
        print(f"{len(index):,} files were written.")


@app.command(name="import")
def import_bucket() -> None:
    """Fill an empty bucket with the files of an archive from stdin, and check each."""
    with failures_as_exit_status(wants_json=False):
        from stores.objects.s3.archive import import_objects  # noqa: PLC0415 - boto3, as above
        from stores.objects.s3.store import open_bucket  # noqa: PLC0415 - as above

        index = asyncio.run(import_objects(open_bucket(Settings().storage), sys.stdin.buffer))
        print(f"{len(index):,} files are in the bucket.")
