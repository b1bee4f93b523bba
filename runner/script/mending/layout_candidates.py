"""Which changes of a scene's layout to try together. Pure."""

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from runner.layout.improvement import Judgement
from runner.script.layout_rules.case import LayoutRule, PictureCase, scene_text
from runner.script.mending.candidates import shown_calls
from runner.script.mending.dependence import changed_scenes
from runner.script.mending.rewrites import Rewritten, rewrite
from runner.script.parsing import is_scene_class, tree_of
from runner.script.rules.patient import Repair

Signature = tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """A change for one fault. Its signature is the same in later versions of the text."""

    repair: Repair
    signature: Signature


def best_candidates(
    text: str,
    scene: str,
    judgement: Judgement,
    rules: Mapping[str, LayoutRule],
    refused: Collection[Signature],
) -> Sequence[Candidate]:
    """For each fault the best change that wasn't refused, in the rules' order; none for a text that fails."""
    script = scene_text(text, scene)
    found: dict[Signature, Candidate] = {}
    if script is None:
        return ()
    for finding in judgement.findings:
        case = PictureCase(script, finding, judgement.record)
        best = next((each for each in _candidates(case, rules) if each.signature not in refused), None)
        if best is not None:
            found.setdefault(best.signature, best)
    order = list(rules)
    return sorted(found.values(), key=lambda each: order.index(each.repair.rule))


def _candidates(case: PictureCase, rules: Mapping[str, LayoutRule]) -> Iterator[Candidate]:
    for name, rule in rules.items():
        for proposal in rule(case):
            if proposal.edits:
                changes = (
                    part
                    for edit in proposal.edits
                    for part in (_line(case.script.text, edit.start), edit.text)
                )
                yield Candidate(Repair(name, proposal), (name, *changes))


def _line(text: str, place: int) -> str:
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    return text[start : end if end >= 0 else len(text)].strip()


def together(text: str, scene: str, candidates: Sequence[Candidate]) -> Rewritten | None:
    """The text with these changes; None if it then shows less, or other scenes than this one change."""
    rewritten = rewrite(text, [each.repair for each in candidates])
    before, after = tree_of(text), tree_of(rewritten.text)
    if before is None or after is None or rewritten.text == text or shown_calls(after) < shown_calls(before):
        return None
    classes = [node for node in before.body if isinstance(node, ast.ClassDef) and is_scene_class(node)]
    others = [node.name for node in classes if node.name != scene]
    return None if changed_scenes(text, rewritten.text, others) else rewritten
