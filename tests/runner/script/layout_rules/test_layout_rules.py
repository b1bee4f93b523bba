"""Every rule of the layout proposes what it is for, and leaves everything else alone."""

import pytest

from runner.script.layout_rules.table import RULES
from tests.runner.script.layout_rules.golden import LayoutGolden, mended
from tests.runner.script.layout_rules.golden_cases import CASES

# Either may have made a text small.
SIZES = {"small-text", "scaled-down-text"}


@pytest.mark.parametrize("golden", CASES, ids=lambda each: f"{each.rule}: {each.before[:40]}")
def test_a_rule_proposes_what_mends_the_fault(golden: LayoutGolden) -> None:
    assert mended(golden, RULES[golden.rule]) == golden.after_text


def test_every_rule_has_a_golden_case() -> None:
    assert {golden.rule for golden in CASES if golden.after is not None} == RULES.keys()


@pytest.mark.parametrize("golden", CASES, ids=lambda each: f"{each.rule}: {each.before[:40]}")
def test_other_rules_have_nothing_to_say_about_the_fault(golden: LayoutGolden) -> None:
    case = golden.case(golden.text(golden.before))
    told = {name for name, rule in RULES.items() if any(proposal.edits for proposal in rule(case))}
    assert told <= (SIZES if golden.rule in SIZES else {golden.rule})
