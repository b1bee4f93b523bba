"""Writes icons/tabler.txt from a pinned release of the icon set Tabler, which npm downloads.

One line an icon: its name, its tags, and its strokes as SVG paths in a square of 24 units.
"""

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

RELEASE = "@tabler/icons@3.52.0"
INTEGRITY = "dldKlJNfO/gZnGLcIY0X2EFFKIMGwL/rEvTqglvBgAPFiwj9pZOCN5V3Sf0Gyjq6foX4VQmLdOmsS4w5FdWKAw=="
TARGET = Path("icons/tabler.txt")
# Trademarks, signs that fonts have, and marks of programs.
LEFT_OUT = {"Badges", "Brand", "Extensions", "Gender", "Laundry", "Letters", "Numbers", "Version control"}
# Buttons of programs: the same picture with a small sign.
VARIANTS = frozenset(
    "ai bitcoin bolt cancel check code cog discount dollar down edit exclamation flame forward heart key "
    "left lock minus off pause pin plus question right search share spark star up x".split()
)
UNFIT_FOR_SCHOOL = "nsfw"
"""The tag of pictures that no lesson shows."""
MOST_TAGS = 8


def main() -> int:
    """Downloads the release, checks it and writes the file; returns 1 if it isn't the pinned one."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", RELEASE], cwd=folder, check=True)  # noqa: S607
        archive = next(Path(folder).glob("*.tgz"))
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if digest != INTEGRITY:
            print(f"{RELEASE} has the digest {digest}, expected {INTEGRITY}", file=sys.stderr)
            return 1
        with tarfile.open(archive) as files:
            described = json.load(_member(files, "icons.json"))
            drawn = json.load(_member(files, "tabler-nodes-outline.json"))
    lines = [_line(name, described[name], drawn[name]) for name in sorted(described) if name in drawn]
    kept = [line for line in lines if line and not _is_variant(line.partition("\t")[0], drawn)]
    TARGET.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(kept)} icons")
    return 0


def _member(files: tarfile.TarFile, name: str) -> tarfile.ExFileObject:
    member = files.extractfile(f"package/{name}")
    if member is None:
        raise FileNotFoundError(name)
    return member


def _line(name: str, about: dict[str, object], strokes: list[tuple[str, dict[str, str]]]) -> str:
    """The icon's line; none if it is left out, or has more than strokes."""
    if about["category"] in LEFT_OUT or any("stroke" in values for _, values in strokes):
        return ""
    tags = about["tags"]
    if not isinstance(tags, list):
        raise TypeError(f"{name} has no list of tags")
    if UNFIT_FOR_SCHOOL in tags:
        return ""
    words = [tag for tag in map(str, tags) if tag not in name.split("-")][:MOST_TAGS]
    return "\t".join((name, ",".join(words), "|".join(values["d"] for _, values in strokes)))


def _is_variant(name: str, drawn: dict[str, object]) -> bool:
    base, _, sign = name.rpartition("-")
    return sign in VARIANTS and base in drawn


if __name__ == "__main__":
    sys.exit(main())
