"""Access data for the vendors: keys, addresses and timeouts. Values only; reads no environment."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class VendorTimeouts:
    """How long one call may take to connect, to receive the next piece, and in total."""

    connect_seconds: float = 10
    idle_seconds: float = 180
    total_seconds: float = 600


@dataclass(frozen=True)
class VendorAccess:
    """Keys and addresses. Keys are left out of its repr, so that no log or error can show one."""

    openai_api_key: str | None = field(default=None, repr=False)
    openai_base_url: str | None = None
    anthropic_api_key: str | None = field(default=None, repr=False)
    anthropic_base_url: str | None = None
    bedrock_region: str | None = None
    bedrock_endpoint_url: str | None = None
    aws_access_key_id: str | None = field(default=None, repr=False)
    aws_secret_access_key: str | None = field(default=None, repr=False)
    aws_session_token: str | None = field(default=None, repr=False)
    aws_profile: str | None = None
    server_url: str | None = None
    server_key: str | None = field(default=None, repr=False)
    patience: VendorTimeouts = VendorTimeouts()

    @property
    def secrets(self) -> tuple[str, ...]:
        """All values that must not appear in messages."""
        keys = (
            self.openai_api_key,
            self.anthropic_api_key,
            self.aws_access_key_id,
            self.aws_secret_access_key,
            self.aws_session_token,
            self.server_key,
        )
        return tuple(key for key in keys if key)
