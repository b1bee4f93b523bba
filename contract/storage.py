"""Opens the object store that the settings name."""

from importlib import import_module
from pathlib import Path
from typing import cast

from contract.directory_store import DirectoryStore
from contract.objects import ObjectStore
from contract.settings import StorageSettings


def open_store(storage: StorageSettings, data: Path) -> ObjectStore:
    """The store of the videos whose working state is in `data`.

    Raises PodreelError(not_configured) where half a key is set. Nothing is asked of a server yet.
    """
    if storage.object_store == "s3":
        # By name, as boto3 takes half a second to import: only who uses it pays that.
        return cast(ObjectStore, import_module("contract.s3_store").open_bucket(storage))
    return DirectoryStore(data / "objects")
