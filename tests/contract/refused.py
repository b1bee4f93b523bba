"""How a request is refused."""

from typing import Any

import pytest

from contract.failure import FailureCode, PodreelError
from contract.video import parse_request

PROMPT = "Explain binary search"


def refusal(**fields: Any) -> str:
    """The sentence that refuses a request of these fields."""
    with pytest.raises(PodreelError) as caught:
        parse_request({"prompt": PROMPT, **fields})
    assert caught.value.code is FailureCode.INVALID_REQUEST
    assert caught.value.exit_status == 64
    sentence = caught.value.detail
    assert sentence[0].isupper() or not sentence[0].isalpha()
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "Value error" not in sentence
    return sentence
