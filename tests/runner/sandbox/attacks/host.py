"""A render host without some layers of its sandbox, as no product code starts one."""

import argparse
import asyncio
import sys
from pathlib import Path

from runner.render.host import Host, serve
from runner.sandbox.layers import ALL_LAYERS, Layer
from runner.sandbox.policy import Containment

EVERY_LAYER = "every layer"


def layers_without(removed: frozenset[str]) -> frozenset[Layer]:
    """The layers that are left; raises ValueError for a name that is none."""
    if EVERY_LAYER in removed:
        return frozenset()
    return ALL_LAYERS - {Layer(name) for name in removed}


def main() -> int:
    """Serves until SIGTERM; returns the exit status of the real host."""
    parser = argparse.ArgumentParser(description="Renders sections without some layers of the sandbox.")
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--without", action="append", default=[])
    options = parser.parse_args()
    containment = Containment(layers=layers_without(frozenset(options.without)))
    return asyncio.run(serve(Host(options.root, options.workers, containment), options.socket))


if __name__ == "__main__":
    sys.exit(main())
