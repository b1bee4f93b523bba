"""The bucket's documents: what readers may see, what others wrote, and the equivalent commands."""

import json
import re
import shlex
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.names import (
    PUBLIC_COMPANIONS,
    attempt_key,
    claim_key,
    companion_key,
    new_video_id,
    request_key,
    result_key,
    video_key,
    work_key,
)
from contract.settings import StorageSettings
from stores.objects.s3.bucket import (
    PUBLIC_PATTERNS,
    STATEMENT_ID,
    command,
    cors_step,
    creation,
    opening,
    policy_step,
)
from stores.objects.s3.store import PRIVATE_PROBE, PUBLIC_PROBE

THEIRS = {"Sid": "Theirs", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}


def settings(**fields: Any) -> StorageSettings:
    return StorageSettings.model_validate({"s3_bucket_name": "films", **fields})


def is_covered(key: str) -> bool:
    """Matches as a policy does: `*` and `?` match any character, slashes too."""
    patterns = (re.escape(text).replace(r"\*", ".*").replace(r"\?", ".") for text in PUBLIC_PATTERNS)
    return any(re.fullmatch(pattern, key, re.DOTALL) for pattern in patterns)


@given(st.uuids().map(str), st.integers(1, 99), st.text(min_size=1, max_size=60))
def test_the_policy_covers_public_keys_and_no_private_one(video_id: str, number: int, name: str) -> None:
    assert is_covered(video_key(video_id))
    assert is_covered(companion_key(video_id, name))
    for key in (
        result_key(video_id, number),
        request_key(video_id),
        claim_key(video_id, number, number),
        work_key(video_id, name),
        work_key(video_id, "film.mp4"),
        attempt_key(video_id, number, number, name),
    ):
        assert not is_covered(key)


def test_the_policy_covers_the_public_probe_and_not_the_private_one() -> None:
    assert is_covered(PUBLIC_PROBE)
    assert not is_covered(PRIVATE_PROBE)
    assert all(is_covered(companion_key(new_video_id(), name)) for name in PUBLIC_COMPANIONS)


def test_a_policy_keeps_the_statements_of_others() -> None:
    step = policy_step(
        settings(s3_public="policy"), json.dumps({"Version": "2012-10-17", "Statement": THEIRS})
    )
    assert step is not None
    statements = json.loads(step.parameters["Policy"])["Statement"]
    assert [entry["Sid"] for entry in statements] == ["Theirs", STATEMENT_ID]
    assert policy_step(settings(s3_public="policy"), step.parameters["Policy"]) is None


@pytest.mark.parametrize("public", ["presigned", "acl"])
def test_another_s3_public_setting_removes_podreels_statement(public: str) -> None:
    ours = policy_step(settings(s3_public="policy"), None)
    both = policy_step(settings(s3_public="policy"), json.dumps({"Statement": [THEIRS]}))
    assert ours is not None
    assert both is not None
    alone = policy_step(settings(s3_public=public), ours.parameters["Policy"])
    beside = policy_step(settings(s3_public=public), both.parameters["Policy"])
    assert alone is not None
    assert alone.operation == "delete_bucket_policy"
    assert beside is not None
    assert json.loads(beside.parameters["Policy"])["Statement"] == [THEIRS]
    assert policy_step(settings(s3_public=public), None) is None


def test_cors_keeps_the_rules_of_others_and_settles() -> None:
    theirs = {"ID": "theirs", "AllowedMethods": ["PUT"], "AllowedOrigins": ["https://a.example"]}
    step = cors_step([theirs])
    assert step is not None
    rules = step.parameters["CORSConfiguration"]["CORSRules"]
    assert [rule["ID"] for rule in rules] == ["theirs", STATEMENT_ID]
    assert cors_step(rules) is None


def test_only_the_blocks_in_the_way_are_lifted() -> None:
    assert opening(settings(s3_public="presigned")) == ()
    (policy,) = opening(settings(s3_public="policy"))
    assert policy.parameters["PublicAccessBlockConfiguration"]["BlockPublicAcls"]
    acl, _ = opening(settings(s3_public="acl"))
    assert acl.parameters["PublicAccessBlockConfiguration"]["BlockPublicPolicy"]


def test_a_bucket_in_the_first_region_names_none() -> None:
    assert creation(settings(aws_region="us-east-1")).parameters == {}


def test_a_step_gives_an_aws_command_line() -> None:
    step = cors_step([])
    assert step is not None
    words = shlex.split(command(step, settings(s3_endpoint_url="http://s3:9000")))
    assert words[:5] == ["aws", "s3api", "put-bucket-cors", "--bucket", "films"]
    assert json.loads(words[words.index("--cors-configuration") + 1])["CORSRules"][0]["ID"] == STATEMENT_ID
    assert words[-4:] == ["--region", "eu-west-3", "--endpoint-url", "http://s3:9000"]
