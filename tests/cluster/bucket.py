"""The bucket of a release, looked at from outside with the AWS SDK."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3

from contract.names import result_key
from contract.result import Completed, VideoResult, parse_completed, parse_result
from tests.cluster.release import NAME, Release, forwarded

BUCKET, REGION, PORT = "podreel", "eu-west-3", 7070


@dataclass(frozen=True)
class Bucket:
    """Objects by their keys."""

    client: Any

    def size(self, key: str) -> int:
        return int(self.client.head_object(Bucket=BUCKET, Key=key)["ContentLength"])

    def metadata(self, key: str) -> dict[str, str]:
        found: dict[str, str] = self.client.head_object(Bucket=BUCKET, Key=key)["Metadata"]
        return found

    def text(self, key: str) -> str:
        return str(self.client.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode())

    def result(self, video_id: str, generation: int = 1) -> VideoResult:
        """The decision how a video ended, with all that its runner told."""
        key = result_key(video_id, generation)
        return parse_result(self.text(key).encode(), key)

    def completed(self, video_id: str) -> Completed:
        """The result of a video that was made."""
        key = result_key(video_id, 1)
        return parse_completed(self.text(key).encode(), key)

    def put(self, key: str, text: str) -> None:
        self.client.put_object(Bucket=BUCKET, Key=key, Body=text.encode())


@contextmanager
def bucket_of(release: Release) -> Iterator[Bucket]:
    """By the key that the chart made, and a port of this machine."""
    secret = json.loads(release.tools.kubectl("get", "secret", f"{NAME}-s3", "--output", "json"))["data"]
    key_id, key = (
        base64.b64decode(secret[name]).decode() for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    )
    with forwarded(release.tools, f"service/{NAME}-s3", PORT) as url:
        client = boto3.client(
            "s3",
            endpoint_url=url,
            region_name=REGION,
            aws_access_key_id=key_id,
            aws_secret_access_key=key,
        )
        try:
            yield Bucket(client)
        finally:
            client.close()
