"""Checks whether a provider serves a model, and describes the result. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

ServedModels = Mapping[str, date | None]
"""Names of models, each with its end date, or None if the vendor reports none."""

_NEAR_NAMES = 3
# A dated snapshot, or the tag that servers append to a bare name.
_VERSION = re.compile(r"-\d{8}|-\d{4}-\d{2}-\d{2}|:latest")


@dataclass(frozen=True)
class Verdict:
    """Whether a model is served, and details for the user."""

    is_served: bool
    detail: str


def verdict_on(model: str, served: ServedModels, today: date) -> Verdict:
    """The verdict on `model` by a provider's list."""
    names = [name for name in served if _is_named(name, model)]
    if not names:
        return Verdict(False, f"not served{_near(model, served)}")
    ends_on = served[model] if model in served else served[max(names)]
    if ends_on is None:
        return Verdict(True, "served")
    if ends_on < today:
        return Verdict(True, f"still listed, but its end date {ends_on} has passed")
    return Verdict(True, f"served until {ends_on}: name another model in MODEL_CHAINS before then")


def _is_named(name: str, model: str) -> bool:
    return name == model or (name.startswith(model) and bool(_VERSION.fullmatch(name[len(model) :])))


def _near(model: str, served: ServedModels) -> str:
    near = get_close_matches(model, served, n=_NEAR_NAMES)
    return f"; similar names: {', '.join(near)}" if near else ""
