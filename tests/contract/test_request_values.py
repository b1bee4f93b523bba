"""Texts that can't be spoken, and values of a wrong JSON type, are refused."""

import pytest

from contract.video import parse_request
from tests.contract.refused import refusal

INVISIBLE = [
    "\u200b" * 60,
    "\u2060\ufeff" * 30,
    "\u3164" * 60,
    "\u2800" * 60,
    "\U000e0041" * 60,
    "\u200d\ufe0f" * 30,
]


@pytest.mark.parametrize("text", INVISIBLE, ids=lambda text: f"{ord(text[0]):04x}")
def test_a_text_of_invisible_characters_is_refused(text: str) -> None:
    assert "0 visible characters; it needs at least 10" in refusal(prompt=text)
    assert "9 visible characters; it needs at least 10" in refusal(prompt=f"Explain{text}it")
    assert "no letter or digit" in refusal(explanation=text)
    assert "no letter or digit" in refusal(explanation=f"# {text}\n\n{text}")


@pytest.mark.parametrize(
    "text",
    ["\u0301" * 60, "?!… — " * 20, "🎬" * 60, "∑∞√ + " * 20, "\u0e34" * 60],
    ids=lambda text: f"{ord(text[0]):04x}",
)
def test_a_text_without_letters_or_digits_is_refused(text: str) -> None:
    assert "nothing to speak" in refusal(prompt=text)
    assert "nothing to speak" in refusal(explanation=text)


def test_invisible_characters_between_visible_ones_stay() -> None:
    prompt = "چگونه می\u200cشود آسمان آبی باشد؟"
    assert parse_request({"prompt": prompt}).prompt == prompt


WRONG_TYPES: dict[str, tuple[object, ...]] = {
    "minutes": (True, False, "2", b"2", [2], {}),
    "strict": (1, 0, 1.0, "true", "yes", "on", []),
    **dict.fromkeys(("prompt", "model", "voice", "script", "theme"), (1, True, ["x"])),
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in WRONG_TYPES.items() for value in values]
)
def test_a_value_of_another_json_type_is_refused_not_converted(field: str, value: object) -> None:
    assert field in refusal(**{field: value}).lower()


@pytest.mark.parametrize("side", ["width", "height", "frame_rate"])
@pytest.mark.parametrize("value", [True, "640", "640.0", 640.5])
def test_a_size_is_a_number_without_quotes(side: str, value: object) -> None:
    size = {"width": 640, "height": 360, "frame_rate": 30, side: value}
    assert side in refusal(quality="custom", custom=size)
