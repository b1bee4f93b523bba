"""Settings of models: which model does which task, the chains behind their names, and the providers' keys."""

from typing import Annotated

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode

from contract.catalogue import MODEL_CHAINS, OFFLINE_MODEL, Chains, chain_of, read_chains
from contract.setting_forms import FROZEN, Names, WebAddress


class ModelSettings(BaseSettings):
    """Which model does which task."""

    model_config = FROZEN

    # First, because the validators below look up names in it.
    model_chains: Annotated[Chains, NoDecode] = Field(
        default_factory=lambda: dict(MODEL_CHAINS),
        description="Chains to add to or replace the built-in ones: `mine=server:qwen3,openai:gpt-5.6-sol`.",
    )
    explanation_models: Names = Field(
        default=(
            "claude-3-5-sonnet",
            "claude-3-7-sonnet",
            "claude-4-sonnet",
            "claude-3-sonnet",
            "claude-3-haiku",
        ),
        description="Models that a request may choose, besides `offline`; separated by spaces or commas.",
    )
    script_generation_model: str = Field(default="claude-4-sonnet", description="Writes the script.")
    script_validation_model: str = Field(default="claude-4-sonnet", description="Reviews the script.")
    refinement_model: str = Field(default="gpt-5", description="Corrects and clarifies the explanation.")

    @property
    def offered(self) -> tuple[str, ...]:
        """Names that a request may choose, each once."""
        return tuple(dict.fromkeys((OFFLINE_MODEL, *self.explanation_models)))

    @property
    def named(self) -> tuple[str, ...]:
        """All names that these settings use, each once."""
        workers = (self.refinement_model, self.script_generation_model, self.script_validation_model)
        return tuple(dict.fromkeys((*self.offered, *workers)))

    def chain(self, model: str) -> tuple[str, ...]:
        """The links (`provider:model`) behind a name, in the order to try."""
        return chain_of(model, self.model_chains)

    @field_validator("model_chains", mode="before")
    @classmethod
    def _add_to_the_catalogue(cls, value: object) -> object:
        return {**MODEL_CHAINS, **read_chains(value)} if isinstance(value, str) else value

    @field_validator(
        "explanation_models", "script_generation_model", "script_validation_model", "refinement_model"
    )
    @classmethod
    def _have_chains(cls, value: str | tuple[str, ...], info: ValidationInfo) -> str | tuple[str, ...]:
        chains: Chains = info.data.get("model_chains", MODEL_CHAINS)
        names = (value,) if isinstance(value, str) else value
        if unknown := [name for name in names if not chain_of(name, chains)]:
            raise ValueError(
                f"unknown model {', '.join(unknown)}; use {', '.join(chains)}, a name from "
                "MODEL_CHAINS, or a link such as openai:gpt-5.6-sol"
            )
        return value


class ProviderSettings(BaseSettings):
    """Keys and addresses of the model providers; Bedrock uses the AWS key or role."""

    model_config = FROZEN

    openai_api_key: SecretStr | None = Field(default=None, description="Key of the OpenAI API.")
    openai_base_url: WebAddress | None = Field(
        default=None, description="Address to use instead of OpenAI's, including /v1."
    )
    anthropic_api_key: SecretStr | None = Field(default=None, description="Key of the Anthropic API.")
    anthropic_base_url: WebAddress | None = Field(
        default=None, description="Address to use instead of Anthropic's."
    )
    bedrock_region: str | None = Field(default=None, description="Region of Bedrock, instead of AWS_REGION.")
    bedrock_endpoint_url: WebAddress | None = Field(
        default=None, description="Address to use instead of Amazon Bedrock's."
    )
    model_server_url: WebAddress | None = Field(
        default=None,
        description="A server with OpenAI's /v1/chat/completions, such as http://localhost:11434.",
    )
    model_server_key: SecretStr | None = Field(default=None, description="Key of the model server.")
    model_server_sees: Names = Field(
        default=(),
        description="The server's models that see pictures although their names don't tell: `qwen3.6*`.",
    )
    model_idle_seconds: float = Field(
        default=180,
        gt=0,
        description="How long a model may be silent; reasoning models think before their first word.",
    )
    model_answer_seconds: float = Field(
        default=600, gt=0, description="How long one call of a model may take in total."
    )
