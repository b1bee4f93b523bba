"""Records and files: embedded for a single box, or the operator's own."""

import asyncio
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from pydantic import SecretStr

from api.auth.api_keys import ApiKey, hash_key
from contract.settings import StorageSettings
from stores.objects.s3.client import S3Client
from stores.objects.s3.store import S3Store
from tests.chart.helm import EVERYTHING, EXTERNAL, Object, Rendered, render
from tests.fakes.ports import reserved_port
from tests.fakes.s3_server import s3_program

KEY = "a-key-of-the-secret"


def _set(chart: Rendered, name: str) -> Object:
    pod: Object = chart.one("StatefulSet", name)["spec"]["template"]["spec"]
    return pod


def test_embedded_stores_are_installed_unless_external_ones_are_used(rendered: Rendered) -> None:
    embedded = {("StatefulSet", "podreel-redis"), ("StatefulSet", "podreel-s3")}
    is_external = rendered is render(EXTERNAL)
    assert (embedded & rendered.names() == set()) == is_external
    claims = {claim["metadata"]["name"] for claim in rendered.all("PersistentVolumeClaim")}
    assert claims == (set() if is_external else {"podreel-redis", "podreel-s3"})


def test_the_address_of_redis_has_the_password_of_its_server() -> None:
    secret = render().one("Secret", "podreel-redis")["stringData"]
    assert secret["REDIS_URL"] == f"redis://:{secret['password']}@podreel-redis:6379/0"
    assert f"requirepass {secret['password']}\n" in secret["valkey.conf"]
    assert len(secret["password"]) == 40


