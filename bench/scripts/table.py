"""Sums results up, by source and by the class of failure under plain Manim. Pure."""

import statistics
from collections.abc import Sequence

from bench.scripts.results import TIMED_OUT, ScriptResult

LEAST_KEPT = 0.9
"""The share of calls that show something which a mended script must still have."""


def figures(results: Sequence[ScriptResult]) -> list[dict[str, object]]:
    """A row for each source as a whole, and one for each of its classes of failure, the most common first."""
    rows: list[dict[str, object]] = []
    for source in sorted({result.source for result in results}):
        of_source = [result for result in results if result.source == source]
        rows.append(_row(source, "all", of_source))
        kinds = {result.plain.failure for result in of_source}
        groups = [[each for each in of_source if each.plain.failure == kind] for kind in kinds]
        groups.sort(key=len, reverse=True)
        rows += [_row(source, group[0].plain.failure or "runs", group) for group in groups]
    return rows


def _row(source: str, kind: str, results: Sequence[ScriptResult]) -> dict[str, object]:
    failing = [result for result in results if result.plain.failure]
    running = [result for result in results if not result.plain.failure]
    # A script that was cut off, or of which no scene was tried, says nothing about agreement.
    compared = [result for result in results if result.dry and result.plain.failure != TIMED_OUT]
    placed = [result for result in failing if result.plain.line is not None]
    return {
        "source": source,
        "class": kind,
        "scripts": len(results),
        "plain": _percent(len(running), len(results)),
        "dry": _percent(sum(result.runs_dry for result in results), len(results)),
        "compared": len(compared),
        "agree": _percent(sum(_agrees(result) for result in compared), len(compared)),
        "after_rules": _percent(sum(result.runs_after_rules for result in results), len(results)),
        "mended": _percent(sum(map(_is_mended, failing)), len(failing)),
        "found": _percent(sum(result.is_found for result in placed), len(placed)),
        "false_alarms": sum(len(result.findings) for result in running),
        **_seconds(results),
    }


def _agrees(result: ScriptResult) -> bool:
    return result.runs_dry != bool(result.plain.failure)


def _is_mended(result: ScriptResult) -> bool:
    """Whether rules made a failing script run with nearly all that it shows."""
    mended = result.mended
    return bool(mended and result.runs_after_rules and mended.kept >= LEAST_KEPT)


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _seconds(results: Sequence[ScriptResult]) -> dict[str, object]:
    """Seconds of each scene that ran both ways, and of each script's findings; medians and a ratio."""
    pairs = [
        (scene.seconds, result.plain.seconds[scene.scene])
        for result in results
        if not result.plain.failure
        for scene in result.dry
        if not scene.reason and scene.scene in result.plain.seconds
    ]
    dry, plain = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    searching = [result.finding_seconds for result in results]
    return {
        "scenes_timed": len(pairs),
        "dry_s": round(statistics.median(pair[0] for pair in pairs), 2) if pairs else None,
        "plain_s": round(statistics.median(pair[1] for pair in pairs), 2) if pairs else None,
        "ratio": round(plain / dry, 2) if dry else None,
        "find_ms": round(1000 * statistics.median(searching), 1) if searching else None,
    }
