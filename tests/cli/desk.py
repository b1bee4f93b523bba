"""A running service, and the command that asks it: as a program would, and at a terminal."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx2
from typer.testing import CliRunner, Result

from cli.app import app
from tests.api.world import USER, World
from tests.terminal import Shown, at_terminal


@dataclass(frozen=True)
class Desk:
    """A running service, a client of it, and the command."""

    world: World
    client: httpx2.AsyncClient

    async def run(self, *arguments: str, key: str = USER, status: int = 0, columns: int = 160) -> str:
        """All that the command says without a terminal; it must end with this exit status."""
        return (await self._ended(arguments, key, status, columns)).output

    async def read(self, *arguments: str, key: str = USER, status: int = 0) -> str:
        """What a program reads from the command, which is its stdout alone."""
        return (await self._ended(arguments, key, status)).stdout

    async def _ended(self, arguments: Sequence[str], key: str, status: int, columns: int = 160) -> Result:
        variables = {**self.variables(key), "COLUMNS": str(columns)}
        ended = await asyncio.to_thread(CliRunner().invoke, app, arguments, env=variables)
        assert ended.exit_code == status, ended.output
        return ended

    async def see(
        self, *arguments: str, key: str = USER, columns: int = 80, answer: str | None = None
    ) -> Shown:
        """What somebody at a terminal sees."""
        return await asyncio.to_thread(
            at_terminal, *arguments, columns=columns, variables=self.variables(key), answer=answer
        )

    async def complete(self, asked: Mapping[str, str], key: str = USER) -> str:
        """What a shell is offered, whose question is in these variables."""
        variables = {**self.variables(key), **asked}
        ended = await asyncio.to_thread(CliRunner().invoke, app, [], env=variables, prog_name="podreel")
        return ended.output

    def variables(self, key: str) -> dict[str, str]:
        return {"PODREEL_URL": str(self.client.base_url), "PODREEL_API_KEY": key}

    async def tell(self, *arguments: str, key: str = USER) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(await self.run(*arguments, "--json", key=key))
        return told
