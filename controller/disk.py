"""Free space of the disk that videos are made on, and whether it suffices to start another video."""

import shutil
from dataclasses import dataclass
from pathlib import Path

LEAST_FREE_BYTES = 2 * 2**30


@dataclass(frozen=True)
class DiskUse:
    """Disk usage in bytes. No video starts with less than `least_free_bytes` free."""

    total_bytes: int
    free_bytes: int
    least_free_bytes: int

    @property
    def is_low(self) -> bool:
        return self.free_bytes < self.least_free_bytes

    @property
    def shortage(self) -> str:
        """One sentence for users if space is low; else empty."""
        free, least = self.free_bytes / 2**30, self.least_free_bytes / 2**30
        sentence = f"The disk for videos has {free:.1f} GB free; starting a video needs {least:g} GB."
        return sentence if self.is_low else ""


@dataclass(frozen=True)
class Disk:
    """The disk that holds `folder`."""

    folder: Path
    least_free_bytes: int = LEAST_FREE_BYTES

    def use(self) -> DiskUse | None:
        """The usage; None if the folder is missing: then the stores report the problem."""
        try:
            found = shutil.disk_usage(self.folder)
        except OSError:
            return None
        return DiskUse(found.total, found.free, self.least_free_bytes)
