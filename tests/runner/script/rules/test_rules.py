"""Every rule mends what it is for, says why, and leaves everything else alone."""

from dataclasses import replace

import pytest

from runner.script.analysis.signatures import LibraryInterface
from runner.script.rules.patient import patient_of
from runner.script.rules.table import RULES
from tests.runner.script.rules.golden import Golden, mended
from tests.runner.script.rules.golden_animations import ANIMATIONS
from tests.runner.script.rules.golden_attributes import ATTRIBUTES
from tests.runner.script.rules.golden_former import FORMER
from tests.runner.script.rules.golden_keywords import KEYWORDS
from tests.runner.script.rules.golden_names import NAMES
from tests.runner.script.rules.golden_plotting import PLOTTING
from tests.runner.script.rules.golden_points import POINTS
from tests.runner.script.rules.golden_positions import POSITIONS
from tests.runner.script.rules.golden_tex import TEX

CASES = (*NAMES, *KEYWORDS, *ATTRIBUTES, *FORMER, *TEX, *PLOTTING, *POINTS, *POSITIONS, *ANIMATIONS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.before[:40]}")
def test_a_rule_mends_what_it_is_for(case: Golden, interface: LibraryInterface) -> None:
    text, reason = mended(case.patient(interface), case.rule, RULES[case.rule])
    assert text == case.after_text
    assert case.sentence in reason


def test_every_rule_has_a_golden_case() -> None:
    assert {case.rule for case in CASES if case.after is not None} == RULES.keys()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.before[:40]}")
def test_a_rule_leaves_alone_what_it_has_mended(case: Golden, interface: LibraryInterface) -> None:
    text, _ = mended(case.patient(interface), case.rule, RULES[case.rule])
    again = patient_of(text, interface, replace(case.patient(interface).failure, kind="", message="", log=""))
    assert again is not None
    assert mended(again, case.rule, RULES[case.rule])[0] == text
