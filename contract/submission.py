"""Settles what a new request leaves open, and refuses what can't be made here. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contract.catalogue import OFFLINE_MODEL, best_models, require_model
from contract.questions import require_answerable
from contract.settings import Settings, usable_providers
from contract.video import VideoRequest, parse_request


@dataclass(frozen=True)
class SettledRequest:
    """A complete request. `decided` names the fields that were left open; `notes` tell the user of them."""

    request: VideoRequest
    decided: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def settle(fields: Mapping[str, Any], settings: Settings) -> SettledRequest:
    """The request with these fields; if it has no model, the best one that is configured here answers.

    Raises PodreelError: invalid_request, or not_configured if its model, or any for a question, is not
    configured.
    """
    models, usable = settings.models, usable_providers(settings)
    best = best_models(models.offered, usable, models.model_chains)
    chosen = fields.get("model") or _model_for(fields, best)
    request = parse_request({**fields, "model": chosen})
    require_model(request.model, models.offered, usable, models.model_chains)
    require_answerable(request, best)
    if fields.get("model"):
        return SettledRequest(request)
    return SettledRequest(request, ("model",), _notes_of(request))


def _model_for(fields: Mapping[str, Any], best: tuple[str, ...]) -> str:
    # A script asks no model.
    return best[0] if best and fields.get("script") is None else OFFLINE_MODEL


def _notes_of(request: VideoRequest) -> tuple[str, ...]:
    if request.model == OFFLINE_MODEL:
        return ()
    return (f"No model was chosen, so {request.model} was asked: the best one that is configured here.",)
