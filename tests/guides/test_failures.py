"""The guide's tables of failures are those of the code."""

from contract.failure import FAILURES, FailureCategory, FailureCode
from controller.causes import CAUSES
from tests.guides.pages import ROOT, codes, rows

GUIDE = ROOT / "docs" / "guides" / "failures.md"


def test_every_code_has_its_status_its_sentence_a_cause_and_a_command() -> None:
    written = [(*codes(code), int(status), what) for code, status, what, _, _ in rows(GUIDE, "code")]
    assert written == [(row.code.value, row.exit_status, row.sentence) for row in FAILURES.values()]
    for *_, cause, command in rows(GUIDE, "code"):
        assert len(cause) > 10
        assert codes(command)


def test_every_category_that_is_no_code_is_explained_with_its_code() -> None:
    written = {
        category: FailureCode(*codes(code))
        for names, code, cause in rows(GUIDE, "category")
        for category in codes(names)
        if cause
    }
    assert set(written) == set(FailureCategory) - set(FailureCode)
    for cause in CAUSES:
        assert written.get(cause.category, cause.code) == cause.code
