"""Folders of backups, as `save` writes them."""

import asyncio
from pathlib import Path
from typing import Any

from contract.names import new_video_id, video_key
from k8s.backup.folder import BUCKET, FORMAT, MANIFEST, SECRETS, VALUES, chart_version, contents
from k8s.backup.saving import write_json
from stores.objects.s3.archive import export_objects
from tests.fakes.memory_objects import MemoryObjects

KEYS_SECRET = {
    "apiVersion": "v1",
    "kind": "Secret",
    "metadata": {"name": "podreel-keys", "labels": {"app.kubernetes.io/managed-by": "Helm"}},
    "type": "Opaque",
    "data": {"operator-key": "a2V5"},
}


def backup_of_one_video(folder: Path, **manifest: Any) -> Path:
    """A whole backup; `manifest` replaces what is in its manifest."""
    folder.mkdir()
    write_json(folder / VALUES, {})
    write_json(folder / SECRETS, [KEYS_SECRET])
    kept = {video_key(new_video_id()): b"pictures" * 100, "private/results/1.json": b"{}"}
    with (folder / BUCKET).open("wb") as file:
        asyncio.run(export_objects(MemoryObjects(kept=kept), file))
    about = {"format": FORMAT, "version": chart_version(), "made_at": "2026-01-01T00:00:00+00:00"}
    names = {"release": "podreel", "api": "podreel-api"}
    write_json(folder / MANIFEST, {**about, **names, **contents(folder), **manifest})
    return folder