def test_valkey_understands_its_configuration(tmp_path: Path) -> None:
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    assert program, "redis-server is missing: run scripts/setup.sh."
    text = render().one("Secret", "podreel-redis")["stringData"]["valkey.conf"]
    socket = "port 0\nunixsocket s.sock\n"
    (tmp_path / "valkey.conf").write_text(text.replace("dir /data", f"dir {tmp_path}\n{socket}"))
    process = subprocess.Popen([program, "valkey.conf"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        said = next((line for line in process.stdout if "eady to accept" in line), "")
    finally:
        process.terminate()
        rest = process.communicate()[0]
    assert said, rest


def test_the_password_of_redis_stands_in_no_command_line() -> None:
    (container,) = _set(render(), "podreel-redis")["containers"]
    assert container["command"] == ["valkey-server", "/etc/valkey/valkey.conf"]
    assert "env" not in container


def test_records_outlive_a_restart() -> None:
    conf = render().one("Secret", "podreel-redis")["stringData"]["valkey.conf"]
    assert "appendonly yes" in conf
    assert "maxmemory-policy noeviction" in conf


def test_the_bucket_is_there_before_its_server(rendered: Rendered) -> None:
    if rendered is render(EXTERNAL):
        return
    pod = _set(rendered, "podreel-s3")
    (first,) = pod["initContainers"]
    data = rendered.one("ConfigMap", "podreel-settings")["data"]
    assert first["command"][-1] == f"/data/buckets/{data['S3_BUCKET_NAME']}"
    (server,) = pod["containers"]
    assert server["args"][-1] == "/data/buckets"
    env = {variable["name"]: variable for variable in server["env"]}
    assert env["VGW_REGION"]["value"] == data["AWS_REGION"]
    assert data["S3_ENDPOINT_URL"] == "http://podreel-s3:7070"


@contextmanager
def _serving(chart: Rendered, folder: Path) -> Iterator[str]:
    """The S3 server as its pod starts it, in `folder`; gives its address."""
    pod = _set(chart, "podreel-s3")
    (server,), (first,) = pod["containers"], pod["initContainers"]
    subprocess.run([word.replace("/data/", f"{folder}/") for word in first["command"]], check=True)
    env = {variable["name"]: variable.get("value", KEY) for variable in server["env"]}
    with reserved_port() as port:
        address = f"127.0.0.1:{port}"
        words = [word.replace("/data/", f"{folder}/").replace(":7070", address) for word in server["args"]]
        process = subprocess.Popen([s3_program(), *words], env=env, cwd=folder, stdout=subprocess.DEVNULL)
        try:
            _wait_until_healthy(f"http://{address}{server['readinessProbe']['httpGet']['path']}")
            yield f"http://{address}"
        finally:
            process.terminate()
            process.wait()


def _wait_until_healthy(url: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            assert httpx2.get(url).status_code == httpx2.codes.OK
        except httpx2.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"{url} gave no answer")


def test_the_s3_server_takes_its_arguments_and_its_bucket(tmp_path: Path) -> None:
    with _serving(render(), tmp_path) as address:
        data = render().one("ConfigMap", "podreel-settings")["data"]
        told = {name.lower(): value for name, value in data.items()}
        keys = {"aws_access_key_id": SecretStr(KEY), "aws_secret_access_key": SecretStr(KEY)}
        storage = StorageSettings.model_validate({**told, **keys, "s3_endpoint_url": address})
        asyncio.run(S3Store(S3Client(storage)).check())


def test_readers_get_videos_through_the_api_until_the_store_has_an_address_for_them() -> None:
    assert "S3_PUBLIC_ENDPOINT_URL" not in render().one("ConfigMap", "podreel-settings")["data"]
    data = render(EVERYTHING).one("ConfigMap", "podreel-settings")["data"]
    assert data["S3_PUBLIC_ENDPOINT_URL"] == "https://s3.example.org"


def test_no_two_servers_write_one_volume(rendered: Rendered) -> None:
    for item in rendered.all("StatefulSet"):
        assert item["spec"]["replicas"] == 1
        name = item["metadata"]["name"]
        claims = [
            volume["persistentVolumeClaim"]["claimName"]
            for volume in item["spec"]["template"]["spec"]["volumes"]
            if "persistentVolumeClaim" in volume
        ]
        assert claims == [name]
        assert rendered.one("PersistentVolumeClaim", name)["spec"]["accessModes"] == ["ReadWriteOnce"]


def _kept(chart: Rendered) -> set[tuple[str, str]]:
    """What `helm uninstall` leaves."""
    policies = [(item, item["metadata"].get("annotations", {})) for item in chart.objects]
    return {
        (item["kind"], item["metadata"]["name"])
        for item, annotations in policies
        if annotations.get("helm.sh/resource-policy") == "keep"
    }


def test_what_is_needed_to_read_the_videos_again_outlives_the_release_unless_told_otherwise() -> None:
    volumes = {("PersistentVolumeClaim", "podreel-s3"), ("PersistentVolumeClaim", "podreel-redis")}
    assert _kept(render()) == {*volumes, ("Secret", "podreel-s3"), ("Secret", "podreel-keys")}
    assert _kept(render({"keepVideos": False})) == set()
    assert _kept(render(EXTERNAL)) == set()


def test_a_volume_has_the_class_that_is_chosen() -> None:
    assert "storageClassName" not in render().one("PersistentVolumeClaim", "podreel-s3")["spec"]
    chosen = render(EVERYTHING).one("PersistentVolumeClaim", "podreel-s3")["spec"]
    assert chosen["storageClassName"] == "fast"


def test_external_stores_use_existing_secrets() -> None:
    chart = render(EXTERNAL)
    (api,) = chart.one("Deployment", "podreel-api")["spec"]["template"]["spec"]["containers"]
    (runner,) = chart.job["spec"]["template"]["spec"]["containers"]
    for container in (api, runner):
        refs = {
            variable["name"]: variable["valueFrom"]["secretKeyRef"]["name"]
            for variable in container["env"]
            if "secretKeyRef" in variable.get("valueFrom", {})
        }
        assert refs["REDIS_URL"] == "own-redis"
        assert refs["AWS_ACCESS_KEY_ID"] == refs["AWS_SECRET_ACCESS_KEY"] == "own-s3"
    assert runner["envFrom"][1] == {"secretRef": {"name": "own-providers"}}
    data = chart.one("ConfigMap", "podreel-settings")["data"]
    assert data["S3_ENDPOINT_URL"] == "https://s3.example.org:9000"


def test_amazons_bucket_can_be_accessed_by_roles() -> None:
    chart = render({"s3": {"embedded": False, "bucket": "videos"}})
    assert "S3_ENDPOINT_URL" not in chart.one("ConfigMap", "podreel-settings")["data"]
    (runner,) = chart.job["spec"]["template"]["spec"]["containers"]
    assert "AWS_ACCESS_KEY_ID" not in {variable["name"] for variable in runner["env"]}


def test_a_redis_with_a_password_in_its_address_is_kept_in_a_secret() -> None:
    chart = render({"redis": {"embedded": False, "url": "rediss://:pw@cache.example.org:6380/1"}})
    assert chart.one("Secret", "podreel-redis")["stringData"] == {
        "REDIS_URL": "rediss://:pw@cache.example.org:6380/1"
    }
    others = [item for item in chart.objects if item["kind"] != "Secret"]
    assert ":pw@" not in str(others)


def test_the_operators_key_opens_the_service() -> None:
    secret = render(EVERYTHING).one("Secret", "podreel-keys")["stringData"]
    lines = [ApiKey.model_validate_json(line) for line in secret["keys.jsonl"].splitlines()]
    assert [(key.name, key.role) for key in lines] == [("operator", "operator"), ("teacher", "user")]
    assert lines[0].sha256 == hash_key(secret["operator-key"])
    assert secret["operator-key"].startswith("podreel_")
    assert secret["operator-key"] not in secret["keys.jsonl"]


@pytest.mark.parametrize(
    "added_at", [None, datetime(2026, 1, 2, tzinfo=UTC)], ids=["of 0.1.0", "with a time"]
)
def test_a_line_from_podreel_keys_add_is_accepted_unchanged(added_at: datetime | None) -> None:
    line = ApiKey(name="teacher", sha256="c" * 64, added_at=added_at).model_dump_json()
    chart = render({"auth": {"keys": [json.loads(line)]}})
    written = chart.one("Secret", "podreel-keys")["stringData"]["keys.jsonl"].splitlines()[1]
    assert ApiKey.model_validate_json(written) == ApiKey.model_validate_json(line)
