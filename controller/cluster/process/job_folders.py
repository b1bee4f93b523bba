"""All Job folders of this machine: reads them, quarantines damaged ones, removes ended ones."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from controller.cluster.base import ObservedJob
from controller.cluster.process.attempts import end_all
from controller.cluster.process.job_folder import DamagedFolder, JobFolder
from stores.damage import DamageKind, DamageRegister
from stores.obstacles import blocks_folder


class JobFolders:
    """The Job folders. `damage` has one message for every unreadable Job. Raises OSError."""

    def __init__(self, folder: Path, ttl_seconds: int, register: DamageRegister) -> None:
        self._folders = folder / "jobs"
        self._trash = folder / "trash"
        self._damaged = folder / "damaged"
        self._ttl_seconds = ttl_seconds
        self._register = register
        self.damage: list[str] = []

    def open(self) -> Iterator[ObservedJob]:
        """Creates the folders, finishes removals, and yields the Jobs of an earlier service."""
        for folder in (self._folders, self._trash, self._damaged):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in self._trash.iterdir():
            shutil.rmtree(path, ignore_errors=True)
        for path in sorted(self._folders.iterdir()):
            job = self.read(path.name)
            if job is not None:
                yield job

    def folder(self, name: str) -> JobFolder:
        return JobFolder(self._folders / name, self._register)

    def read(self, name: str) -> ObservedJob | None:
        """The Job; None if it is missing, or damaged and therefore quarantined and added to `damage`."""
        folder = self.folder(name)
        try:
            if blocks_folder(folder.path):
                raise DamagedFolder(f"{folder.path} is not a folder.")
            return folder.read(self._ttl_seconds)
        except DamagedFolder as error:
            self._quarantine(folder, str(error))
        except OSError as error:
            # It may be readable again at the next start.
            self._note(name, f"{folder.path} can't be read: {error.strerror or error}.")
        return None

    def _quarantine(self, folder: JobFolder, reason: str) -> None:
        place = self._damaged / f"{folder.name}-{uuid.uuid4().hex[:8]}"
        try:
            end_all(folder)
            folder.path.rename(place)
            reason += f" The folder was moved to {place}."
        except OSError as error:
            reason += f" It could not be moved: {error.strerror or error}."
        self._note(folder.name, reason)

    def _note(self, name: str, reason: str) -> None:
        self.damage.append(reason)
        self._register.found(DamageKind.JOB, name, reason)

    def has_lost(self, name: str) -> bool:
        """Whether the folder of this Job was removed, rather than the disk with all folders."""
        return self._folders.is_dir() and not self.folder(name).path.is_dir()

    def remove(self, job: ObservedJob) -> None:
        """Removes the Job at once; files that can't be deleted now are deleted at the next start."""
        trash = self._trash / job.uid
        self.folder(job.name).path.rename(trash)
        shutil.rmtree(trash, ignore_errors=True)
