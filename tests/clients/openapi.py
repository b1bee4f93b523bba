"""`make client`: the types of the TypeScript client, generated from the API's own description."""

import json
import tempfile
from pathlib import Path

from api.app import create_app
from tests.api.world import World
from tests.clients.node import CLIENT, node

TYPES = CLIENT / "src" / "schema.ts"


def generated_types() -> str:
    """The types that belong to the API as it is now."""
    with tempfile.TemporaryDirectory(prefix="podreel-openapi-") as name:
        document, types = Path(name) / "openapi.json", Path(name) / "schema.ts"
        document.write_text(json.dumps(create_app(World(Path(name)).backends()).openapi()))
        generator = "node_modules/openapi-typescript/bin/cli.js"
        node(generator, str(document), "--output", str(types), "--alphabetize")
        return types.read_text(encoding="utf-8")


if __name__ == "__main__":
    TYPES.write_text(generated_types(), encoding="utf-8")
