"""A client's side of a section's folder: puts the script there, and takes results out of its reach."""

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.clearing import clear_folder
from runner.render.job import SectionJob
from runner.render.results import STILLS_NAME, VIDEO_NAME, ResultError, take_file
from runner.render.verdict import refuse


@dataclass(frozen=True)
class RenderedSection:
    """The host's answer and, if it succeeded, the section's video, which no script can reach."""

    answer: SectionAnswer
    video: Path


@dataclass(frozen=True)
class DrawnStills:
    """The host's answer and, if it succeeded, a picture of each still of the job, in this order.

    A picture is red, green and blue of each pixel, row by row: any such bytes are one. There are no pictures
    if the script did not draw them all.
    """

    answer: SectionAnswer
    pictures: tuple[bytes, ...]


@dataclass(frozen=True)
class SectionFolder:
    """A section's folder; results are taken to the folder `own`, which scripts can't reach.

    `is_for_group` if the host is another user of the same group.
    """

    folder: Path
    own: Path
    is_for_group: bool

    @property
    def video(self) -> Path:
        """Where its finished video is taken to."""
        return self.own / f"{self.folder.name}.mp4"

    def prepare(self, script: str, job: SectionJob) -> None:
        """Makes the folder anew. Raises PodreelError(bad_configuration) if it can't be handed to the host."""
        clear_folder(self.folder)
        self.video.unlink(missing_ok=True)
        files = {"script.py": script, "job.json": job.model_dump_json()}
        if not self.is_for_group:
            _write(self.folder, files)
            return
        # Written where nobody else can plant a link, and then moved as a whole.
        new = self.own / f".{self.folder.name}.new"
        clear_folder(new)
        _write(new, files)
        for name in files:
            (new / name).chmod(0o640)
        new.chmod(0o2770)
        self._hand_over(new)

    def _hand_over(self, new: Path) -> None:
        try:
            new.rename(self.folder)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION,
                f"{new.parent} and {self.folder.parent} are not on one volume.",
                "Mount one volume for both in the runner's container.",
            ) from error

    def take(self, answer: SectionAnswer, job: SectionJob) -> RenderedSection:
        """Takes the video out of the script's reach, and removes the script's folder."""
        if answer.outcome is SectionOutcome.RENDERED:
            try:
                take_file(self.folder, VIDEO_NAME, self.video, job.most_video_bytes(answer.times))
            except ResultError as error:
                answer = refuse(answer, str(error))
        clear_folder(self.folder)
        return RenderedSection(answer, self.video)

    def take_stills(self, answer: SectionAnswer, job: SectionJob) -> DrawnStills:
        """Takes the pictures of a dry run, and removes the script's folder."""
        is_drawn = answer.outcome is SectionOutcome.RENDERED and job.stills
        pictures = self._read_stills(job) if is_drawn else ()
        clear_folder(self.folder)
        return DrawnStills(answer, pictures)

    def _read_stills(self, job: SectionJob) -> tuple[bytes, ...]:
        taken, size = self.own / f"{self.folder.name}.rgb", job.picture.raw_bytes
        try:
            take_file(self.folder, STILLS_NAME, taken, job.stills_bytes)
            data = taken.read_bytes()
        except ResultError:
            return ()
        finally:
            taken.unlink(missing_ok=True)
        if len(data) != job.stills_bytes:
            return ()
        return tuple(data[start : start + size] for start in range(0, len(data), size))


def _write(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
