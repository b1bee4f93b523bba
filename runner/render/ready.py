"""`python -m runner.render.ready SOCKET` ends with 0 where a render host listens there.

A probe asks this every second, so it imports next to nothing.
"""

import socket
import sys

_SECONDS = 2.0


def main() -> int:
    """Returns 1, after the reason on stderr, where nobody listens."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_SECONDS)
        try:
            line.connect(sys.argv[1])
        except (OSError, IndexError) as error:
            print(f"no render host listens there: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
