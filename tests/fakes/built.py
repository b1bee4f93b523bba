"""Programs that the set-up built into the cache, where they outlive a fresh clone."""

import os
from pathlib import Path


def cache() -> Path:
    """As `k8s/versions.sh` says it."""
    everybodys = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("PODREEL_CACHE") or Path(everybodys) / "podreel")


def program(name: str, built_by: str) -> Path:
    """Raises RuntimeError that says how to get it."""
    path = cache() / "bin" / name
    if not path.is_file():
        raise RuntimeError(f"{name} is missing, which the tests need: run {built_by}.")
    return path
