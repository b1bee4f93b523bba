"""`podreel keys add`, `list` and `remove`: the API keys of a service."""

import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.failures import failures_as_exit_status
from cli.options import WantsJson
from cli.tables import print_rows
from cli.words import minute_of
from contract.failure import FailureCode, PodreelError

_VARIABLE = "PODREEL_API_KEYS_FILE"
Name = Annotated[str, typer.Argument(metavar="NAME", help="The key's owner; shown in lists and logs.")]
File = Annotated[
    Path,
    typer.Option(
        "--file", metavar="FILE", envvar=_VARIABLE, help="The file of keys; created if it does not exist."
    ),
]
ExistingFile = Annotated[
    Path, typer.Option("--file", metavar="FILE", envvar=_VARIABLE, help="The file of keys.")
]
IsOperator = Annotated[
    bool, typer.Option("--operator", metavar="", help="May see and cancel everyone's videos.")
]

app = typer.Typer(no_args_is_help=True, help="Keys of a service's API.")


@app.callback()
def _group() -> None:
    """Keys of a service's API."""


@app.command()
def add(name: Name, file: File, is_operator: IsOperator = False) -> None:
    """Create a key and print it.

    It is stored nowhere else. A running service accepts it at once.
    """
    with failures_as_exit_status(wants_json=False):
        from api.auth import api_keys  # noqa: PLC0415 - brings part of the web framework

        key = api_keys.new_key()
        role = api_keys.Role.OPERATOR if is_operator else api_keys.Role.USER
        try:
            entry = api_keys.ApiKey(
                name=name, role=role, sha256=api_keys.hash_key(key), added_at=datetime.now(UTC)
            )
        except ValueError as error:
            raise PodreelError(
                FailureCode.INVALID_REQUEST,
                f"{name!r} is not a valid key name.",
                "Use letters, digits and . _ @ -",
            ) from error
        _append(file, name, entry.model_dump_json())
        print(key)


@app.command("list")
def list_keys(file: ExistingFile, wants_json: WantsJson = False) -> None:
    """List the names of the keys, their roles, and when they were added.

    The keys themselves are stored nowhere.
    """
    with failures_as_exit_status(wants_json):
        from api.auth.key_file import read_keys  # noqa: PLC0415 - brings part of the web framework

        read = read_keys(file)
        keys = sorted(read.keys.values(), key=lambda key: key.name)
        if wants_json:
            print(json.dumps([key.model_dump(mode="json", exclude={"sha256"}) for key in keys]))
        elif keys:
            rows = [(key.name, key.role, minute_of(key.added_at) or "unknown") for key in keys]
            print_rows(("name", "role", "added (UTC)"), rows)
        if read.fault:
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION,
                f"The file of API keys {file} {read.fault}.",
                "Correct the file, or choose another one with --file.",
            )


@app.command()
def remove(name: Name, file: ExistingFile) -> None:
    """Remove a key.

    A running service refuses it at once, and ends its sessions, links and event streams.
    """
    with failures_as_exit_status(wants_json=False):
        try:
            lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
            kept = [line for line in lines if _name_in(line) != name]
            if len(kept) == len(lines):
                raise PodreelError(
                    FailureCode.INVALID_REQUEST, f"{file} has no key named {name}.", "Check the name."
                )
            if not kept:
                raise PodreelError(
                    FailureCode.INVALID_REQUEST,
                    f"{name} is the only key in {file}, and a service without any key accepts nobody.",
                    "Add another key first, or stop the service and delete the file.",
                )
            _replace(file.resolve(), "".join(f"{line}\n" for line in kept))
        except (OSError, ValueError) as error:
            raise _unusable(file, error) from error
        print(f"{name}: removed")


def _replace(file: Path, text: str) -> None:
    """Writes the file in one step: a service that reads it meanwhile sees it whole, before or after."""
    handle, temporary = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as keys:
            os.fchmod(keys.fileno(), file.stat().st_mode & 0o777)
            keys.write(text)
            keys.flush()
            os.fsync(keys.fileno())
        Path(temporary).replace(file)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _append(file: Path, name: str, line: str) -> None:
    """Adds the line to the file, which only its owner can read."""
    try:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if any(_name_in(known) == name for known in text.splitlines() if known.strip()):
            raise PodreelError(
                FailureCode.INVALID_REQUEST,
                f"{file} already has a key named {name}.",
                "Remove it with `podreel keys remove`, or choose another name.",
            )
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as keys:
            keys.write(("" if not text or text.endswith("\n") else "\n") + line + "\n")
    except (OSError, ValueError) as error:
        raise _unusable(file, error) from error


def _name_in(line: str) -> object:
    """The name of the key in this line; raises ValueError if the line holds none."""
    entry = json.loads(line)
    if not isinstance(entry, dict):
        raise ValueError(f"{line[:60]!r} is not a key")
    return entry.get("name")


def _unusable(file: Path, error: Exception) -> PodreelError:
    return PodreelError(
        FailureCode.BAD_CONFIGURATION,
        f"{file} can't be used: {error}.",
        "Choose another file with --file.",
    )
