"""What a request may choose here, for forms: from the catalogue, the settings and the prices. Pure."""

from api.estimates import USUAL_SECONDS, PriceOf, Span, estimate_cost
from api.schemas.config import (
    Choice,
    ChoicesAnswer,
    DefaultsAnswer,
    EngineAnswer,
    LanguageChoice,
    ModelChoice,
    PriceAnswer,
    QualityChoice,
    SizeAnswer,
    UsdRange,
    VoiceChoice,
)
from contract.catalogue import (
    ASPECTS,
    LANGUAGES,
    OFFLINE_MODEL,
    QUALITIES,
    THEMES,
    VOICES,
    QualityEntry,
    VoiceEntry,
    best_models,
    pixel_size,
    require_model,
)
from contract.failure import PodreelError
from contract.labels import ASPECT_LABELS, MODEL_LABELS, NARRATION_LABELS, QUALITY_LABELS, THEME_LABELS
from contract.model_roles import first_link
from contract.order import DEFAULT_PRIORITY
from contract.settings import Settings, usable_providers
from contract.video import DEFAULTS, Narration, VideoRequest
from contract.voice_engines import configured_engines, engine_for, way_to_engine

CUSTOM = "custom"
_MILLION = 1_000_000
_TYPICAL = VideoRequest.model_construct(prompt="")


def choices_for(settings: Settings, price_of: PriceOf) -> ChoicesAnswer:
    """All choices with their labels."""
    return ChoicesAnswer(
        models=tuple(_model(name, settings, price_of) for name in settings.models.offered),
        voices=tuple(_voice(voice, settings) for voice in VOICES.values()),
        languages=tuple(
            LanguageChoice(name=entry.code, label=entry.name, english_label=entry.english_name)
            for entry in LANGUAGES.values()
        ),
        qualities=(
            *(_quality(entry) for entry in QUALITIES.values()),
            QualityChoice(name=CUSTOM, label=QUALITY_LABELS[CUSTOM], sizes={}, frame_rate=None),
        ),
        aspects=tuple(Choice(name=name, label=ASPECT_LABELS[name]) for name in ASPECTS),
        themes=tuple(Choice(name=name, label=THEME_LABELS[name]) for name in THEMES),
        narrations=tuple(Choice(name=name, label=NARRATION_LABELS[name]) for name in Narration),
    )


def defaults_for(settings: Settings) -> DefaultsAnswer:
    """What counts for fields that a request leaves out."""
    models = settings.models
    best = best_models(models.offered, usable_providers(settings), models.model_chains)
    return DefaultsAnswer(
        model=best[0] if best else OFFLINE_MODEL,
        voice=DEFAULTS.voice,
        quality=DEFAULTS.quality,
        aspect=DEFAULTS.aspect,
        theme=DEFAULTS.theme,
        minutes=USUAL_SECONDS / 60,
        narration=DEFAULTS.narration,
        strict=DEFAULTS.strict,
        as_text=DEFAULTS.as_text,
        priority=DEFAULT_PRIORITY,
    )


def _model(name: str, settings: Settings, price_of: PriceOf) -> ModelChoice:
    models = settings.models
    links = models.chain(name)
    link = first_link(name, settings)
    reason, next_step = "", ""
    try:
        require_model(name, models.offered, usable_providers(settings), models.model_chains)
    except PodreelError as error:
        reason, next_step = error.detail, error.next_step
    price = price_of(link or links[0])
    cost = estimate_cost(_TYPICAL.model_copy(update={"model": name}), settings, price_of)
    return ModelChoice(
        name=name,
        label=MODEL_LABELS.get(name, name),
        answers_questions=name != OFFLINE_MODEL,
        is_usable=link is not None,
        link=link or links[0],
        links=links,
        reason=reason,
        next_step=next_step,
        price=PriceAnswer(
            input_usd=_per_million(price.input_usd),
            cached_input_usd=_per_million(price.cached_usd),
            output_usd=_per_million(price.output_usd),
        )
        if price
        else None,
        video_usd=UsdRange.of(cost.low, cost.high) if isinstance(cost, Span) else None,
    )


def _per_million(usd: float) -> float:
    return round(usd * _MILLION, 4)


def _voice(voice: VoiceEntry, settings: Settings) -> VoiceChoice:
    configured = configured_engines(voice.name, settings)
    return VoiceChoice(
        name=voice.name,
        label=f"{voice.name} ({voice.gender})",
        gender=voice.gender,
        languages={language: engine_for(voice.name, language, settings) for language in LANGUAGES},
        engines=tuple(
            EngineAnswer(
                name=link,
                is_configured=link in configured,
                next_step="" if link in configured else way_to_engine(link),
            )
            for link in voice.chain
        ),
    )


def _quality(entry: QualityEntry) -> QualityChoice:
    sizes = {aspect: pixel_size(entry.short_side, aspect) for aspect in ASPECTS}
    return QualityChoice(
        name=entry.name,
        label=QUALITY_LABELS[entry.name],
        sizes={aspect: SizeAnswer(width=width, height=height) for aspect, (width, height) in sizes.items()},
        frame_rate=entry.frame_rate,
    )
