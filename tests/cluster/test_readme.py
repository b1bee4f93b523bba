"""README's commands for a cluster, run as they are printed; `release` is installed by one of them."""

from pathlib import Path

import pytest

from tests.cluster.readme import ARCHIVE, readme_commands
from tests.cluster.release import Release

OURS = "name~=^docker.io/podreel/(api|runner):[0-9]+[.][0-9.]+$"
pytestmark = [pytest.mark.cluster, pytest.mark.slow]


def test_the_printed_commands_end_with_running_pods_and_a_video(release: Release, archive: Path) -> None:
    build, load, install, *rest = readme_commands()
    assert build == f"make images SAVE={ARCHIVE}"
    assert load == f"sudo k3s ctr images import {ARCHIVE}"
    assert install.startswith("helm install")
    tools = release.tools
    images = tools.ctr("images", "ls", "-q", OURS).split()
    tools.ctr("images", "rm", *images)
    tools.ctr("images", "import", str(archive))
    assert tools.ctr("images", "ls", "-q", OURS).split() == images
    assert len(images) == 2
    for command in rest:
        job = tools.kubectl("get", "jobs", "--output", "name").partition("\n")[0]
        said = tools.run("bash", "-c", command.replace("job/vid-…", job), timeout=600)
        if command.startswith("helm test"):
            assert "Phase:          Succeeded" in said
