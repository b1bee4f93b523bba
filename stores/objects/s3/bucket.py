"""The bucket's policy and CORS documents, which let readers see videos and nothing else. Pure."""

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contract.settings import StorageSettings

STATEMENT_ID = "PodreelVideos"
# In a policy `*` and `?` match slashes too. But the ninth character of public keys is a dash, which no
# key that Podreel writes under `private/` has there.
VIDEO_ID_PATTERN = "????????-????-????-????-????????????"
PUBLIC_PATTERNS = (f"{VIDEO_ID_PATTERN}.mp4", f"{VIDEO_ID_PATTERN}/*")
CORS_RULE: Mapping[str, Any] = {
    "ID": STATEMENT_ID,
    "AllowedMethods": ["GET", "HEAD"],
    "AllowedOrigins": ["*"],
    "AllowedHeaders": ["Range", "If-Range", "If-None-Match"],
    "ExposeHeaders": ["Accept-Ranges", "Content-Length", "Content-Range", "ETag"],
    "MaxAgeSeconds": 3600,
}


@dataclass(frozen=True)
class BucketStep:
    """One change of the bucket: boto3's operation name and its parameters."""

    title: str
    operation: str
    parameters: Mapping[str, Any]
    may_be_unknown: bool = False  # servers other than Amazon's may lack the operation


def creation(storage: StorageSettings) -> BucketStep:
    """Creates the bucket in the region of the settings."""
    place = {"CreateBucketConfiguration": {"LocationConstraint": storage.aws_region}}
    return BucketStep("bucket", "create_bucket", {} if storage.aws_region == "us-east-1" else place)


def opening(storage: StorageSettings) -> tuple[BucketStep, ...]:
    """Lifts the blocks that disable policies or ACLs, and no others."""
    if storage.s3_public == "presigned":
        return ()
    by_acl = storage.s3_public == "acl"
    blocks = {
        "BlockPublicAcls": not by_acl,
        "IgnorePublicAcls": not by_acl,
        "BlockPublicPolicy": by_acl,
        "RestrictPublicBuckets": by_acl,
    }
    parameters = {"PublicAccessBlockConfiguration": blocks}
    unblock = BucketStep("public access", "put_public_access_block", parameters, may_be_unknown=True)
    owners = {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}}
    own = BucketStep("ACLs allowed", "put_bucket_ownership_controls", owners, may_be_unknown=True)
    return (unblock, own) if by_acl else (unblock,)


def policy_step(storage: StorageSettings, existing: str | None) -> BucketStep | None:
    """The bucket's policy with Podreel's statement as required by `S3_PUBLIC`; None if nothing changes.

    Other statements stay unchanged.
    """
    policy: dict[str, Any] = json.loads(existing) if existing else {"Version": "2012-10-17", "Statement": []}
    statements: Any = policy["Statement"]
    before: list[dict[str, Any]] = statements if isinstance(statements, list) else [statements]
    after = [statement for statement in before if statement.get("Sid") != STATEMENT_ID]
    if storage.s3_public == "policy":
        after.append(_statement(storage.s3_bucket_name))
    if after == before:
        return None
    if not after:
        return BucketStep("policy", "delete_bucket_policy", {})
    return BucketStep("policy", "put_bucket_policy", {"Policy": json.dumps({**policy, "Statement": after})})


def cors_step(existing: Sequence[Mapping[str, Any]]) -> BucketStep | None:
    """Lets players on other sites read ranges of a video; None if the bucket allows it already."""
    rules = [*(rule for rule in existing if rule.get("ID") != STATEMENT_ID), dict(CORS_RULE)]
    if rules == list(existing):
        return None
    return BucketStep("CORS", "put_bucket_cors", {"CORSConfiguration": {"CORSRules": rules}})


def command(step: BucketStep, storage: StorageSettings) -> str:
    """The step as an `aws` command line."""
    words = ["aws", "s3api", step.operation.replace("_", "-"), "--bucket", storage.s3_bucket_name]
    for name, value in step.parameters.items():
        words += [f"--{_option(name)}", value if isinstance(value, str) else json.dumps(value)]
    words += ["--region", storage.aws_region]
    if storage.s3_endpoint_url is not None:
        words += ["--endpoint-url", storage.s3_endpoint_url]
    return shlex.join(words)


def _statement(bucket: str) -> dict[str, Any]:
    return {
        "Sid": STATEMENT_ID,
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": [f"arn:aws:s3:::{bucket}/{pattern}" for pattern in PUBLIC_PATTERNS],
    }


def _option(name: str) -> str:
    """The `aws` option of a parameter: `CORSConfiguration` becomes `cors-configuration`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()
