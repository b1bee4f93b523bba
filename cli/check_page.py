"""A check as people read it at a terminal: faults with their lines, rewrites, scenes, and layout."""

from collections.abc import Iterator, Sequence
from textwrap import dedent

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from cli.check_layout import layout_tables
from cli.source_line import marked_line
from cli.words import without_orders
from contract.script_check import Checked, CheckedScene, ScriptFinding, ScriptRewrite

_RED, _GREEN, _DIM = "red", "green", "dim"


def show_page(console: Console, checked: Checked) -> None:
    """Prints all of it but the verdict."""
    for part in _parts(checked, console.width):
        console.print(part)


def _parts(checked: Checked, width: int) -> Iterator[RenderableType]:
    for note in checked.notes:
        yield Text(f"{without_orders(note)}\n")
    yield from _findings(checked.findings, checked.given, width)
    if checked.rewrites:
        yield Text("Mended by rule:\n", style="bold")
        yield from map(_rewrite, checked.rewrites)
    if checked.rewrites and checked.left:
        yield Text("Not mended:\n", style="bold")
        yield from _findings(checked.left, checked.text, width)
    if checked.scenes:
        yield _scenes(checked.scenes)
    yield from layout_tables(checked.layout)
    if checked.picture is not None:
        yield Text(f"The layout is drawn in {without_orders(checked.picture)}\n")


def _findings(findings: Sequence[ScriptFinding], text: str, width: int) -> Iterator[RenderableType]:
    lines = text.split("\n")
    for finding in findings:
        line = lines[finding.line - 1] if finding.line <= len(lines) else ""
        gutter = f" {finding.line} │ "
        shown = marked_line(line, finding, width - len(gutter))
        yield Text(f"line {finding.line}: {without_orders(finding.message)}")
        yield Text.assemble((gutter, _DIM), shown.line)
        yield Text.assemble((f"{' ' * (len(gutter) - 2)}│ ", _DIM), (shown.mark, _RED), "\n")


def _rewrite(rewrite: ScriptRewrite) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    before, after = _without_common_indent(rewrite.before, rewrite.after)
    for sign, style, lines in (("  -", _RED, before), ("  +", _GREEN, after)):
        for line in lines:
            table.add_row(Text(sign, style), Text(without_orders(line), style))
    return Group(Text(f"line {rewrite.line}: {without_orders(rewrite.reason)}"), table, "")


def _without_common_indent(*sides: Sequence[str]) -> Iterator[Sequence[str]]:
    lines = dedent("\n".join(line for side in sides for line in side)).split("\n")
    for side in sides:
        yield lines[: len(side)]
        lines = lines[len(side) :]


def _scenes(scenes: Sequence[CheckedScene]) -> RenderableType:
    table = Table("scene", "seconds", "dry run", box=None, pad_edge=False)
    table.columns[0].overflow = table.columns[2].overflow = "fold"
    table.columns[1].justify = "right"
    for scene in scenes:
        style = _GREEN if scene.runs else _RED
        table.add_row(Text(scene.name), seconds_of(scene), Text(verdict_on(scene), style))
    return Group(table, "")


def seconds_of(scene: CheckedScene) -> str:
    """The scene's length, such as 4.5; empty if it does not run."""
    return "" if scene.seconds is None else f"{scene.seconds:.1f}"


def verdict_on(scene: CheckedScene) -> str:
    """Whether the scene runs, or where and why not."""
    if scene.runs:
        return "runs"
    place = "" if scene.line is None else f"line {scene.line}: "
    return without_orders(f"{place}{scene.reason}")
