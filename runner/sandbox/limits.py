"""The limits at which a section is stopped."""

from pydantic import BaseModel, ConfigDict, Field


class RenderLimits(BaseModel):
    """Limits on all processes of a section together, and on its folder."""

    model_config = ConfigDict(frozen=True)

    seconds: float = Field(default=900, gt=0)
    memory_bytes: int = Field(default=4 * 2**30, gt=0)
    file_bytes: int = Field(default=2 * 2**30, gt=0)
    disk_bytes: int = Field(default=4 * 2**30, gt=0)
    max_files: int = Field(default=5_000, gt=0)
    max_tasks: int = Field(default=256, gt=0, description="Processes and threads.")
    max_locks: int = Field(default=10_000, gt=0, description="Locks on files.")
    log_bytes: int = Field(default=256 * 1024, gt=0)

    def within(self, memory_bytes: int) -> "RenderLimits":
        """The same limits with at most this many bytes of memory."""
        return self.model_copy(update={"memory_bytes": min(self.memory_bytes, memory_bytes)})
