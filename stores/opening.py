"""Opens the object store that the settings name."""

from pathlib import Path

from contract.settings import StorageSettings
from stores.objects.base import ObjectStore
from stores.objects.directory import DirectoryStore


def open_store(storage: StorageSettings, data: Path) -> ObjectStore:
    """The store of the videos whose working state is in `data`.

    Raises PodreelError(not_configured) where half a key is set. Nothing is asked of a server yet.
    """
    if storage.object_store == "s3":
        from stores.objects.s3.store import open_bucket  # noqa: PLC0415 - boto3 takes half a second to import

        return open_bucket(storage)
    return DirectoryStore(data / "objects")
