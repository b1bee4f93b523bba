"""Values that can't work are refused before anything is installed, with a sentence."""

import json
from typing import Any

import pytest
import yaml

from tests.chart.helm import CHART, KUBERNETES, VALUE_FILES, Refused, Values, render, run_helm

HASH = "a" * 64
REFUSED_BY_SCHEMA: list[tuple[Values, str]] = [
    ({"replicas": 2}, "replicas"),
    ({"api": {"replica": 2}}, "replica"),
    ({"api": {"replicas": -1}}, "replicas"),
    ({"api": {"replicas": "many"}}, "replicas"),
    ({"api": {"image": {"digest": "latest"}}}, "digest"),
    ({"api": {"image": {"repository": ""}}}, "repository"),
    ({"api": {"image": {"pullPolicy": "Sometimes"}}}, "pullPolicy"),
    ({"api": {"service": {"type": "ExternalName"}}}, "type"),
    ({"api": {"service": {"port": 70000}}}, "port"),
    ({"api": {"publicUrl": "podreel.example.org"}}, "publicUrl"),
    ({"api": {"resources": {"limits": {"memory": "much"}}}}, "memory"),
    ({"api": {"extraEnv": {"A-B": "1"}}}, "extraEnv"),
    ({"api": {"extraEnv": [{"name": "A", "value": "1"}]}}, "extraEnv"),
    ({"api": {"autoscaling": {"targetCPUPercent": 0}}}, "targetCPUPercent"),
    ({"video": {"render": {"resources": {"limits": {"cpu": None}}}}}, "cpu"),
    ({"video": {"retries": -1}}, "retries"),
    ({"video": {"workSize": "10 GB"}}, "workSize"),
    ({"video": {"hostUsers": "no"}}, "hostUsers"),
    ({"video": {"ttlSecondsAfterFinished": 1}}, "ttlSecondsAfterFinished"),
    ({"settings": {"maxConcurrentVideos": 2}}, "settings"),
    ({"settings": {"MODEL_CHAINS": {"mine": "x"}}}, "MODEL_CHAINS"),
    ({"providers": ["antropic"]}, "providers"),
    ({"auth": {"keys": [{"name": "teacher"}]}}, "keys"),
    ({"auth": {"keys": [{"name": "operator", "sha256": HASH}]}}, "keys"),
    ({"auth": {"keys": [{"name": "t", "sha256": "podreel_the_key_itself"}]}}, "sha256"),
    ({"redis": {"url": "http://cache:6379"}}, "url"),
    ({"s3": {"bucket": "My_Bucket"}}, "bucket"),
    ({"keepVideos": "yes"}, "keepVideos"),
    ({"s3": {"public": "open"}}, "public"),
    ({"s3": {"endpointUrl": "s3.example.org"}}, "endpointUrl"),
    ({"networkPolicy": {"blockedCidrs": ["10.0.0.0"]}}, "blockedCidrs"),
    ({"metrics": {"serviceMonitor": {"interval": "often"}}}, "interval"),
    ({"metrics": {"access": "off"}}, "access"),
    ({"api": {"trustedProxies": ["10.0.0.1"]}}, "trustedProxies"),
    ({"fullnameOverride": "Podreel!"}, "fullnameOverride"),
]
REFUSED_BY_THE_CHART: list[tuple[Values, str]] = [
    ({"settings": {"OPENAI_API_KEY": "sk"}}, "Put it under `secrets`"),
    ({"settings": {"AWS_SECRET_ACCESS_KEY": "x"}}, "Put it under `secrets`"),
    ({"settings": {"S3_BUCKET_NAME": "x"}}, "values below `s3`"),
    ({"settings": {"REDIS_URL": "redis://x"}}, "is made by the chart"),
    ({"settings": {"PODREEL_METRICS": "open"}}, "metrics.access"),
    ({"redis": {"embedded": False}}, "Set redis.url, or redis.existingSecret"),
    ({"redis": {"url": "redis://x"}}, "Set redis.embedded=false"),
    ({"s3": {"endpointUrl": "http://x"}}, "Set s3.embedded=false"),
    ({"s3": {"embedded": False, "endpointUrl": "http://x"}}, "Set s3.existingSecret"),
    ({"s3": {"storage": {"keep": True}}}, "s3.storage.keep was replaced by keepVideos"),
    ({"redis": {"storage": {"keep": False}}}, "add --set redis.storage.keep=null"),
    ({"api": {"serviceAccount": {"create": False}}}, "Set api.serviceAccount.name"),
    ({"video": {"serviceAccount": {"create": False}}}, "Set video.serviceAccount.name"),
    ({"video": {"deadlines": {"attemptSeconds": 4000}}}, "attemptSeconds < podSeconds < jobSeconds"),
    ({"video": {"deadlines": {"jobSeconds": 3900}}}, "attemptSeconds < podSeconds < jobSeconds"),
    ({"api": {"httpRoute": {"enabled": True}}}, "api.httpRoute.parentRefs"),
    ({"secrets": {"existingSecret": "s", "openaiApiKey": "k"}}, "Put all keys into that Secret"),
]


