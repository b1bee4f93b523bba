"""Confines this process, and then becomes the program that it was asked for.

`python -I -m runner.sandbox.launch POLICY FOLDER PROGRAM ARGUMENT …`; POLICY is a `Policy` as JSON.
Where it can't be confined the exit status is that of `sandbox_unavailable`, and the program never ran.
"""

import os
import sys
from pathlib import Path

from contract.failure import FAILURES, FailureCode
from runner.sandbox.confine import SandboxError, confine
from runner.sandbox.policy import Policy


def main(policy: str, folder: str, *command: str) -> int:
    """Does not return where the program could be started."""
    try:
        confine(Policy.model_validate_json(policy), Path(folder))
    except SandboxError as error:
        print(error, file=sys.stderr)
        return FAILURES[FailureCode.SANDBOX_UNAVAILABLE].exit_status
    os.chdir(folder)
    os.execvp(command[0], command)  # noqa: S606 - no shell, and the command is the runner's own


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
