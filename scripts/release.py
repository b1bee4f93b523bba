"""`make release VERSION=0.2.0`: one version everywhere, dated changes, a commit, and a tag with notes.

The version stands in pyproject.toml; chart, list of images, TypeScript client and locks repeat it. Nothing is
pushed.
"""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

CHANGES = Path("CHANGELOG.md")
UNRELEASED = "## Unreleased"
# In each file, what comes before a version that is Podreel's.
PLACES = {
    Path("pyproject.toml"): (r'^name = "podreel"\nversion = "',),
    Path("uv.lock"): (r'^name = "podreel"\nversion = "',),
    Path("charts/podreel/Chart.yaml"): (
        r"^version: ",
        r"^appVersion: ",
        r"^      image: podreel/api:",
        r"^      image: podreel/runner:",
    ),
    Path("clients/typescript/package.json"): (r'^  "name": "@podreel/client",\n  "version": "',),
    Path("clients/typescript/package-lock.json"): (
        r'^  "name": "@podreel/client",\n  "version": "',
        r'^      "name": "@podreel/client",\n      "version": "',
    ),
}
VERSION = r"\d+\.\d+\.\d+"


class Refusal(Exception):
    """Why this can't become a release, and what to do."""


def main() -> int:
    """Makes the release; returns 64 and changes nothing if it can't be one."""
    version = sys.argv[1] if len(sys.argv) == 2 else ""
    try:
        current = versions()["pyproject.toml", PLACES[Path("pyproject.toml")][0]]
        require(version, current)
        notes = release_notes(CHANGES.read_text(encoding="utf-8"))
    except Refusal as refusal:
        print(f"invalid_request: {refusal}", file=sys.stderr)
        return 64
    for path in PLACES:
        path.write_text(with_version(path, version), encoding="utf-8")
    dated = f"{UNRELEASED}\n\n## {version} — {datetime.now(UTC):%Y-%m-%d}\n"
    text = CHANGES.read_text(encoding="utf-8")
    CHANGES.write_text(text.replace(f"{UNRELEASED}\n", dated, 1), encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", f"chore(release): {version}")
    git(
        "tag",
        "--annotate",
        f"v{version}",
        "--cleanup=verbatim",
        "--message",
        f"Podreel {version}\n\n{notes}\n",
    )
    print(f"v{version} is committed and tagged. Next: git push --follow-tags, then make images.")
    return 0


def require(version: str, current: str) -> None:
    """Raises Refusal unless the version is a new one and everything is committed."""
    if not re.fullmatch(VERSION, version):
        raise Refusal("A version has three numbers. Run make release VERSION=0.2.0.")
    if numbers(version) <= numbers(current):
        raise Refusal(f"{version} is not newer than {current}. Name a newer version.")
    if git("tag", "--list", f"v{version}"):
        raise Refusal(f"The tag v{version} exists. Name another version.")
    if git("status", "--porcelain"):
        raise Refusal("Some changes are not committed. Commit or stash them.")
    if len(found := set(versions().values())) != 1:
        raise Refusal(f"The places of the version disagree: {', '.join(sorted(found))}. Make them equal.")


def release_notes(changes: str) -> str:
    """What stands under Unreleased; raises Refusal if that is nothing."""
    _, _, after = changes.partition(f"{UNRELEASED}\n")
    notes = re.split(r"^## ", after, maxsplit=1, flags=re.MULTILINE)[0].strip()
    if not notes:
        raise Refusal(f"Nothing stands under `{UNRELEASED}` in {CHANGES}. Write what users will notice.")
    return notes


def versions() -> dict[tuple[str, str], str]:
    """The version at each place; empty where the place is not found."""
    found: dict[tuple[str, str], str] = {}
    for path, places in PLACES.items():
        text = path.read_text(encoding="utf-8")
        for before in places:
            there = re.search(f"{before}({VERSION})", text, re.MULTILINE)
            found[str(path), before] = there[1] if there else ""
    return found


def with_version(path: Path, version: str) -> str:
    """The file's text with another version in its places."""
    text = path.read_text(encoding="utf-8")
    for before in PLACES[path]:
        text = re.sub(f"({before}){VERSION}", rf"\g<1>{version}", text, count=1, flags=re.MULTILINE)
    return text


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], check=True, stdout=subprocess.PIPE, text=True)  # noqa: S607
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
