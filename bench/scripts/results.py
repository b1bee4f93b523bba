"""The values that measuring a script gives, and how they are kept in a file. Knows no renderer."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

TIMED_OUT = "Timeout"
NO_SCENE = "NoScene"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class PlainRun(_Value):
    """What plain Manim made of a script: the scenes that it found, and the first error if there was one.

    `seconds` has each scene that was started. `line` is the last line of the script in the traceback.
    """

    scenes: tuple[str, ...] = ()
    exception: str = ""
    message: str = ""
    line: int | None = None
    seconds: dict[str, float] = {}

    @property
    def failure(self) -> str:
        """The class of the failure; empty if every scene ran."""
        if not self.exception:
            return "" if self.scenes else NO_SCENE
        return "LaTeX" if self.message.startswith("latex error") else self.exception


class FoundFault(_Value):
    """A finding: its line, and what it says."""

    line: int
    message: str


class DryScene(_Value):
    """A scene's dry run. `reason` is empty if it ran to its end."""

    scene: str
    reason: str
    seconds: float


class Mended(_Value):
    """What rules made of a script: its text, how many rewrites, and its scenes' dry runs."""

    text: str
    rewrites: int
    dry: tuple[DryScene, ...]
    kept: float


class ScriptResult(_Value):
    """All that was measured of a script. `text_hash` and `code_hash` tell whether it still holds.

    `mended` is None where there was nothing to mend.
    """

    source: str
    name: str
    text_hash: str
    code_hash: str
    lines: int
    plain: PlainRun
    findings: tuple[FoundFault, ...] = ()
    is_found: bool = False
    finding_seconds: float = 0.0
    dry: tuple[DryScene, ...] = ()
    mended: Mended | None = None

    @property
    def runs_dry(self) -> bool:
        return runs(self.dry)

    @property
    def runs_after_rules(self) -> bool:
        return runs(self.mended.dry if self.mended else self.dry)


def runs(scenes: Iterable[DryScene]) -> bool:
    """Whether there is a scene, and all of them ran."""
    reasons = [scene.reason for scene in scenes]
    return bool(reasons) and not any(reasons)


def read_kept(path: Path | None) -> dict[tuple[str, str], ScriptResult]:
    """The results in the file, by source and name; of several of one script the last."""
    if path is None or not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    results = (ScriptResult.model_validate_json(line) for line in lines if line.strip())
    return {(result.source, result.name): result for result in results}


def keep(path: Path | None, result: ScriptResult) -> None:
    """Appends the result."""
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(result.model_dump_json(exclude_defaults=True) + "\n")


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def hash_code(folders: Iterable[Path]) -> str:
    """A hash of all Python files in these folders: of what is being measured."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
