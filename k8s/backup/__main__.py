"""`python3 -m k8s.backup save|check|restore FOLDER`."""

import argparse
import sys
from pathlib import Path

from k8s.backup.folder import check, describe
from k8s.backup.release import STOPPED, UNAVAILABLE, Release, Stop
from k8s.backup.restoring import restore
from k8s.backup.saving import save


def parser() -> argparse.ArgumentParser:
    """What the command takes."""
    made = argparse.ArgumentParser(
        prog="python3 -m k8s.backup", description="Back up an installed Podreel, and restore it."
    )
    commands = made.add_subparsers(dest="command", required=True)
    for name, text in (
        ("save", "back up a running service into a new folder"),
        ("check", "read a backup to its end"),
        ("restore", "install a backup into a namespace without Podreel"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("folder", type=Path)
        if name != "check":
            command.add_argument("--namespace", default="podreel")
        if name == "save":
            command.add_argument("--release", default="podreel")
    return made


def main() -> int:
    """Does what the arguments say; returns the exit status."""
    given = parser().parse_args()
    try:
        act(given)
    except Stop as stop:
        print(f"{stop.code}: {stop}\n{stop.next_step}", file=sys.stderr)
        return stop.exit_status
    return 0


def act(given: argparse.Namespace) -> None:
    """Does one command. Raises Stop."""
    try:
        match given.command:
            case "save":
                save(given.folder, Release(given.release, given.namespace))
            case "check":
                print(describe(check(given.folder)))
            case _:
                restore(given.folder, given.namespace)
    except OSError as error:
        raise Stop(
            f"{error.filename or given.folder}: {error.strerror}.", "Mend that and try again.", UNAVAILABLE
        ) from error
    except KeyboardInterrupt as stop:
        raise Stop("You stopped it. Nothing was changed.", "Run it again at any time.", STOPPED) from stop


if __name__ == "__main__":
    sys.exit(main())
