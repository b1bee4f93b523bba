"""Whether a provider's list has a model, and what is told of one that it has not. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

ServedModels = Mapping[str, date | None]
"""Names of models, each with the day on which it ends, where the vendor tells one."""

_NEAR_NAMES = 3
# A dated snapshot, or the tag that servers add to a bare name.
_VERSION = re.compile(r"-\d{8}|-\d{4}-\d{2}-\d{2}|:latest")


@dataclass(frozen=True)
class Verdict:
    """Whether a model answers, and what to know about it."""

    is_served: bool
    detail: str


def verdict_on(model: str, served: ServedModels, today: date) -> Verdict:
    """What the list says of a model."""
    names = [name for name in served if _is_named(name, model)]
    if not names:
        return Verdict(False, f"not served{_near(model, served)}")
    ends_on = served[model] if model in served else served[max(names)]
    if ends_on is None:
        return Verdict(True, "served")
    if ends_on < today:
        return Verdict(True, f"still listed, but its end was on {ends_on}")
    return Verdict(True, f"served until {ends_on}: name another one in MODEL_CHAINS before")


def _is_named(name: str, model: str) -> bool:
    return name == model or (name.startswith(model) and bool(_VERSION.fullmatch(name[len(model) :])))


def _near(model: str, served: ServedModels) -> str:
    near = get_close_matches(model, served, n=_NEAR_NAMES)
    return f"; near to it are {', '.join(near)}" if near else ""
