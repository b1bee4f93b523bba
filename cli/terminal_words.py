"""Sentences that name parts of the API, in the words of the terminal. Pure.

The service, its client and the rules of requests speak to programs as well: they name fields, headers and
addresses. Whatever a command shows of them goes through `in_terminal_words`.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

_GIVE_A_KEY = "Give a valid key with --api-key-file FILE, or in PODREEL_API_KEY."
_SAME_VERSION = "Use a command of the same version as the service."
# Whole sentences first; what is left is translated name by name.
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "Correct the named fields and send it again.": "Correct what is named, and ask again.",
        "Correct the request and send it again.": "Correct what is named, and ask again.",
        "Choose from what `GET /api/v1/config` lists.": "Choose another one.",
        "Check the address; `GET /api/v1/videos` lists your videos.": "`podreel list` shows your videos.",
        "See /docs for the methods of this address.": _SAME_VERSION,
        "Send it with an ordinary HTTP client.": _SAME_VERSION,
        "Send `Authorization: Bearer KEY` with a valid API key.": _GIVE_A_KEY,
        "Send this service's address as Host.": "Give the service's own address with --url or PODREEL_URL.",
        "Wait as long as Retry-After says.": "Wait a moment.",
        "`GET /api/v1/config`": "`podreel make --help`",
        "`GET /api/v1/sessions`": "`podreel sessions list`",
        "`GET /api/v1/videos`": "`podreel list`",
        "`as_text` (--as-text)": "--as-text",
        "as_text": "--as-text",
        "`edited_from`": "--edited-from",
        "edited_from": "--edited-from",
        "custom.frame_rate": "--frame-rate",
        "custom.height": "--height",
        "custom.width": "--width",
        "frame_rate": "--frame-rate",
        "Idempotency-Keys": "Values of --idempotency-key",
        "Idempotency-Key": "--idempotency-key",
        "request body": "request",
        "request has no body": "request is empty",
    }
)
# Only whole words outside quotes: `'frame_rate'` and `config.frame_rate` stand in somebody's own text.
_KNOWN = re.compile(
    rf"(?<![\w.'\"“])(?:{'|'.join(re.escape(name) for name in _NAMES)})(?![\w'\"”])", re.IGNORECASE
)
_BY_LOWER = {name.lower(): ours for name, ours in _NAMES.items()}
_LINKS = re.compile(r"`GET /api/v1/videos/([^/`]*)/links`")
# What stands before a reason: which call of the API it was, or the kernel's number for it.
_PREFIXES = re.compile(r"(?:GET|HEAD|POST|PUT|PATCH|DELETE) /api/v1\S*: |\[Errno \d+\] ")


def in_terminal_words(text: str) -> str:
    """The text with the command's own names for what it names."""
    text = _LINKS.sub(r"`podreel links list \1`", _PREFIXES.sub("", text))
    return _KNOWN.sub(lambda found: _BY_LOWER[found[0].lower()], text)
