"""Plain Manim and ours on the same scripts, in one run and without a model.

`python -m bench.scripts [--scripts FOLDER] [--keep FILE] [--only PATTERN] [--limit N] [--json]`. Each
sub-folder of FOLDER is a source. "Plain" is Manim as installed, confined, in a process of its own without any
module of ours, at 144 lines and 10 pictures a second; its seconds are those of a scene without the start of
Python. Without FOLDER, only false alarms are counted: on Manim's own examples and the built-in lessons.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from bench.scripts.cases import Case, folder_cases, sound_cases
from bench.scripts.judging import is_found, scene_names
from bench.scripts.results import FoundFault, ScriptResult, hash_code, hash_text, keep, read_kept
from bench.scripts.running import DryRuns, run_plain
from bench.scripts.table import figures
from bench.tables import print_table
from runner.render.client import RenderClient, own_host
from runner.script.analysis.findings import find_faults
from runner.script.analysis.signatures import LibraryInterface
from runner.script.examiner import read_installed

WORKERS = 2
OURS = (Path("contract"), Path("icons"), Path("runner"), Path("scenekit"))


class Measuring:
    """Measures scripts, `WORKERS` at a time; takes from the kept results what still holds."""

    def __init__(self, client: RenderClient, interface: LibraryInterface, kept: Path | None) -> None:
        self._client = client
        self._interface = interface
        self._kept = kept
        self._known = read_kept(kept)
        self._code_hash = hash_code(OURS)
        self._turns = asyncio.Semaphore(WORKERS)

    async def all(self, cases: Sequence[Case], progress: Progress) -> list[ScriptResult]:
        task = progress.add_task("scripts", total=len(cases))

        async def one(number: int, case: Case) -> ScriptResult:
            async with self._turns:
                result = await self._measure(f"script-{number}", case)
            progress.advance(task)
            return result

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(number, case)) for number, case in enumerate(cases)]
        return [task.result() for task in tasks]

    async def _measure(self, place: str, case: Case) -> ScriptResult:
        """Plain results hold as long as the script is the same, ours as long as Podreel's code is too."""
        text_hash = hash_text(case.text)
        known = self._known.get((case.source, case.name))
        if known and known.text_hash != text_hash:
            known = None
        if known and known.code_hash == self._code_hash:
            return known
        plain = known.plain if known else await run_plain(case.text)
        started_at = time.perf_counter()
        findings = await asyncio.to_thread(find_faults, case.text, self._interface)
        finding_seconds = time.perf_counter() - started_at
        dry_runs = DryRuns(self._client, place)
        scenes = plain.scenes or scene_names(case.text)
        dry = await dry_runs.run(case.text, scenes)
        is_broken = any(scene.reason for scene in dry)
        result = ScriptResult(
            source=case.source,
            name=case.name,
            text_hash=text_hash,
            code_hash=self._code_hash,
            lines=case.text.count("\n"),
            plain=plain,
            findings=tuple(FoundFault(line=found.line, message=found.message) for found in findings),
            is_found=is_found(case.text, plain.line, (found.line for found in findings)),
            finding_seconds=round(finding_seconds, 4),
            dry=dry,
            mended=await dry_runs.mend(case.text, scenes, self._interface) if is_broken else None,
        )
        keep(self._kept, result)
        return result


async def count_false_alarms(interface: LibraryInterface) -> dict[str, object]:
    """Findings in scripts that are known to run, by source; many of Manim's examples are still pictures."""
    told: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    for case in sound_cases():
        counts[case.source] = counts.get(case.source, 0) + 1
        found = await asyncio.to_thread(find_faults, case.text, interface)
        told.setdefault(case.source, []).extend(
            f"{case.name}:{each.line}: {each.message}" for each in found if "never plays" not in each.message
        )
    return {"sound_scripts": counts, "false_alarms": told}


async def measure(options: argparse.Namespace) -> dict[str, object]:
    interface = await read_installed()
    answer: dict[str, object] = {"measurement": "scripts", **await count_false_alarms(interface)}
    if options.scripts is None:
        return answer
    cases = list(folder_cases(options.scripts, options.only))[: options.limit]
    if not cases:
        raise SystemExit(f"{options.scripts} has no .py file that matches {options.only!r}.")
    with TemporaryDirectory(prefix="podreel-") as folder, Progress(console=Console(stderr=True)) as progress:
        async with own_host(Path(folder), WORKERS) as client:
            results = await Measuring(client, interface, options.keep).all(cases, progress)
    return {**answer, "table": figures(results), "scripts": results}


def main() -> None:
    """Prints tables, or with --json one line of JSON with the results of each script too."""
    options = _parse(sys.argv[1:])
    answer = asyncio.run(measure(options))
    if options.json:
        results = answer.pop("scripts", ())
        assert isinstance(results, Sequence)
        scripts = [result.model_dump(mode="json", exclude_defaults=True) for result in results]
        print(json.dumps({**answer, "scripts": scripts}))
        return
    _show(answer, options.scripts)


def _show(answer: dict[str, object], scripts: Path | None) -> None:
    rows = answer.get("table")
    if isinstance(rows, list):
        print_table(rows)
    print(f"False alarms on scripts that run: {answer['false_alarms']} in {answer['sound_scripts']}")
    if scripts is None:
        print("No scripts of models come with Podreel. To measure on a folder of them: --scripts FOLDER")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scripts", description=__doc__)
    parser.add_argument("--scripts", type=Path, help="a folder of scripts; each sub-folder is a source")
    parser.add_argument("--only", default="", metavar="PATTERN", help="only paths that match this expression")
    parser.add_argument("--limit", type=int, help="at most so many scripts")
    parser.add_argument(
        "--keep", type=Path, help="append results to this file, and take those that still hold"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, with the results of each script")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
