"""Every rule mends what it is for, says why, and leaves everything else alone."""

import pytest

from runner.script.analysis.signatures import LibraryInterface
from runner.script.rules.table import RULES
from tests.runner.script.rules.golden import Golden, mended
from tests.runner.script.rules.golden_attributes import ATTRIBUTES
from tests.runner.script.rules.golden_keywords import KEYWORDS
from tests.runner.script.rules.golden_names import NAMES

CASES = (*NAMES, *KEYWORDS, *ATTRIBUTES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.before[:40]}")
def test_a_rule_mends_what_it_is_for(case: Golden, interface: LibraryInterface) -> None:
    text, reason = mended(case.patient(interface), case.rule, RULES[case.rule])
    assert text == case.after_text
    assert case.sentence in reason


def test_every_rule_has_a_golden_case() -> None:
    assert {case.rule for case in CASES if case.after is not None} == RULES.keys()
