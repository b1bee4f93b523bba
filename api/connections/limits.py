"""What connections may take: seconds in each phase, and a number below the limit of open files."""

import resource
from dataclasses import dataclass

# For Redis, S3, files, children's pipes, and connections that are accepted before others are closed.
RESERVED_DESCRIPTORS = 256
ENOUGH_DESCRIPTORS = 65_536
MOST_CONNECTIONS = 4_096


@dataclass(frozen=True)
class ConnectionLimits:
    """Limits of one server's connections.

    `header_seconds` is the time from connecting, and from the first byte of each later request, to the end of
    its header. A reader that keeps the server waiting must take `reader_bytes` within each `reader_seconds`.
    """

    most: int = MOST_CONNECTIONS
    header_seconds: float = 10.0
    # Longer than the time that a body may take (`api/backends.py`), after which the caller is told.
    body_seconds: float = 35.0
    # Longer than proxies keep connections, so that the proxy closes them and no request is lost.
    idle_seconds: float = 75.0
    reader_seconds: float = 60.0
    reader_bytes: int = 32 * 1024


def fitting(wanted: int) -> ConnectionLimits:
    """The limits for `wanted` connections at most; raises the limit of open files if that is allowed."""
    return ConnectionLimits(most=most_connections(wanted, _raise_descriptor_limit()))


def most_connections(wanted: int, descriptors: int) -> int:
    """The number of connections for which this many descriptors are enough."""
    return min(wanted, max(descriptors - RESERVED_DESCRIPTORS, descriptors // 2))


def _raise_descriptor_limit() -> int:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = ENOUGH_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, ENOUGH_DESCRIPTORS)
    if soft == resource.RLIM_INFINITY or soft >= most:
        return most if soft == resource.RLIM_INFINITY else soft
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most
