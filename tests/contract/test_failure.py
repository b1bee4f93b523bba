"""The failure table says of every bad end its exit status, a sentence and what to do."""

import pytest

from contract.failure import FAILURES, FailureCategory, FailureCode, JobReaction, PodreelError

DESIGNED = {
    "invalid_request": (64, JobReaction.FAIL),
    "script_failed": (65, JobReaction.FAIL),
    "unavailable": (69, JobReaction.RETRY),
    "internal": (70, JobReaction.RETRY),
    "superseded": (71, JobReaction.FAIL),
    "time_used_up": (75, JobReaction.FAIL),
    "cost_used_up": (75, JobReaction.FAIL),
    "attempts_spent": (76, JobReaction.FAIL),
    "not_configured": (77, JobReaction.FAIL),
    "sandbox_unavailable": (78, JobReaction.FAIL),
    "bad_configuration": (78, JobReaction.FAIL),
    "stopped": (143, JobReaction.IGNORE),
    "job_lost": (70, JobReaction.RETRY),
    "out_of_memory": (70, JobReaction.RETRY),
    "cannot_start": (78, JobReaction.FAIL),
}


def test_the_failure_table_has_its_stable_codes_and_statuses() -> None:
    table = {code.value: (row.exit_status, row.reaction) for code, row in FAILURES.items()}
    assert table == DESIGNED


def test_every_code_has_exactly_one_row() -> None:
    assert set(FAILURES) == set(FailureCode)
    assert len({code.value for code in FailureCode}) == len(FailureCode)
    assert all(row.code is code for code, row in FAILURES.items())


@pytest.mark.parametrize("code", FailureCode)
def test_every_failure_has_a_sentence_and_a_next_step(code: FailureCode) -> None:
    row = FAILURES[code]
    for text in (row.sentence, row.next_step):
        assert text[0].isupper()
        assert text.endswith(".")


@pytest.mark.parametrize("code", FailureCode)
def test_failures_that_do_not_fail_the_job_are_retryable(code: FailureCode) -> None:
    assert FAILURES[code].is_retryable is (DESIGNED[code][1] is not JobReaction.FAIL)


def test_a_run_can_be_resumed_unless_the_request_itself_is_at_fault_or_the_run_is_over() -> None:
    final = {code.value for code, row in FAILURES.items() if not row.can_be_resumed}
    assert final == {"invalid_request", "script_failed", "superseded", "attempts_spent"}


@pytest.mark.parametrize("code", FailureCode)
def test_an_error_without_a_message_uses_the_tables(code: FailureCode) -> None:
    error = PodreelError(code)
    assert (error.detail, error.next_step) == (FAILURES[code].sentence, FAILURES[code].next_step)
    assert (error.code, error.exit_status) == (code, FAILURES[code].exit_status)
    assert str(error) == error.detail


def test_an_error_with_its_own_message_uses_it() -> None:
    error = PodreelError(FailureCode.UNAVAILABLE, "Redis sleeps.", "Wake it.")
    assert (str(error), error.next_step) == ("Redis sleeps.", "Wake it.")


@pytest.mark.parametrize("code", FailureCode)
def test_every_code_is_a_category_too(code: FailureCode) -> None:
    assert FailureCategory(code).value == code.value
    assert FailureCategory.of("", code) is FailureCategory(code)


def test_a_category_of_a_later_version_is_read_as_that_of_its_code() -> None:
    assert FailureCategory.of("node_on_fire", FailureCode.JOB_LOST) is FailureCategory.JOB_LOST
    assert FailureCategory.of("node_lost", FailureCode.JOB_LOST) is FailureCategory.NODE_LOST
    assert FailureCategory.of("node_on_fire", None) is None
