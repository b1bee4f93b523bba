"""The commands that README prints for a cluster of one's own."""

import re

from tests.cluster.tools import ROOT

ARCHIVE = "dist/podreel-images.tar"
CHAPTER = "## In a Kubernetes cluster"


def readme_commands() -> list[str]:
    """One a line, without what is said of them."""
    chapter = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition(f"{CHAPTER}\n")[2].partition("\n## ")[0]
    )
    (block,) = re.findall(r"^```\n(make images.*?)^```", chapter, re.MULTILINE | re.DOTALL)
    return [line.partition("  #")[0].strip() for line in block.splitlines()]
