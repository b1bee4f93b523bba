"""A backup's folder: its manifest, what it must contain, and whether this version can restore it."""

import hashlib
import json
import re
import tarfile
from pathlib import Path

from k8s.backup.release import Object, Stop

CHART = Path(__file__).resolve().parents[2] / "charts" / "podreel"
FORMAT = 1
MANIFEST, VALUES, SECRETS, BUCKET = "manifest.json", "values.json", "secrets.json", "bucket.tar"
INDEX, OBJECTS = "index.json", "objects/"
VIDEO = re.compile(r"[0-9a-f-]{36}\.mp4")


def contents(folder: Path) -> Object:
    """Sizes, counts and checksums of a backup's files. Raises Stop if the bucket's archive is damaged."""
    names = [name for name in (VALUES, SECRETS, BUCKET) if (folder / name).exists()]
    index = read_bucket(folder / BUCKET) if BUCKET in names else {}
    return {
        "videos": sum(VIDEO.fullmatch(key) is not None for key in index),
        "objects": len(index),
        "bytes": sum(facts["size_bytes"] for facts in index.values()),
        "sha256": {name: digest_of(folder / name) for name in names},
    }


def read_bucket(path: Path) -> Object:
    """The archive's list of objects, each compared with what is there."""
    arrived: dict[str, str] = {}
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is None:
                    break
                if member.name == INDEX:
                    index: Object = json.load(content)
                    if {key: facts["sha256"] for key, facts in index.items()} == arrived:
                        return index
                    break
                digest = hashlib.file_digest(content, "sha256")  # type: ignore[arg-type]
                arrived[member.name.removeprefix(OBJECTS)] = digest.hexdigest()
    except (tarfile.TarError, ValueError, OSError) as error:
        raise damaged(path) from error
    raise damaged(path)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(folder: Path) -> Object:
    """The manifest of a backup that is whole, and that this version can restore."""
    try:
        manifest: Object = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        made_with, kind, digests = str(manifest["version"]), manifest["format"], dict(manifest["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Stop(f"{folder} is not a backup of Podreel.", "Name a folder that `save` made.") from error
    ours = chart_version()
    if kind != FORMAT or numbers(made_with) > numbers(ours):
        raise Stop(
            f"{folder} was made by Podreel {made_with}, and this is {ours}, which can't read it.",
            f"Restore it with the files of version {made_with} or newer.",
        )
    if not {VALUES, SECRETS} <= digests.keys():
        raise damaged(folder / MANIFEST)
    for name, digest in digests.items():
        if not (folder / name).exists() or digest_of(folder / name) != digest:
            raise damaged(folder / name)
    return manifest


def chart_version() -> str:
    found = re.search(r"^version: (\S+)$", (CHART / "Chart.yaml").read_text(), re.MULTILINE)
    assert found is not None  # noqa: S101 - our own file
    return found[1]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("-")[0]))


def describe(manifest: Object) -> str:
    """What is in a backup, in one sentence."""
    if BUCKET not in manifest["sha256"]:
        return f"The backup of {manifest['made_at']} has keys and settings; the bucket is your own."
    return (
        f"The backup of {manifest['made_at']} has {manifest['videos']:,} videos "
        f"({manifest['objects']:,} files, {manifest['bytes'] / 1e6:,.1f} MB), keys and settings."
    )


def damaged(path: Path) -> Stop:
    return Stop(f"{path} is damaged or incomplete.", "Use another backup, or make a new one.")
