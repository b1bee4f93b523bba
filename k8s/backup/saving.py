"""Backs up a running service. The files go through a pod, since only pods can reach the embedded bucket."""

import json
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from k8s.backup.folder import BUCKET, FORMAT, MANIFEST, SECRETS, VALUES, check, contents, describe
from k8s.backup.release import Object, Release, Stop


def save(folder: Path, release: Release) -> None:
    """Writes the folder; it gets its name when it is complete and was read again."""
    if folder.exists():
        raise Stop(f"{folder} exists already.", "Name a new folder.")
    facts = release.facts()
    if facts is None or not facts["chart"].startswith("podreel-"):
        raise Stop(
            f"No Podreel named {release.name} is installed in the namespace {release.namespace}.",
            "Name them with --release and --namespace; `helm list -A` shows all releases.",
        )
    os.umask(0o077)  # keys are in it
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix=".unfinished-", dir=folder.parent, ignore_cleanup_errors=True
    ) as unfinished:
        manifest = fill(Path(unfinished), release, facts["chart"].removeprefix("podreel-"))
        check(Path(unfinished))
        Path(unfinished).rename(folder)
    print(describe(manifest))


def fill(folder: Path, release: Release, version: str) -> Object:
    """Writes all files; returns the manifest, which is the last one."""
    api = release.api()["metadata"]["name"]
    values = json.loads(release.helm("get", "values", release.name, "--all", "--output", "json"))
    given = json.loads(release.helm("get", "values", release.name, "--output", "json"))
    write_json(folder / VALUES, given or {})
    found = [secret_of(release, name) for name in dict.fromkeys(secret_names(values, api))]
    write_json(folder / SECRETS, [secret for secret in found if secret])
    if values["s3"]["embedded"]:
        save_bucket(folder / BUCKET, release, api)
    manifest = {
        "format": FORMAT,
        "version": version,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "release": release.name,
        "api": api,
        **contents(folder),
    }
    write_json(folder / MANIFEST, manifest)
    return manifest


def save_bucket(archive: Path, release: Release, api: str) -> None:
    """All files of the embedded bucket, as the command in the API's pod writes them."""
    export = ("exec", f"deployment/{api}", "--", "podreel", "bucket", "export")
    try:
        with archive.open("wb") as file:
            release.kubectl(*export, stdout=file)
    except Stop as stop:
        if "No such command" not in str(stop):
            raise
        raise Stop(
            "The service is of version 0.1.0, which can't be saved.",
            "Make snapshots of its volumes, then upgrade it: see docs/guides/upgrade.md.",
        ) from stop


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def secret_names(values: Object, api: str) -> Iterator[str]:
    """The Secret with the callers' keys, and all that the values name: the chart can't make them again."""
    yield values["auth"]["existingSecret"] or f"{api.removesuffix('-api')}-keys"
    yield from (values[part]["existingSecret"] for part in ("secrets", "redis", "s3"))
    yield values["api"]["ingress"]["tlsSecret"]
    yield from (entry["name"] for entry in values["imagePullSecrets"])


def secret_of(release: Release, name: str) -> Object | None:
    """The Secret as it can be created again; None if it is not there."""
    text = release.kubectl("get", "secret", name, "--ignore-not-found", "-o", "json") if name else ""
    if not text:
        return None
    found = json.loads(text)
    labels = found["metadata"].get("labels", {})
    metadata = {"name": name, "labels": labels}
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": metadata,
        "type": found["type"],
        "data": found.get("data", {}),
    }
