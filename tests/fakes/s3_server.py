"""A real S3 server for tests: versitygw, which checks signatures and knows conditional writes."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from pydantic import SecretStr

from contract.settings import StorageSettings
from tests.fakes.aws_key import KEY_ID, REGION, SECRET
from tests.fakes.built import program
from tests.fakes.ports import reserved_port

START_SECONDS = 120.0
_numbers = count(1)


@dataclass(frozen=True)
class S3Server:
    """Where the server is, and a bucket name that is not taken yet."""

    endpoint: str
    folder: Path

    @property
    def port(self) -> int:
        return int(self.endpoint.rpartition(":")[2])

    def settings(self, **fields: object) -> StorageSettings:
        """Settings for a new bucket of this server; `fields` are set otherwise."""
        return StorageSettings.model_validate(
            {
                "object_store": "s3",
                "aws_access_key_id": SecretStr(KEY_ID),
                "aws_secret_access_key": SecretStr(SECRET),
                "aws_region": REGION,
                "s3_bucket_name": f"bucket-{next(_numbers)}",
                "s3_endpoint_url": self.endpoint,
                **fields,
            }
        )

    def through(self, endpoint: str) -> "S3Server":
        """The same server behind another address."""
        return replace(self, endpoint=endpoint)

    def add_user(self, key_id: str, secret: str) -> None:
        """A user without any right to the buckets of others."""
        admin = [str(s3_program()), "admin", "--access", KEY_ID, "--secret", SECRET]
        where = ["--endpoint-url", self.endpoint, "--region", REGION]
        user = ["create-user", "--access", key_id, "--secret", secret, "--role", "user"]
        subprocess.run([*admin, *where, *user], check=True, capture_output=True)


def s3_program() -> Path:
    return program("versitygw", "scripts/setup_s3_server.sh")


def environment(storage: StorageSettings) -> dict[str, str]:
    """The settings as the variables of a program."""
    variables = {name.upper(): getattr(storage, name) for name in type(storage).model_fields}
    plain = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value
        for name, value in variables.items()
    }
    return {name: str(value) for name, value in plain.items() if value is not None}


@contextmanager
def serve_s3(folder: Path) -> Iterator[S3Server]:
    """A server that keeps its objects in `folder`; it ends with the block."""
    places = [folder / name for name in ("buckets", "metadata", "users")]
    for place in places:
        place.mkdir(parents=True)
    buckets, metadata, users = map(str, places)
    keys = ["--access", KEY_ID, "--secret", SECRET, "--region", REGION]
    with reserved_port() as port, (folder / "log").open("wb") as log:
        command = [str(s3_program()), *keys, "--port", f"127.0.0.1:{port}", "--quiet", "--iam-dir", users]
        process = subprocess.Popen(
            [*command, "posix", "--sidecar", metadata, buckets], stdout=log, stderr=log, cwd=folder
        )
        try:
            _wait_for(port, process)
            yield S3Server(f"http://127.0.0.1:{port}", folder)
        finally:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"The S3 server of the tests did not start; it ended with {process.poll()}.")
