"""Origins are written as browsers send them, or a sentence says how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import PodreelError
from contract.origins import origin_of, require_origin
from contract.service_settings import ServiceSettings
from contract.settings import read_settings


@pytest.mark.parametrize(
    "origin",
    [
        *("http://localhost:5173", "https://school.example", "http://127.0.0.1:3000", "http://[::1]:5173"),
        *("https://xn--mnchen-3ya.example", "capacitor://localhost", "https://a.example:8443"),
    ],
)
def test_an_origin_is_taken_as_it_is(origin: str) -> None:
    assert require_origin(origin) == origin


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("*", "unknown pages"),
        ("https://*.school.example", "name each origin"),
        ("null", "every file"),
        ("localhost:5173", "no scheme: write http://localhost:5173 or https://localhost:5173"),
        ("school.example", "no scheme"),
        ("http://localhost:5173/", "as browsers send it: http://localhost:5173"),
        ("http://LocalHost:5173", "as browsers send it: http://localhost:5173"),
        ("https://school.example/app?x=1#y", "as browsers send it: https://school.example"),
        ("https://school.example:443", "as browsers send it: https://school.example"),
        ("http://school.example:80", "as browsers send it: http://school.example"),
        ("http://me:secret@school.example", "as browsers send it: http://school.example"),
        ("https://münchen.example", "as browsers send it: https://xn--mnchen-3ya.example"),
        ("http://", "not an origin such as http://localhost:5173"),
        ("http://[::1", "not an origin"),
        ("http://a.example:70000", "not an origin"),
        ("file:///home/me/page.html", "not an origin"),
    ],
)
def test_what_no_browser_sends_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    monkeypatch.setenv("PODREEL_CORS_ORIGINS", f"http://localhost:5173,{text}")
    with pytest.raises(PodreelError, match="PODREEL_CORS_ORIGINS") as caught:
        read_settings(ServiceSettings)
    assert told in caught.value.detail
    assert "\n" not in caught.value.detail


def test_several_origins_are_separated_by_spaces_or_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODREEL_CORS_ORIGINS", "http://localhost:5173, https://school.example")
    assert read_settings(ServiceSettings).cors_origins == ("http://localhost:5173", "https://school.example")


@given(st.text(max_size=60) | st.from_regex(r"https?://[^ ]{0,40}", fullmatch=True))
def test_any_text_is_an_origin_or_is_refused(text: str) -> None:
    try:
        accepted = require_origin(text)
    except ValueError:
        assert not text or origin_of(text) != text or "*" in text
        return
    assert accepted == text == origin_of(text)
    assert origin_of(f"{text}/a/page?of=it") == text
