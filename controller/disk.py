"""The disk that videos are made on: how much is left, and whether that is enough to begin another one."""

import shutil
from dataclasses import dataclass
from pathlib import Path

LEAST_FREE_BYTES = 2 * 2**30


@dataclass(frozen=True)
class DiskUse:
    """Bytes of a disk. No video is begun with less than `least_free_bytes`."""

    total_bytes: int
    free_bytes: int
    least_free_bytes: int

    @property
    def is_low(self) -> bool:
        return self.free_bytes < self.least_free_bytes


@dataclass(frozen=True)
class Disk:
    """The disk that holds `folder`."""

    folder: Path
    least_free_bytes: int = LEAST_FREE_BYTES

    def use(self) -> DiskUse | None:
        """None where the folder is gone: then the stores tell what is wrong."""
        try:
            found = shutil.disk_usage(self.folder)
        except OSError:
            return None
        return DiskUse(found.total, found.free, self.least_free_bytes)
