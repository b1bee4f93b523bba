"""Opens the object store that the settings name."""

from importlib import import_module
from pathlib import Path
from typing import cast

from contract.settings import StorageSettings
from stores.objects.base import ObjectStore
from stores.objects.directory import DirectoryStore


def open_store(storage: StorageSettings, data: Path) -> ObjectStore:
    """The store of the videos whose working state is in `data`.

    Raises PodreelError(not_configured) where half a key is set. Nothing is asked of a server yet.
    """
    if storage.object_store == "s3":
        # By name, as boto3 takes half a second to import: only who uses it pays that.
        return cast(ObjectStore, import_module("stores.objects.s3.store").open_bucket(storage))
    return DirectoryStore(data / "objects")
