"""The command of a program that the kernel ends when the process that started it dies."""

from collections.abc import Sequence

# util-linux: sets the signal that the kernel sends when the parent dies.
LAUNCHER = "setpriv"

# A parent that died before the signal was set is never heard of: the program has another parent by then.
_IF_PARENT_LIVES = '[ "$PPID" = "$0" ] && exec "$@"'


def tied_child(argv: Sequence[str], launcher: str, parent_process_id: int, signal_name: str) -> list[str]:
    """The command `argv` by way of `launcher`, the path of `setpriv`.

    The program gets the signal, such as TERM, when the parent dies. It does not start at all if
    the parent is dead by then.
    """
    return [
        launcher,
        "--pdeathsig",
        signal_name,
        "--",
        "sh",
        "-c",
        _IF_PARENT_LIVES,
        str(parent_process_id),
        *argv,
    ]
