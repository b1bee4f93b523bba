"""Checks that the programs, libraries and disk space that a video needs are there."""

import ctypes.util
import shutil
from dataclasses import dataclass
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from stores.local_disk import require_space


@dataclass(frozen=True)
class Tool:
    """A program or shared library, the Debian package that contains it, and whether videos need it."""

    name: str
    package: str
    purpose: str
    is_required: bool = True
    is_library: bool = False

    @property
    def is_installed(self) -> bool:
        found = ctypes.util.find_library(self.name) if self.is_library else shutil.which(self.name)
        return found is not None


TOOLS = (
    Tool("ffmpeg", "ffmpeg", "levels the voice and checks the finished file"),
    Tool("espeak-ng", "libespeak-ng1", "speaks every language", is_library=True),
    Tool("festival", "festival", "speaks English more clearly", is_required=False),
    Tool("latex", "texlive-latex-base", "sets equations", is_required=False),
    Tool("dvisvgm", "dvisvgm", "turns typeset equations into outlines", is_required=False),
    Tool("fc-match", "fontconfig", "finds fonts", is_required=False),
)


def require_tools(data: Path) -> None:
    """Raises PodreelError: bad_configuration naming the missing package, unavailable for a full disk."""
    missing = [tool for tool in TOOLS if tool.is_required and not tool.is_installed]
    if missing:
        names = " and ".join(tool.name for tool in missing)
        packages = " ".join(tool.package for tool in missing)
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"{names} is not installed here, and videos need it.",
            f"Run `make setup`, or install the package: apt-get install {packages}",
        )
    require_space(data)
