"""Layout and pace of lessons, texts and scripts, as dry runs see them: `python -m bench.pictures`.

With `--texts FOLDER` each text becomes a storyboard; with `--scripts FOLDER` each script that runs is judged,
by source: a folder that `podreel make --out` has filled holds one. With `--examples`, so are those of Manim's
documentation. Nothing is drawn. Voices are assumed to say 15 letters a second.
"""

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.scripts.cases import Case, folder_cases, lesson_cases, sound_cases
from bench.storyboards import StoryboardFigures
from bench.tables import print_table
from contract.failure import PodreelError
from contract.language_recognition import recognise_language
from runner.authors.offline.own_text import explain_own_text
from runner.check.trial import PICTURE
from runner.layout.finding import LayoutFinding
from runner.layout.judging import JudgedSection, find_layout_faults
from runner.layout.pace import empty_spans, hold_seconds
from runner.render.client import RenderClient, own_host
from runner.render.job import BeatJob, SectionJob, WordJob
from runner.render.record import DryRunRecord
from runner.sandbox.limits import RenderLimits
from runner.script.source import read_script
from runner.script.storyboard.writer import storyboard_script
from runner.text.explanation import Explanation

LETTERS_A_SECOND = 15.0
LIMIT_SECONDS = 60


@dataclass
class SourceFigures:
    """The sums of one source of scripts; times are seconds of video."""

    sections: int = 0
    failed: int = 0
    seconds: float = 0.0
    holds: int = 0
    empty_seconds: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)

    def add(self, record: DryRunRecord, frame_rate: int, found: Sequence[LayoutFinding]) -> None:
        self.sections += 1
        self.seconds += record.times.frame_count / frame_rate
        self.holds += len(hold_seconds(record, frame_rate))
        self.empty_seconds += sum(end - start for start, end in empty_spans(record)) / frame_rate
        self.faults.update(each.kind.value for each in found)

    def row(self, source: str) -> dict[str, object]:
        minutes = self.seconds / 60
        return {
            "source": source,
            "sections": self.sections,
            "failed": self.failed,
            "minutes": round(minutes, 1),
            "faults_a_minute": round(self.faults.total() / minutes, 2) if minutes else None,
            "holds_a_minute": round(self.holds / minutes, 2) if minutes else None,
            "empty_seconds": round(self.empty_seconds, 1),
            "empty_percent": round(100 * self.empty_seconds / self.seconds, 1) if self.seconds else None,
            "faults": dict(self.faults.most_common()),
        }


def main() -> None:
    """Prints a table, or with --json one line of JSON with each fault's sentence too."""
    options = _parse(sys.argv[1:])
    texts = dict(_texts(options.texts))
    cases = [*(sound_cases() if options.examples else lesson_cases()), *_storyboards(texts)]
    if options.scripts is not None:
        cases += list(folder_cases(options.scripts, options.only))[: options.limit]
    rows, told = asyncio.run(_measure(cases))
    drawn = _drawn(texts)
    if options.json:
        print(json.dumps({"measurement": "pictures", "table": rows, "storyboards": drawn, "faults": told}))
        return
    print_table(rows)
    if drawn:
        print_table([drawn])


def _texts(folder: Path | None) -> Iterator[tuple[str, tuple[Explanation, str]]]:
    """The explanation and the language of each text, by its name."""
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.suffix in {".md", ".txt"} and path.stem != "README":
            text = path.read_text(encoding="utf-8")
            language = recognise_language(text) or "en"
            yield path.name, (explain_own_text(text, language), language)


def _storyboards(texts: Mapping[str, tuple[Explanation, str]]) -> Iterator[Case]:
    for name, (explanation, language) in texts.items():
        yield Case("storyboards", name, storyboard_script(explanation, language))


def _drawn(texts: Mapping[str, tuple[Explanation, str]]) -> dict[str, object] | None:
    """What their storyboards show besides words."""
    figures = StoryboardFigures()
    for explanation, language in texts.values():
        figures.add(explanation, language)
    return figures.row("storyboards") if texts else None


async def _measure(cases: Iterable[Case]) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    figures: dict[str, SourceFigures] = {}
    told: list[dict[str, object]] = []
    with TemporaryDirectory(prefix="podreel-") as folder:
        async with own_host(Path(folder), 1) as client:
            for case in cases:
                of_source = figures.setdefault(case.source, SourceFigures())
                told += [fault async for fault in _judge(client, case, of_source)]
    return [each.row(source) for source, each in figures.items()], told


async def _judge(
    client: RenderClient, case: Case, figures: SourceFigures
) -> AsyncIterator[dict[str, object]]:
    jobs = _jobs(case)
    figures.failed += not jobs
    for job in jobs:
        record = (await client.run_dry("pictures", case.text, job)).record
        if record is None:
            figures.failed += 1
            continue
        found = find_layout_faults(JudgedSection(record, job.picture.frame_rate, case.text))
        figures.add(record, job.picture.frame_rate, found)
        for each in found:
            place = {"name": case.name, "scene": job.scene, "beat": each.beat, "line": each.line}
            yield {"source": case.source, **place, "kind": each.kind.value, "sentence": each.sentence}


def _jobs(case: Case) -> list[SectionJob]:
    """A job for each scene; none for what can't be read as a script."""
    limits = RenderLimits(seconds=LIMIT_SECONDS)
    try:
        sections = read_script(case.text).narration.sections
    except PodreelError:
        return []
    return [
        SectionJob(scene=each.scene, picture=PICTURE, beats=tuple(map(_beat, each.beats)), limits=limits)
        for each in sections
    ]


def _beat(text: str) -> BeatJob:
    words = text.split()
    starts = accumulate((len(word) + 1 for word in words[:-1]), initial=0)
    cues = (
        WordJob(text=word, start_seconds=start / LETTERS_A_SECOND)
        for word, start in zip(words, starts, strict=False)
    )
    return BeatJob(seconds=len(text) / LETTERS_A_SECOND, words=tuple(cues))


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.pictures", description=__doc__)
    parser.add_argument("--texts", type=Path, help="a folder of texts (.md, .txt) to make storyboards of")
    parser.add_argument("--scripts", type=Path, help="a folder of scripts; each sub-folder is a source")
    parser.add_argument("--examples", action="store_true", help="judge Manim's own examples too")
    parser.add_argument("--only", default="", metavar="PATTERN", help="only paths that match this expression")
    parser.add_argument("--limit", type=int, help="at most so many scripts")
    parser.add_argument("--json", action="store_true", help="print JSON, with each fault's sentence")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
