"""Messages about failed calls are one short line without keys."""

import string

import httpx2
import pytest
from botocore.exceptions import NoCredentialsError
from hypothesis import given
from hypothesis import strategies as st
from pydantic_ai.exceptions import (
    ModelAPIError,
    ModelConnectionError,
    ModelHTTPError,
    ModelTimeoutError,
    UnexpectedModelBehavior,
    UserError,
)

from runner.authors.models.vendors.errors import (
    KEY_VARIABLES,
    MAX_CHARACTERS,
    FailureKind,
    VendorRefusal,
    failure_of,
)
from runner.authors.models.vendors.refusals import refusal_of

kinds = st.sampled_from(FailureKind)
keys = st.text(string.ascii_letters + string.digits + "/+=-_", min_size=8, max_size=60)
links = st.sampled_from(["openai:gpt-5.6-sol", "anthropic:claude", "bedrock:a:0", "server:" + "m" * 5000])


@given(links, kinds, st.text())
def test_a_message_is_always_one_short_plain_line(link: str, kind: FailureKind, told: str) -> None:
    message = failure_of(link, VendorRefusal(kind, told)).message
    assert len(message) <= MAX_CHARACTERS
    assert "\n" not in message
    assert "\x1b" not in message
    assert message.startswith(link.partition(":")[0])


@given(links, kinds, keys, st.text(" .,:", max_size=5))
def test_a_message_never_contains_a_key(link: str, kind: FailureKind, key: str, around: str) -> None:
    told = f"bad key {around}{key}{around} here"
    clean = failure_of(link, VendorRefusal(kind, "bad key here"), [key]).message
    message = failure_of(link, VendorRefusal(kind, told), [key]).message
    assert key not in message or key in clean


@given(links, kinds, keys)
def test_a_key_that_contains_another_key_is_hidden_completely(link: str, kind: FailureKind, key: str) -> None:
    longer = f"{key}-{key}"
    message = failure_of(link, VendorRefusal(kind, f"told {longer}"), [key, longer]).message
    assert "told [key]" in message


def test_no_part_of_a_key_is_left_where_a_long_message_is_cut() -> None:
    key = "0123456789abcdef" * 4
    for length in range(100, 200):
        assert (
            "01234"
            not in failure_of(
                "openai:x", VendorRefusal(FailureKind.PASSING, "x" * length + key), [key]
            ).message
        )


@pytest.mark.parametrize("told", ["sk-ab***********wxyz", "sk-ant-api03-abcdef", "AKIAIOSFODNN7EXAMPLE"])
def test_text_that_looks_like_a_key_is_hidden_even_if_it_is_unknown(told: str) -> None:
    assert (
        told
        not in failure_of("openai:x", VendorRefusal(FailureKind.NO_ACCESS, f"Incorrect key: {told}.")).message
    )


@pytest.mark.parametrize("told", ["ask-me-anything", "skateboarding", "risk-averse-models"])
def test_words_that_only_resemble_keys_stay(told: str) -> None:
    assert told in failure_of("openai:x", VendorRefusal(FailureKind.PASSING, told)).message


@pytest.mark.parametrize("provider", KEY_VARIABLES)
def test_a_rejected_key_is_reported_with_its_variable(provider: str) -> None:
    message = failure_of(f"{provider}:m", VendorRefusal(FailureKind.NO_ACCESS, "no")).message
    assert KEY_VARIABLES[provider] in message


def test_a_failure_keeps_its_kind_and_wait() -> None:
    failed = failure_of("openai:x", VendorRefusal(FailureKind.PASSING, "", 2.5))
    assert (failed.kind, failed.wait_seconds) == (FailureKind.PASSING, 2.5)
    assert "no reason" in failed.message


ERRORS: tuple[tuple[Exception, FailureKind], ...] = (
    (ModelHTTPError(408, "m"), FailureKind.PASSING),
    (ModelHTTPError(409, "m"), FailureKind.PASSING),
    (ModelHTTPError(424, "m"), FailureKind.PASSING),
    (ModelHTTPError(413, "m"), FailureKind.REJECTED),
    (ModelHTTPError(418, "m"), FailureKind.REJECTED),
    (ModelHTTPError(599, "m"), FailureKind.PASSING),
    (ModelAPIError("m", "some event"), FailureKind.PASSING),
    (ModelConnectionError("m", "reset"), FailureKind.PASSING),
    (ModelTimeoutError("m", "slow"), FailureKind.PASSING),
    (UnexpectedModelBehavior("odd", "body"), FailureKind.PASSING),
    (UserError("no such setting"), FailureKind.REJECTED),
    (NoCredentialsError(), FailureKind.NO_ACCESS),
    (httpx2.ReadError("gone"), FailureKind.PASSING),
    (TypeError("'NoneType' object is not iterable"), FailureKind.PASSING),
)


@pytest.mark.parametrize(("error", "kind"), ERRORS, ids=lambda value: repr(value)[:40])
def test_each_exception_of_the_sdks_has_its_kind(error: Exception, kind: FailureKind) -> None:
    refusal = refusal_of(error)
    assert refusal.kind is kind
    assert refusal.told


BODIES = st.recursive(
    st.none() | st.text() | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["error", "message", "x"]), inner)
    ),
)


@given(st.integers(400, 599), BODIES)
def test_any_error_body_gives_a_message(status: int, body: object) -> None:
    assert str(status) in refusal_of(ModelHTTPError(status, "m", body)).told


def test_a_failed_connection_is_reported_with_the_network_error() -> None:
    error = ModelConnectionError("m", "Connection error.")
    error.__cause__ = OSError("no route to host")
    assert "no route to host" in refusal_of(error).told
