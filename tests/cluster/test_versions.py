"""Which version runs, and rolling back to another as the guide says it."""

import json

import pytest

from k8s.backup.folder import chart_version
from tests.cluster.release import NAME, Release, operator_key
from tests.cluster.tools import wait_for

pytestmark = [pytest.mark.cluster, pytest.mark.slow]


def test_a_roll_back_brings_the_values_of_before_and_keeps_keys_and_videos(release: Release) -> None:
    video_id = release.submit()
    assert release.ask("cancel", video_id).status == 0
    before = values(release)
    release.upgrade("--set=settings.VIDEO_RETENTION_DAYS=11")
    assert values(release) != before
    release.tools.helm("rollback", NAME, "--wait", "--timeout", "10m")
    assert values(release) == before
    assert operator_key(release.tools) == release.api_key
    wait_for(lambda: release.ask("list").status == 0, "an answer of the pod of before")
    release.wait_for_listed(video_id)


def test_the_command_in_the_pod_has_the_charts_version(release: Release) -> None:
    said = release.tools.kubectl("exec", f"deployment/{NAME}-api", "--", "podreel", "--version")
    assert said == f"podreel {chart_version()}\n"


def values(release: Release) -> object:
    return json.loads(release.tools.helm("get", "values", NAME, "--output", "json"))
