"""A check as lines for a pipe: faults as compilers print them, rewrites, scenes, and layout. Pure."""

from collections.abc import Iterator

from cli.check_layout import layout_lines
from cli.check_page import seconds_of, verdict_on
from cli.words import without_orders
from contract.script_check import Checked


def lines_of_check(checked: Checked, name: str) -> Iterator[str]:
    """`FILE:LINE:COLUMN: message`, `FILE:LINE: mended: reason`, and name, seconds and verdict with tabs.

    Then what is wrong with the pictures (`layout_lines`), and where it is drawn.
    """
    for note in checked.notes:
        yield f"{name}: {without_orders(note)}"
    for finding in checked.findings:
        yield f"{name}:{finding.line}:{finding.column}: {without_orders(finding.message)}"
    for rewrite in checked.rewrites:
        yield f"{name}:{rewrite.line}: mended: {without_orders(rewrite.reason)}"
    for scene in checked.scenes:
        yield "\t".join((scene.name, seconds_of(scene), verdict_on(scene)))
    yield from layout_lines(checked.layout, name)
    if checked.picture is not None:
        yield f"{name}: layout drawn: {without_orders(checked.picture)}"
