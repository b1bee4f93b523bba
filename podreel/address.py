"""Where the service is, and the key for it: given, in a file, or in a variable."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from podreel.problems import ClientCode, ProblemError

DEFAULT_URL = "http://127.0.0.1:8000"
URL_VARIABLE = "PODREEL_URL"
KEY_VARIABLE = "PODREEL_API_KEY"
_KEY = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True)
class ServiceAddress:
    """A service's URL, and the API key for it."""

    url: str = DEFAULT_URL
    api_key: str | None = field(default=None, repr=False)

    @property
    def headers(self) -> dict[str, str]:
        return {} if self.api_key is None else {"Authorization": f"Bearer {self.api_key}"}


def service_address(url: str | None, api_key: str | None, api_key_file: Path | None) -> ServiceAddress:
    """What is given, else PODREEL_URL and PODREEL_API_KEY, else this machine without a key.

    Raises ProblemError(invalid_key) for a key that can't be one.
    """
    chosen = url or os.environ.get(URL_VARIABLE) or DEFAULT_URL
    return ServiceAddress(chosen.rstrip("/"), _key(api_key, api_key_file))


def _key(given: str | None, file: Path | None) -> str | None:
    if given is not None:
        return _checked(given, "What was given as API key")
    if file is not None:
        return _checked(_first_line(file), f"The first line of {file}")
    key = os.environ.get(KEY_VARIABLE)
    return _checked(key, f"The variable {KEY_VARIABLE}") if key else None


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemError(
            ClientCode.INVALID_KEY,
            f"The file with the API key {file} can't be read: {error}.",
            "Give a text file whose first line is the key.",
        ) from error


def _checked(text: str, what: str) -> str:
    key = text.strip()
    if _KEY.fullmatch(key) is None:
        raise ProblemError(
            ClientCode.INVALID_KEY,
            f"{what} is not an API key: it must be one word of printable ASCII characters.",
            "Use what `podreel keys add` printed.",
        )
    return key
