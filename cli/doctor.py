"""`podreel doctor`: what works on this machine, and how to get what is missing."""

import asyncio
import json
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.failures import show_failure
from cli.runner_process import read_report


def show_report(wants_json: bool, *, is_online: bool = False) -> int:
    """Prints the report; returns 0 if videos can be made here, 78 if something is missing."""
    report = asyncio.run(read_report(is_online=is_online))
    if "groups" not in report:
        if wants_json:
            print(json.dumps(report, ensure_ascii=False))
        show_failure(report["code"], report["message"], report["next_step"])
        return 78
    if wants_json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _print_tables(Console(), report)
    return 0 if report["can_make_videos"] else 78


def _print_tables(console: Console, report: dict[str, Any]) -> None:
    for group, rows in report["groups"].items():
        table = Table(title=group.capitalize(), title_justify="left", box=None, show_header=False)
        for row in rows:
            table.add_row(_mark(row), escape(row["name"]), escape(row["detail"]))
        console.print(table)
    verdict = "Videos can be made here." if report["can_make_videos"] else "Something is missing: see above."
    console.print(f"\n[bold]{verdict}[/bold]")


def _mark(row: dict[str, Any]) -> str:
    if row["works"]:
        return "[green]✓[/green]"
    return "[yellow]![/yellow]" if row["is_warning"] else "[red]✗[/red]"
