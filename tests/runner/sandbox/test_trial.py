"""The doctor's trial of the sandbox, where control groups can be made and nobody can enter them."""

import subprocess
import sys
from pathlib import Path

from runner.sandbox.layers import Layer
from runner.sandbox.policy import Policy
from runner.sandbox.trial import SandboxTrial

POLICY = Policy(is_permissive=True, memory_bytes=4 * 2**30, file_bytes=2**30)
TRIAL = """
import sys
from pathlib import Path
from runner.sandbox import trial
from tests.runner.sandbox.closed_cgroups import ClosedCgroups
sys.exit(trial.main(sys.argv[1], lambda: ClosedCgroups((Path(sys.argv[2]),))))
"""


def test_without_a_group_that_can_be_entered_no_layer_is_missing_and_the_reason_is_told(
    tmp_path: Path,
) -> None:
    told = subprocess.run(
        [sys.executable, "-c", TRIAL, POLICY.model_dump_json(), str(tmp_path)],
        capture_output=True,
        timeout=60,
        check=True,
    )
    trial = SandboxTrial.model_validate_json(told.stdout)
    assert trial.missing == {}
    assert "Is a directory" in trial.no_cgroup
    assert all(attempt.holds for attempt in trial.attempts.values())
    assert Layer.CGROUP not in trial.attempts
    assert list(tmp_path.iterdir()) == []
