"""Notes what no page may do: errors in the console, faults of scripts, breaches of the content policy."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, WebError

# Breaches are told to the console too, yet not all of them as errors.
_TELL_BREACHES = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy breached: ${event.effectiveDirective} ${event.blockedURI}`));
"""


@dataclass
class Witness:
    """What happened in the contexts of one test."""

    seen: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.add_init_script(_TELL_BREACHES)
        context.on("console", self._note_message)
        context.on("weberror", self._note_error)

    def expect(self, pattern: str) -> None:
        """Allows what this test brings about itself, such as the browser's line about an answer with 401."""
        self._expected.append(pattern)

    def unexpected(self) -> list[str]:
        return [line for line in self.seen if not any(re.search(each, line) for each in self._expected)]

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"{message.text} ({message.location.get('url', '')})")

    def _note_error(self, error: WebError) -> None:
        self.seen.append(f"{error.error.message}\n{error.error.stack}")
