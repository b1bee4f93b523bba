"""What would happen to a submission."""

from pydantic import Field

from api.schemas.config import UsdRange
from api.schemas.videos import Wire, example_of
from contract.questions import RequestKind


class SecondsRange(Wire):
    """A range in seconds."""

    low: int
    high: int

    @classmethod
    def of(cls, low: float, high: float) -> "SecondsRange":
        return cls(low=round(low), high=round(high))


class EstimateAnswer(Wire):
    """What a submission would become, how long it would be and what it would cost. Nothing is stored."""

    model_config = example_of(
        {
            **{"kind": "question", "is_spoken_as_written": False, "model": "claude-4-sonnet"},
            **{"decided": ["model"], "language": "en", "voice": "Joanna", "engine": "festival:slt"},
            "links": {
                **{"explain": "anthropic:claude-sonnet-5-5", "refine": "openai:gpt-5.6-sol"},
                **{"write": "anthropic:claude-sonnet-5-5", "review": "anthropic:claude-sonnet-5-5"},
            },
            **{"seconds": {"low": 72, "high": 180}, "seconds_note": ""},
            **{"cost_usd": {"low": 0.11, "high": 1.02}, "cost_note": "", "cost_limit_usd": 5.0},
            **{"may_reach_cost_limit": False, "notes": []},
        }
    )

    kind: RequestKind
    is_spoken_as_written: bool = Field(description="Whether the video speaks the user's own words.")
    model: str
    decided: tuple[str, ...] = Field(description="Fields that were left open and are decided here.")
    links: dict[str, str] = Field(
        description="The vendor's model that is asked first to `explain`, `refine`, `write` and `review`."
    )
    language: str = Field(description="The language to speak; a script may name its own instead.")
    voice: str
    engine: str = Field(description="The speech engine that would speak this language.")
    seconds: SecondsRange | None = Field(description="Length of the video, roughly; null if nobody knows.")
    seconds_note: str = Field(description="Why the length is not known; empty if it is.")
    cost_usd: UsdRange | None = Field(
        description="What the models would cost, roughly: least if they answer without thinking and nothing "
        "has to be mended, most if they think long and every section is mended. Null if a price is unknown."
    )
    cost_note: str = Field(description="Why the cost is not known; empty if it is.")
    cost_limit_usd: float = Field(description="What the models of one video may cost.")
    may_reach_cost_limit: bool
    notes: tuple[str, ...]
