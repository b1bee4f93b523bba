"""What a request may choose from."""

from fastapi import APIRouter, Request

from api.auth.api_keys import Caller
from api.backends import backends_of
from api.dependencies import CallerDependency
from api.problems import documented
from api.schemas.service import ConfigAnswer, LanguageAnswer, LimitsAnswer, ModelState
from contract.catalogue import ASPECTS, LANGUAGES, QUALITIES, THEMES, VOICES, missing_variables, provider_of
from contract.settings import Settings, usable_providers
from contract.video import PROMPT_MAX_CHARACTERS, PROMPT_MIN_CHARACTERS, Narration

router = APIRouter(tags=["service"])


@router.get("/config", responses=documented())
async def get_config(request: Request, caller: CallerDependency) -> ConfigAnswer:
    """Models, voices and other options of a request, and which models can be used now."""
    settings = backends_of(request).settings
    return ConfigAnswer(
        models=settings.models.offered,
        voices=tuple(VOICES),
        available={name: _state(name, settings) for name in settings.models.offered},
        languages=tuple(LanguageAnswer(code=entry.code, name=entry.name) for entry in LANGUAGES.values()),
        qualities=(*QUALITIES, "custom"),
        aspects=tuple(ASPECTS),
        themes=THEMES,
        narrations=tuple(Narration),
        limits=_limits(settings, caller),
    )


def _state(model: str, settings: Settings) -> ModelState:
    providers = [provider_of(link) for link in settings.models.chain(model)]
    usable = not usable_providers(settings).isdisjoint(providers)
    return ModelState(usable=usable, missing=() if usable else missing_variables(providers))


def _limits(settings: Settings, caller: Caller) -> LimitsAnswer:
    return LimitsAnswer(
        prompt_min_characters=PROMPT_MIN_CHARACTERS,
        prompt_max_characters=PROMPT_MAX_CHARACTERS,
        minutes_min=0.5,
        minutes_max=30,
        max_concurrent_videos=settings.limits.max_concurrent_videos,
        video_retention_days=settings.limits.video_retention_days,
        requests_per_minute=caller.limits.requests_per_minute if caller.limits else None,
        open_videos=caller.limits.open_videos if caller.limits else None,
        streams=caller.limits.streams if caller.limits else None,
    )
