"""Sessions and links as they are stored: who gave access, until when, and never the ticket itself. Pure.

The name of a stored grant is made of its expiry and of the hash of its ticket's secret, so that nobody who
reads the store can make a ticket of it, and an expired one is found without reading it.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from contract.names import GRANT_ID

LABEL_MAX_CHARACTERS = 80
# Control characters, and what reverses the direction of a line: others see the label in their lists.
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def _one_line(text: str) -> str:
    return " ".join(_NOT_SHOWN.sub(" ", text).split())


Label = Annotated[str, Field(max_length=LABEL_MAX_CHARACTERS), AfterValidator(_one_line)]
"""A note of one line."""


@dataclass(frozen=True)
class Ticket:
    """What a signed ticket says. `scope` is a key's name or a video's id, `until` seconds since 1970."""

    scope: str
    secret: str
    until: int

    @property
    def grant_id(self) -> str:
        """The name of the stored grant."""
        return f"{self.until:010d}-{hashlib.sha256(self.secret.encode()).hexdigest()[:32]}"


class AccessGrant(BaseModel):
    """Access that the holder of an API key gave. The fingerprint tells whether the key is still the same."""

    # Later versions may add fields.
    model_config = ConfigDict(frozen=True, extra="ignore")

    grant_id: str = Field(pattern=GRANT_ID.pattern)
    key_name: str
    fingerprint: str
    label: Label = ""
    created_at: AwareDatetime
    expires_at: AwareDatetime


class SessionGrant(AccessGrant):
    """A browser's session. It ends if the key's role changes."""

    role: str


class LinkGrant(AccessGrant):
    """A link to one video, whose owner may be another than who shared it."""

    video_id: str
    owner: str
