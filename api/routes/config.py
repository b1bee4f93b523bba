"""What a request may choose from."""

import asyncio

from fastapi import APIRouter, Request

from api.auth.api_keys import Caller
from api.backends import backends_of
from api.dependencies import CallerDependency
from api.form_choices import choices_for, defaults_for
from api.prices import price_of
from api.problems import documented
from api.schemas.config import ConfigAnswer, CustomLimits, LimitsAnswer
from api.schemas.videos import VideoSubmission
from contract.catalogue import VOICES
from contract.questions import TEXT_SENTENCES, TEXT_WORDS
from contract.settings import Settings
from contract.video import (
    EXPLANATION_MAX_CHARACTERS,
    PROMPT_MAX_CHARACTERS,
    PROMPT_MIN_CHARACTERS,
    SCRIPT_MAX_CHARACTERS,
    CustomQuality,
    bounds_of,
)

router = APIRouter(tags=["service"])


@router.get("/config", responses=documented())
async def get_config(request: Request, caller: CallerDependency) -> ConfigAnswer:
    """All that a form needs: choices with labels, defaults, limits, and what can be used here now."""
    settings = backends_of(request).settings
    return ConfigAnswer(
        models=settings.models.offered,
        voices=tuple(VOICES),
        # In a thread, because the first one reads the prices.
        choices=await asyncio.to_thread(choices_for, settings, price_of),
        defaults=defaults_for(settings),
        limits=_limits(settings, caller),
    )


def _limits(settings: Settings, caller: Caller) -> LimitsAnswer:
    minutes_min, minutes_max = bounds_of(VideoSubmission, "minutes")
    priority_min, priority_max = bounds_of(VideoSubmission, "priority")
    return LimitsAnswer(
        prompt_min_characters=PROMPT_MIN_CHARACTERS,
        prompt_max_characters=PROMPT_MAX_CHARACTERS,
        explanation_max_characters=EXPLANATION_MAX_CHARACTERS,
        script_max_characters=SCRIPT_MAX_CHARACTERS,
        text_sentences=TEXT_SENTENCES,
        text_words=TEXT_WORDS,
        minutes_min=minutes_min,
        minutes_max=minutes_max,
        priority_min=int(priority_min),
        priority_max=int(priority_max),
        custom=_custom_limits(),
        max_concurrent_videos=settings.limits.max_concurrent_videos,
        video_retention_days=settings.limits.video_retention_days,
        cost_limit_usd=settings.limits.cost_limit_usd,
        requests_per_minute=caller.limits.requests_per_minute if caller.limits else None,
        open_videos=caller.limits.open_videos if caller.limits else None,
        streams=caller.limits.streams if caller.limits else None,
    )


def _custom_limits() -> CustomLimits:
    limits: dict[str, int] = {}
    for name in CustomQuality.model_fields:
        least, most = bounds_of(CustomQuality, name)
        limits |= {f"{name}_min": int(least), f"{name}_max": int(most)}
    return CustomLimits(**limits)
