"""Writes images from OCI layouts to standard output as one archive, in the format of `ctr images import`.

Layers that containerd already has are left out; after a change of Podreel's code these are all but the last.

Usage: ship.py LAYOUT=NAME... <DIGESTS. Of each layout the image `newest` is written, as NAME; blobs that it
does not use are deleted there. Standard input lists the digests that containerd has.
"""

import io
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

REFERENCE = "org.opencontainers.image.ref.name"
NEWEST = "newest"


def main(named: list[tuple[Path, str]], known: set[str]) -> None:
    entries = [_entry(layout, name) for layout, name in named]
    written = set(known)
    with tarfile.open(fileobj=sys.stdout.buffer, mode="w|") as archive:
        _add_text(archive, "oci-layout", '{"imageLayoutVersion": "1.0.0"}')
        _add_text(archive, "index.json", json.dumps({"schemaVersion": 2, "manifests": entries}))
        for (layout, _), entry in zip(named, entries, strict=True):
            parts = _parts(layout, entry["digest"])
            for digest in parts:
                # A manifest is always written: it says what the archive holds.
                if digest not in written or digest == entry["digest"]:
                    blob = _blob(layout, digest)
                    archive.add(blob, str(blob.relative_to(layout)))
                    written.add(digest)
            _remove_others(layout, set(parts))


def _entry(layout: Path, name: str) -> dict[str, Any]:
    """The newest image of a layout, as the archive's index lists it."""
    index = json.loads((layout / "index.json").read_text())
    newest: dict[str, Any] = next(
        one for one in index["manifests"] if one.get("annotations", {}).get(REFERENCE) == NEWEST
    )
    return {**newest, "annotations": {"io.containerd.image.name": name}}


def _parts(layout: Path, digest: str) -> list[str]:
    manifest = json.loads(_blob(layout, digest).read_text())
    return [digest, *(part["digest"] for part in (manifest["config"], *manifest["layers"]))]


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
    pairs = (argument.partition("=") for argument in sys.argv[1:])
    main([(Path(layout), name) for layout, _, name in pairs], set(sys.stdin.read().split()))
