"""`python -m runner.render.ready SOCKET` exits with 0 if a render host listens there, or does so soon.

A Kubernetes probe runs this, so it imports next to nothing. It waits a little: the first probe comes while
the host still starts, and the next one, a second later, would delay every video by that second.
"""

import socket
import sys
import time

_SECONDS = 2.0
_PAUSE_SECONDS = 0.02


def main() -> int:
    """Returns 0, or 1 after printing the reason on stderr if nobody listens."""
    ends_at = time.monotonic() + _SECONDS
    while reason := _why_not(sys.argv[1:]):
        if time.monotonic() >= ends_at:
            print(f"no render host listens there: {reason}", file=sys.stderr)
            return 1
        time.sleep(_PAUSE_SECONDS)
    return 0


def _why_not(arguments: list[str]) -> str:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_SECONDS)
        try:
            line.connect(arguments[0])
        except (OSError, IndexError) as error:
            return str(error)
    return ""


if __name__ == "__main__":
    sys.exit(main())
