"""The file of API keys: one JSON object per line. It is read again whenever it changes.

A faulty file must neither lock everybody out at once, since editors and copies replace files in steps, nor
keep a removed key working: the keys that were known before count for KEPT_SECONDS more.
"""

import hmac
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog
from pydantic import ValidationError

from api.auth.api_keys import ApiKey, Authenticator, Caller, Keyless, hash_key
from contract.failure import FailureCode, PodreelError

log = structlog.get_logger()
KEPT_SECONDS = 60.0
SETTLING_NANOSECONDS = 2_000_000_000


@dataclass(frozen=True)
class ReadKeys:
    """The keys of the lines without a fault, by name, and what is wrong with the file, if anything."""

    keys: Mapping[str, ApiKey]
    fault: str = ""
    version: tuple[int, int, int] | None = None
    """The file's number, time of change and size; None if it must be read again in any case."""


class KeyFile:
    """Identifies callers by the file of keys."""

    is_keyless = False

    def __init__(
        self, path: Path, clock: Callable[[], float] = time.monotonic, kept_seconds: float = KEPT_SECONDS
    ) -> None:
        """Raises PodreelError(bad_configuration) if the file has a fault."""
        self._path, self._clock, self._kept_seconds = path, clock, kept_seconds
        self._read = read_keys(path)
        if self._read.fault:
            raise _bad_file(path, self._read.fault)
        self._before: Mapping[str, ApiKey] = {}
        self._kept_until = 0.0

    @property
    def fault(self) -> str:
        self._current()
        if not self._read.fault:
            return ""
        left = self._kept_until - self._clock()
        after = f"keys known before count for {left:.0f} s more" if left > 0 else "other keys are refused"
        return f"The file of API keys {self._read.fault}; {after}."

    @property
    def is_usable(self) -> bool:
        return bool(self._current())

    def by_key(self, key: str) -> Caller | None:
        digest = hash_key(key)
        matching = [known for known in self._usable() if hmac.compare_digest(known.sha256, digest)]
        return matching[0].caller if matching else None

    def by_fingerprint(self, name: str, fingerprint: str) -> Caller | None:
        for key in self._usable():
            if (key.name, key.fingerprint) == (name, fingerprint):
                return key.caller
        return None

    def _usable(self) -> tuple[ApiKey, ...]:
        if not (keys := tuple(self._current().values())):
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION,
                "The service has no API keys that it can use: its file of keys is missing or damaged.",
                "Ask the operator to restore the file of keys; it is read again at once.",
            )
        return keys

    def _current(self) -> Mapping[str, ApiKey]:
        # A file that could not be read, or was just changed, has no version, so that it is read again.
        if self._read.version is None or _version(self._path) != self._read.version:
            self._reread()
        if self._before and self._clock() >= self._kept_until:
            log.error("keys_dropped", names=sorted(self._before.keys() - self._read.keys.keys()))
            self._before = {}
        return {**self._before, **self._read.keys}

    def _reread(self) -> None:
        known, was_faulty = self._read, bool(self._read.fault)
        self._read = read_keys(self._path)
        if not self._read.fault:
            self._before = {}
            return
        if not was_faulty:
            self._before, self._kept_until = known.keys, self._clock() + self._kept_seconds
        if self._read.fault != known.fault:
            log.warning("keys_not_read", detail=_bad_file(self._path, self._read.fault).detail)


def open_authenticator(host: str, keys: Path | None) -> Authenticator:
    """An Authenticator by the file of keys or, without one, for this machine only.

    Raises PodreelError(bad_configuration).
    """
    return Keyless(host) if keys is None else KeyFile(keys)


def read_keys(path: Path) -> ReadKeys:
    """The keys of a file. Lines that can't be read, and names that stand twice, are left out as faults."""
    version = _version(path)
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        return ReadKeys({}, f"can't be read: {error.strerror or error}")
    read = [_read_line(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    keys = [found for found in read if isinstance(found, ApiKey)]
    faults = [found for found in read if isinstance(found, str)]
    counts = Counter(key.name for key in keys)
    faults += [f"names {name} twice" for name, count in counts.items() if count > 1]
    if not read:
        faults = ["has no keys"]
    sound = {key.name: key for key in keys if counts[key.name] == 1}
    return ReadKeys(sound, faults[0] if faults else "", version if _is_settled(version) else None)


def _read_line(number: int, line: str) -> ApiKey | str:
    """The key, or what is wrong with its line."""
    try:
        return ApiKey.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, problem["loc"])) or "it"
        return f"has an error in line {number}: {place}: {problem['msg']}"


def _is_settled(version: tuple[int, int, int] | None) -> bool:
    """Whether a later change is sure to show: two changes within a tick of the clock have the same time."""
    return version is not None and abs(time.time_ns() - version[1]) > SETTLING_NANOSECONDS


def _version(path: Path) -> tuple[int, int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_ino, facts.st_mtime_ns, facts.st_size


def _bad_file(path: Path, fault: str) -> PodreelError:
    return PodreelError(
        FailureCode.BAD_CONFIGURATION,
        f"The file of API keys {path} {fault}.",
        "Give a file with one JSON object per line: name, role (user or operator), sha256, limits.",
    )
