"""What is a backup that can be restored, before any cluster is asked."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8s.backup.folder import BUCKET, MANIFEST, SECRETS, VALUES, chart_version, check, describe, read_bucket
from k8s.backup.release import Release, Stop
from k8s.backup.restoring import adopted, helper_pod
from tests.chart.helm import render
from tests.k8s.backup.folders import KEYS_SECRET, backup_of_one_video

_numbers = itertools.count()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backups")


def new_backup(shelf: Path, **manifest: object) -> Path:
    return backup_of_one_video(shelf / str(next(_numbers)), **manifest)


def test_a_whole_backup_says_what_is_in_it(shelf: Path) -> None:
    said = describe(check(new_backup(shelf)))
    assert said == (
        "The backup of 2026-01-01T00:00:00+00:00 has 1 videos (2 files, 0.0 MB), keys and settings."
    )


@pytest.mark.parametrize("version", ["0.0.9", "0.1.0", "0.1.0-rc.1"])
def test_what_an_earlier_version_or_this_one_saved_is_taken(shelf: Path, version: str) -> None:
    assert check(new_backup(shelf, version=version))["version"] == version


@pytest.mark.parametrize("manifest", [{"version": "99.0.0"}, {"format": 2}])
def test_what_another_version_saved_is_refused_with_both_versions(
    shelf: Path, manifest: dict[str, object]
) -> None:
    with pytest.raises(Stop, match=rf"and this is {chart_version()}, which can't read it") as refused:
        check(new_backup(shelf, **manifest))
    assert refused.value.next_step.startswith("Restore it with the files of version ")
    assert (refused.value.code, refused.value.exit_status) == ("invalid_request", 64)


@given(st.sampled_from((VALUES, SECRETS, BUCKET)), st.data())
def test_one_changed_byte_anywhere_is_found(shelf: Path, name: str, data: st.DataObject) -> None:
    folder = new_backup(shelf)
    content = bytearray((folder / name).read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    (folder / name).write_bytes(content)
    with pytest.raises(Stop, match=f"{name} is damaged or incomplete"):
        check(folder)


@pytest.mark.parametrize("missing", [MANIFEST, VALUES, BUCKET])
def test_a_folder_without_one_of_its_files_is_refused(shelf: Path, missing: str) -> None:
    folder = new_backup(shelf)
    (folder / missing).unlink()
    with pytest.raises(Stop):
        check(folder)


@given(st.data())
def test_an_archive_that_was_cut_off_is_found_when_it_is_saved(shelf: Path, data: st.DataObject) -> None:
    path = new_backup(shelf) / BUCKET
    whole = path.read_bytes()
    end_of_files = whole.rindex(b'"metadata"')
    path.write_bytes(whole[: data.draw(st.integers(0, end_of_files))])
    with pytest.raises(Stop, match="is damaged or incomplete"):
        read_bucket(path)


def test_a_secret_of_the_chart_becomes_helms_again_and_ones_own_does_not() -> None:
    there = Release("podreel", "elsewhere")
    ours = adopted(KEYS_SECRET, there)["metadata"]["annotations"]
    assert ours == {
        "meta.helm.sh/release-name": "podreel",
        "meta.helm.sh/release-namespace": "elsewhere",
    }
    own = adopted({**KEYS_SECRET, "metadata": {"name": "videos-s3", "labels": {}}}, there)
    assert "annotations" not in own["metadata"]
    assert json.dumps(own["data"]) == json.dumps(KEYS_SECRET["data"])


@pytest.mark.services
def test_the_pod_that_fills_a_bucket_has_the_apis_access_and_serves_nothing() -> None:
    api = render().one("Deployment", "podreel-api")
    pod = helper_pod("podreel-api-restore", api)
    (container,) = pod["spec"]["containers"]
    (served,) = api["spec"]["template"]["spec"]["containers"]
    assert container["env"] == served["env"]
    assert container["securityContext"] == served["securityContext"]
    assert not {"ports", "readinessProbe", "startupProbe", "livenessProbe", "lifecycle"} & set(container)
    mounted = {mount["name"] for mount in container["volumeMounts"]}
    assert mounted == {volume["name"] for volume in pod["spec"]["volumes"]}
    assert {"name": "tmp", "emptyDir": {}} in pod["spec"]["volumes"]
