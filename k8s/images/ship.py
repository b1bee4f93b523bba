"""Writes an image from an OCI layout to standard output, in the format of `ctr images import`.

Layers that containerd already has are left out; after a change of Podreel's code these are all but the last.

Usage: ship.py LAYOUT NAME <DIGESTS. Standard input lists the digests that containerd has. Blobs of the
layout that its image `newest` does not use are deleted.
"""

import io
import json
import sys
import tarfile
from pathlib import Path

REFERENCE = "org.opencontainers.image.ref.name"
NEWEST = "newest"


def main(layout: Path, name: str, known: set[str]) -> None:
    index = json.loads((layout / "index.json").read_text())
    entry = next(one for one in index["manifests"] if one.get("annotations", {}).get(REFERENCE) == NEWEST)
    manifest = json.loads(_blob(layout, entry["digest"]).read_text())
    parts = [entry["digest"], *(part["digest"] for part in (manifest["config"], *manifest["layers"]))]
    entry["annotations"] = {"io.containerd.image.name": name}
    with tarfile.open(fileobj=sys.stdout.buffer, mode="w|") as archive:
        _add_text(archive, "oci-layout", '{"imageLayoutVersion": "1.0.0"}')
        _add_text(archive, "index.json", json.dumps({"schemaVersion": 2, "manifests": [entry]}))
        for digest in parts:
            if digest not in known or digest == entry["digest"]:
                blob = _blob(layout, digest)
                archive.add(blob, str(blob.relative_to(layout)))
    _remove_others(layout, set(parts))


def _blob(layout: Path, digest: str) -> Path:
    algorithm, _, value = digest.partition(":")
    return layout / "blobs" / algorithm / value


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def _remove_others(layout: Path, parts: set[str]) -> None:
    for blob in layout.glob("blobs/*/*"):
        if f"{blob.parent.name}:{blob.name}" not in parts:
            blob.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], set(sys.stdin.read().split()))
