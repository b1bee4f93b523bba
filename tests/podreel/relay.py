"""Passes calls on to a real API, and spoils those that a test asks it to spoil."""

import httpx2

from tests.fakes.web import Answer, Call, Trouble, Web

_KEPT = ("authorization", "content-type", "idempotency-key", "last-event-id", "accept")
LOST = Trouble(is_cut=True)
"""The service does what it is asked, and its answer breaks off."""


def refusal(status: int, body: bytes = b"", **headers: str) -> Trouble:
    """An answer that the service did not give."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Trouble(Answer(body, "text/plain", status, named))


class Relay(Web):
    """Stands before the API at `target`."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self._target = target.rstrip("/")

    def answer(self, call: Call) -> Answer:
        headers = {name: call.headers[name] for name in _KEPT if name in call.headers}
        with httpx2.Client(timeout=60, trust_env=False) as client:
            true = client.request(
                call.method, f"{self._target}{call.path}", headers=headers, content=call.body
            )
        return Answer(true.content, true.headers.get("content-type", ""), true.status_code)
