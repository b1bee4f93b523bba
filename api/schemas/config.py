"""What a form of a request needs: choices with their labels, defaults and limits."""

from typing import Any

from pydantic import Field

from api.schemas.videos import Wire, example_of
from contract.catalogue import Gender

_EXAMPLE: dict[str, Any] = {
    "models": ["offline", "claude-4-sonnet"],
    "voices": ["Joanna", "Matthew"],
    "choices": {
        "models": [
            {
                **{"name": "claude-4-sonnet", "label": "Claude 4 Sonnet", "answers_questions": True},
                **{"is_usable": False, "link": "anthropic:claude-sonnet-5-5"},
                "links": ["anthropic:claude-sonnet-5-5", "openai:gpt-5.6-sol"],
                "reason": "The model 'claude-4-sonnet' needs ANTHROPIC_API_KEY, which is not set here.",
                "next_step": "Set ANTHROPIC_API_KEY.",
                "price": {"input_usd": 2.0, "cached_input_usd": 0.1, "output_usd": 10.0},
                "video_usd": {"low": 0.1, "high": 0.9},
            }
        ],
        "voices": [
            {
                **{"name": "Joanna", "label": "Joanna (female)", "gender": "female"},
                "languages": {"en": "festival:slt", "de": "espeak:female"},
                "engines": [
                    {
                        **{"name": "polly:Joanna", "is_configured": False},
                        "next_step": "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.",
                    },
                    {"name": "festival:slt", "is_configured": True, "next_step": ""},
                ],
            }
        ],
        "languages": [{"name": "de", "label": "Deutsch", "english_label": "German"}],
        "qualities": [
            {
                **{"name": "draft", "label": "Draft", "frame_rate": 15},
                "sizes": {"16:9": {"width": 854, "height": 480}},
            }
        ],
        "aspects": [{"name": "16:9", "label": "Landscape, 16:9"}],
        "themes": [{"name": "dark", "label": "Dark"}],
        "narrations": [{"name": "initial", "label": "As first explained"}],
    },
    "defaults": {
        **{"model": "offline", "voice": "Joanna", "quality": "standard", "aspect": "16:9"},
        **{"theme": "dark", "minutes": 2.0, "narration": "initial", "strict": False, "as_text": False},
        "priority": 5,
    },
    "limits": {
        **{"prompt_min_characters": 10, "prompt_max_characters": 10_000, "minutes_min": 0.5},
        **{"explanation_max_characters": 40_000, "script_max_characters": 400_000, "minutes_max": 30},
        **{"text_sentences": 3, "text_words": 40, "priority_min": 0, "priority_max": 9},
        "custom": {
            **{"width_min": 128, "width_max": 3840, "height_min": 128, "height_max": 3840},
            **{"frame_rate_min": 10, "frame_rate_max": 60},
        },
        **{"max_concurrent_videos": 2, "video_retention_days": 7, "cost_limit_usd": 5.0},
        **{"requests_per_minute": 600, "open_videos": 100, "streams": 100},
    },
}


class Choice(Wire):
    """A value of a field, and its label."""

    name: str = Field(description="The value to send.")
    label: str


class LanguageChoice(Choice):
    """A language: its code, its name in that language, and its name in English."""

    english_label: str


class SizeAnswer(Wire):
    """A frame in pixels."""

    width: int
    height: int


class QualityChoice(Choice):
    """A quality. `custom` has neither sizes nor a frame rate: the request says them."""

    sizes: dict[str, SizeAnswer] = Field(description="By aspect.")
    frame_rate: int | None


class UsdRange(Wire):
    """A range in USD."""

    low: float
    high: float

    @classmethod
    def of(cls, low: float, high: float) -> "UsdRange":
        """In whole cents."""
        return cls(low=round(low, 2), high=round(high, 2))


class PriceAnswer(Wire):
    """USD per million tokens."""

    input_usd: float
    cached_input_usd: float
    output_usd: float


class ModelChoice(Choice):
    """A model: what it can do, what it costs, and how to get it if it can't be used here."""

    answers_questions: bool = Field(
        description="If not, it has the built-in lessons, and presents texts as they are written."
    )
    is_usable: bool
    link: str = Field(description="The vendor's model that is asked, or would be if it could be used.")
    links: tuple[str, ...] = Field(description="All that are tried, in this order.")
    reason: str = Field(description="Why it can't be used here; empty if it can.")
    next_step: str = Field(description="How to make it usable; empty if it is.")
    price: PriceAnswer | None = Field(description="The price of `link`; null if it is not known.")
    video_usd: UsdRange | None = Field(
        description="What all models of a video of two minutes cost, roughly; null if it is not known."
    )


class EngineAnswer(Wire):
    """A speech engine of a voice."""

    name: str
    is_configured: bool
    next_step: str = Field(description="How to configure it; empty if it is.")


class VoiceChoice(Choice):
    """A voice, and the engines that speak for it, the best first."""

    gender: Gender
    languages: dict[str, str] = Field(description="The engine that speaks each language here.")
    engines: tuple[EngineAnswer, ...]


class ChoicesAnswer(Wire):
    """What each field may be, with labels."""

    models: tuple[ModelChoice, ...]
    voices: tuple[VoiceChoice, ...]
    languages: tuple[LanguageChoice, ...]
    qualities: tuple[QualityChoice, ...]
    aspects: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    narrations: tuple[Choice, ...]


class DefaultsAnswer(Wire):
    """What counts for a field that is left out; without a language, that of the text is recognised."""

    model: str = Field(description="The best that can be used here.")
    voice: str
    quality: str
    aspect: str
    theme: str
    minutes: float = Field(description="What a model is asked for; a text of one's own is as long as it is.")
    narration: str
    strict: bool
    as_text: bool
    priority: int


class CustomLimits(Wire):
    """Limits of the quality `custom`. Width and height are even."""

    width_min: int
    width_max: int
    height_min: int
    height_max: int
    frame_rate_min: int
    frame_rate_max: int


class LimitsAnswer(Wire):
    """Limits of requests. Null means unlimited."""

    prompt_min_characters: int
    prompt_max_characters: int
    explanation_max_characters: int
    script_max_characters: int
    text_sentences: int = Field(description="So many sentences, or `text_words`, make a text of a prompt.")
    text_words: int
    minutes_min: float
    minutes_max: float
    priority_min: int
    priority_max: int
    custom: CustomLimits
    max_concurrent_videos: int
    video_retention_days: int
    cost_limit_usd: float = Field(description="What the models of one video may cost.")
    requests_per_minute: int | None
    open_videos: int | None
    streams: int | None


class ConfigAnswer(Wire):
    """What a request may choose from. `models` and `voices` are lists of names; `choices` says more."""

    model_config = example_of(_EXAMPLE)

    models: tuple[str, ...]
    voices: tuple[str, ...]
    choices: ChoicesAnswer
    defaults: DefaultsAnswer
    limits: LimitsAnswer