@pytest.mark.parametrize("file", VALUE_FILES)
def test_helm_lint_passes(file: str) -> None:
    run_helm("lint", "--strict", str(CHART), "--kube-version", KUBERNETES, "-f", str(CHART / file))


@pytest.mark.parametrize(("values", "named"), REFUSED_BY_SCHEMA, ids=lambda value: str(value)[:60])
def test_the_schema_names_the_value_that_is_wrong(values: Values, named: str) -> None:
    with pytest.raises(Refused) as refused:
        render(values)
    assert "values don't meet the specifications of the schema" in str(refused.value)
    assert named in str(refused.value)


@pytest.mark.parametrize(("values", "told"), REFUSED_BY_THE_CHART, ids=lambda value: str(value)[:60])
def test_values_that_contradict_each_other_are_refused_with_what_to_do(values: Values, told: str) -> None:
    with pytest.raises(Refused) as refused:
        render(values)
    assert told in str(refused.value)


def test_a_value_of_an_earlier_version_can_be_taken_out_with_null() -> None:
    assert render({"s3": {"storage": {"keep": None}}}).all("Deployment")


def test_an_old_cluster_is_refused() -> None:
    with pytest.raises(Refused, match="incompatible"):
        run_helm("template", "podreel", str(CHART), "--kube-version", "1.28.0")


def _open_objects(schema: dict[str, Any], path: str = "") -> list[str]:
    """Objects of ours in the schema that would take a misspelt name."""
    found = []
    for name, child in schema.get("properties", {}).items():
        found += _open_objects(child, f"{path}.{name}")
    is_ours = "properties" in schema and schema.get("additionalProperties") is not False
    return [*found, path] if is_ours else found


def test_a_misspelt_value_is_refused_at_every_level() -> None:
    schema = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))
    # Limits are Kubernetes' own; the schema only asks that two of them be there.
    asked = ".video.render.resources"
    found = [path for path in _open_objects(schema) if not path.startswith(asked)]
    assert found == []
    for name, definition in schema["definitions"].items():
        assert _open_objects(definition, name) == []


def _leaves(values: dict[str, Any], path: str = "") -> set[str]:
    found = set()
    for name, value in values.items():
        found |= _leaves(value, f"{path}.{name}") if isinstance(value, dict) and value else {f"{path}.{name}"}
    return found


def test_every_value_is_used_by_some_template() -> None:
    templates = [path for path in (CHART / "templates").rglob("*") if path.is_file()]
    text = "".join(path.read_text(encoding="utf-8") for path in templates)
    leaves = _leaves(yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8")))
    passed_on = (".settings.", ".resources.")
    checked = [leaf for leaf in leaves if not any(part in leaf for part in passed_on)]
    assert [leaf for leaf in checked if leaf.rpartition(".")[2] not in text] == []
