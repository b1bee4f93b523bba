"""Confines this process, and then replaces it with the given program.

`python -I -m runner.sandbox.launch POLICY FOLDER PROGRAM ARGUMENT …`; POLICY is a `Policy` as JSON.
If it can't be confined, the exit status is that of `sandbox_unavailable`, and the program does not run.
"""

import os
import sys
from pathlib import Path

from contract.failure import FAILURES, FailureCode
from runner.sandbox.confine import SandboxError, confine
from runner.sandbox.policy import Policy


def main(policy: str, folder: str, *command: str) -> int:
    """Runs the program in place of this process; returns an exit status only if it can't be confined."""
    try:
        confine(Policy.model_validate_json(policy), Path(folder))
    except SandboxError as error:
        print(error, file=sys.stderr)
        return FAILURES[FailureCode.SANDBOX_UNAVAILABLE].exit_status
    os.chdir(folder)
    os.execvp(command[0], command)  # noqa: S606 - no shell, and the command is the runner's own


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
