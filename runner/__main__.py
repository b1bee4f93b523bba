"""`python -m runner`: says at once that a run begins, then reads in all that it needs."""

import sys
from importlib import import_module

import structlog

from contract.logs import configure_logs


def _main() -> int:
    if sys.argv[1:2] == ["make"]:
        configure_logs()
        structlog.get_logger().info("run_begins")
    # By name, after that line: it takes a second or two, in which who follows a log would see nothing.
    return int(import_module("runner.main").main())


sys.exit(_main())
