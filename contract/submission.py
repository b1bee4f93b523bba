"""Settles what a new request leaves open, and refuses what can't be made here. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contract.catalogue import OFFLINE_MODEL, best_models, require_model
from contract.questions import require_answerable
from contract.settings import Settings, usable_providers
from contract.spoken_language import SpokenLanguage, language_of
from contract.video import VideoRequest, parse_request


@dataclass(frozen=True)
class SettledRequest:
    """A complete request. `decided` names the fields that were left open; `notes` tell the user of them."""

    request: VideoRequest
    decided: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def settle(fields: Mapping[str, Any], settings: Settings) -> SettledRequest:
    """The request with these fields, completed: by the best configured model, and by the text's own language.

    Raises PodreelError: invalid_request, or not_configured if its model, or any for a question, is not
    configured.
    """
    models, usable = settings.models, usable_providers(settings)
    best = best_models(models.offered, usable, models.model_chains)
    chosen = fields.get("model") or _model_for(fields, best)
    request = parse_request({**fields, "model": chosen})
    require_model(request.model, models.offered, usable, models.model_chains)
    language = language_of(request)
    if language.recognised is not None:
        request = request.model_copy(update={"language": language.recognised})
    require_answerable(request, best, usable)
    return _told(request, is_model_open=not fields.get("model"), language=language)


def _model_for(fields: Mapping[str, Any], best: tuple[str, ...]) -> str:
    # A script asks no model.
    return best[0] if best and fields.get("script") is None else OFFLINE_MODEL


def _told(request: VideoRequest, *, is_model_open: bool, language: SpokenLanguage) -> SettledRequest:
    is_open = {"model": is_model_open, "language": language.recognised is not None}
    notes = [language.note] if language.note else []
    if is_model_open and request.model != OFFLINE_MODEL:
        notes = [
            f"No model was chosen, so {request.model} was asked: the best one that is configured here.",
            *notes,
        ]
    return SettledRequest(
        request, tuple(name for name, was_open in is_open.items() if was_open), tuple(notes)
    )
