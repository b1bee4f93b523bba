"""Installs a backup. The service starts only when all of it has arrived."""

import json
from pathlib import Path

from k8s.backup.folder import BUCKET, CHART, SECRETS, VALUES, check, describe
from k8s.backup.release import STOPPED, UNAVAILABLE, Object, Release, Stop, run

# The service is held back until everything has arrived.
HELD_BACK = ("--set", "api.replicas=0", "--set", "api.autoscaling.enabled=false")


def restore(folder: Path, namespace: str) -> None:
    """Installs a backup. Nothing is touched before the backup is whole and the namespace is free."""
    manifest = check(folder)
    release, api = Release(manifest["release"], namespace), manifest["api"]
    secrets: list[Object] = json.loads((folder / SECRETS).read_text(encoding="utf-8"))
    new = {f"secret/{secret['metadata']['name']}" for secret in secrets}
    new |= {f"persistentvolumeclaim/{api.removesuffix('-api')}-{part}" for part in ("s3", "redis")}
    refuse_if_taken(release, new)
    try:
        install(folder, manifest, release, secrets)
    except (Stop, OSError, KeyboardInterrupt) as stop:
        where, left = f"-n {namespace}", sorted({*new, f"pod/{helper_name(api)}"})
        said = "You stopped it." if isinstance(stop, KeyboardInterrupt) else str(stop)
        raise Stop(
            f"The backup is not restored. {said}",
            "Mend that, remove what was installed, and begin again:\n"
            f"  helm uninstall {release.name} {where}; "
            f"kubectl delete {where} --ignore-not-found {' '.join(left)}",
            STOPPED if isinstance(stop, KeyboardInterrupt) else UNAVAILABLE,
        ) from stop
    print(f"Restored into the namespace {namespace}. {describe(manifest)}")


def install(folder: Path, manifest: Object, release: Release, secrets: list[Object]) -> None:
    """Secrets, then the chart without its API, then the files, then the API."""
    if not release.kubectl("get", "namespace", release.namespace, "--ignore-not-found", "-o", "name"):
        run("kubectl", "create", "namespace", release.namespace)
    for secret in secrets:
        release.kubectl("create", "-f", "-", input=json.dumps(adopted(secret, release)))
    values = ("-f", str(folder / VALUES))
    release.helm("install", release.name, str(CHART), *values, *HELD_BACK)
    if BUCKET in manifest["sha256"]:
        fill_bucket(folder / BUCKET, release, manifest["api"])
    release.helm("upgrade", release.name, str(CHART), "--reset-values", *values, "--wait", "--timeout", "10m")


def refuse_if_taken(release: Release, new: set[str]) -> None:
    """Raises Stop if the namespace has a Podreel, or what one has left."""
    if release.facts() is not None:
        raise Stop(
            f"{release.name} is installed in the namespace {release.namespace}; "
            "a restore never replaces a service.",
            "Name a namespace without Podreel with --namespace.",
        )
    there = new & set(release.kubectl("get", "pvc,secrets", "-o", "name").split())
    if there:
        raise Stop(
            f"The namespace {release.namespace} has {', '.join(sorted(there))} of an earlier installation.",
            "Name another namespace with --namespace, or delete them if nobody needs them.",
        )


def adopted(secret: Object, release: Release) -> Object:
    """One that the chart made is Helm's again, so that the installation takes it over."""
    metadata = dict(secret["metadata"])
    if metadata["labels"].get("app.kubernetes.io/managed-by") == "Helm":
        owner = {"release-name": release.name, "release-namespace": release.namespace}
        metadata["annotations"] = {f"meta.helm.sh/{name}": value for name, value in owner.items()}
    return {**secret, "metadata": metadata}


def fill_bucket(archive: Path, release: Release, api: str) -> None:
    """Sends the archive to the new bucket, through a pod with the API's image and access."""
    pod = helper_name(api)
    release.kubectl("create", "-f", "-", input=json.dumps(helper_pod(pod, release.api())))
    release.kubectl("rollout", "status", f"statefulset/{api.removesuffix('-api')}-s3", "--timeout=5m")
    release.kubectl("wait", "--for=condition=Ready", f"pod/{pod}", "--timeout=5m")
    with archive.open("rb") as file:
        release.kubectl("exec", "-i", pod, "--", "podreel", "bucket", "import", stdin=file)
    release.kubectl("delete", "pod", pod, "--now")


def helper_name(api: str) -> str:
    return f"{api}-restore"


def helper_pod(name: str, api: Object) -> Object:
    """A pod like the API's that only waits. Its labels are the API's, for the sake of network policies."""
    template = api["spec"]["template"]
    (served,) = template["spec"]["containers"]
    kept = (
        "name",
        "image",
        "imagePullPolicy",
        "env",
        "envFrom",
        "resources",
        "securityContext",
        "volumeMounts",
    )
    container = {field: served[field] for field in kept if field in served}
    container["command"] = ["sleep", "infinity"]
    spec = {**template["spec"], "containers": [container], "restartPolicy": "Never"}
    # Each file is in it for a moment, and may be larger than what the API is allowed.
    spec["volumes"] = [v if v["name"] != "tmp" else {"name": "tmp", "emptyDir": {}} for v in spec["volumes"]]
    metadata = {"name": name, "labels": template["metadata"]["labels"]}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
