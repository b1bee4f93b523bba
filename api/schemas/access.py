"""Requests and answers about sessions and shared links, each with an example."""

from datetime import datetime
from typing import Any, Literal, Self

from pydantic import Field

from api.schemas.videos import VIDEO_URL, Wire, example_of
from contract.access import AccessGrant, Label
from contract.json_numbers import Number
from contract.names import GRANT_ID

_ID = "1796040000-3f1d2c4b5a69788796a5b4c3d2e1f001"
_LINK = {
    "id": _ID,
    "label": "Class 7b",
    "key": "school",
    "created_at": "2026-11-21T10:00:00Z",
    "expires_at": "2026-11-22T10:00:00Z",
}
_SESSION = {**_LINK, "label": "Firefox on Linux", "is_current": True}


class SessionRequest(Wire):
    """A key to exchange for a cookie."""

    model_config = example_of({"key": "podreel_…"})

    key: str = Field(min_length=1, max_length=500)


class SessionAnswer(Wire):
    """The caller. On a service without keys everyone on its machine is an operator."""

    model_config = example_of({"name": "school", "role": "user", "is_keyless": False})

    name: str
    role: Literal["user", "operator"]
    is_keyless: bool


class GrantSummary(Wire):
    """A session or a link: its id is for revoking it, and gives no access."""

    id: str = Field(pattern=f"^{GRANT_ID.pattern}$")
    label: str
    key: str = Field(description="The name of the API key that gave access.")
    created_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, grant: AccessGrant, **more: Any) -> Self:
        return cls(
            id=grant.grant_id,
            label=grant.label,
            key=grant.key_name,
            created_at=grant.created_at,
            expires_at=grant.expires_at,
            **more,
        )


class SessionSummary(GrantSummary):
    """A browser's session; its label is the browser."""

    model_config = example_of(_SESSION)

    is_current: bool = Field(description="Whether this request came with it.")


class SessionPage(Wire):
    """All sessions of one key, the newest first."""

    model_config = example_of({"sessions": [_SESSION]})

    sessions: tuple[SessionSummary, ...]


class LinkSummary(GrantSummary):
    """A link to a video. Its ticket is stored nowhere, so it can't be shown again."""

    model_config = example_of(_LINK)


class LinkPage(Wire):
    """All links to one video, those that last longest first."""

    model_config = example_of({"links": [_LINK]})

    links: tuple[LinkSummary, ...]


class ShareRequest(Wire):
    """How long a shared link is valid, in hours, and for whom it is."""

    model_config = example_of({"hours": 24, "label": "Class 7b"})

    hours: Number = Field(default=24, gt=0, le=24 * 90)
    label: Label = Field(default="", description="A note of one line for the list of links.")


class ShareAnswer(Wire):
    """A link with which anyone may watch one video until it expires or is revoked."""

    model_config = example_of(
        {
            "id": _ID,
            "share": "WzE3…",
            "video_url": f"{VIDEO_URL}/files/video.mp4?share=WzE3…",
            "expires_at": "2026-11-22T10:00:00Z",
        }
    )

    id: str = Field(description="For revoking it.")
    share: str = Field(description="For the parameter `share` of this video's reading routes.")
    video_url: str
    expires_at: datetime
