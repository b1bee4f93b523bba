"""What models cost, as far as prices are known: the one place that asks the list of prices."""

from dataclasses import dataclass
from functools import cache

from contract.catalogue import provider_of

# Small enough for every model's first tier.
_TOKENS = 10_000
# The names of our providers in the list; a self-hosted server has no price.
_VENDORS = {"anthropic": "anthropic", "openai": "openai", "bedrock": "aws"}


@dataclass(frozen=True)
class ModelPrice:
    """USD for one token of each kind."""

    input_usd: float
    cached_usd: float
    output_usd: float


@cache
def price_of(link: str) -> ModelPrice | None:
    """The price of a link such as `openai:gpt-5.6-sol`; None if it is not known. The first call is slow."""
    from genai_prices import Usage, calc_price  # noqa: PLC0415 - takes 0.4 s and 15 MB

    vendor = _VENDORS.get(provider_of(link))
    if vendor is None:
        return None
    model = link.partition(":")[2]
    try:
        sent = calc_price(Usage(input_tokens=_TOKENS), model, provider_id=vendor)
        cached = calc_price(Usage(input_tokens=_TOKENS, cache_read_tokens=_TOKENS), model, provider_id=vendor)
        answered = calc_price(Usage(output_tokens=_TOKENS), model, provider_id=vendor)
    except LookupError:
        return None
    totals = (sent.total_price, cached.total_price, answered.total_price)
    return ModelPrice(*(float(total) / _TOKENS for total in totals))
