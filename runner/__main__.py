"""`python -m runner`: logs at once that a run begins, then imports the rest."""

import sys
from typing import TextIO, cast

import structlog

from contract.logs import configure_logs
from runner.progress.output import LossyOutput


def _main() -> int:
    sys.stderr = cast(TextIO, LossyOutput(2))
    if sys.argv[1:2] == ["make"]:
        configure_logs()
        structlog.get_logger().info("run_begins")
    from runner.main import main  # noqa: PLC0415 - takes a second or two; the log line comes first

    return main()


sys.exit(_main())
