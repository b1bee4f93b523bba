"""The service's log for people at a terminal: one short line for each event."""

from collections.abc import Mapping, MutableMapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

import structlog
import typer
from structlog.typing import WrappedLogger

from cli.states import STATES
from cli.words import SHORT_ID, without_orders

_COLOURS: Mapping[str, str] = MappingProxyType({"warning": "yellow", "error": "red", "critical": "red"})
# Of replicas, of which there is one here.
_NOT_NEWS = frozenset({"leadership", "lead_given_back"})
_ID_START = len("vid-")
_NO_ID = "-" * SHORT_ID


def wants_colours(environment: Mapping[str, str]) -> bool:
    """Whether a terminal with these variables shows colours; https://no-color.org."""
    return not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


class ReadableLine:
    """The last processor of structlog: time, video, what happened, and what is known of it."""

    def __init__(self, has_colours: bool) -> None:
        self._has_colours = has_colours

    def __call__(self, logger: WrappedLogger, method: str, entry: MutableMapping[str, Any]) -> str:
        event = str(entry.pop("event"))
        if event in _NOT_NEWS:
            raise structlog.DropEvent
        entry = structlog.processors.format_exc_info(logger, method, entry)
        level, trace = str(entry.pop("level", method)), entry.pop("exception", "")
        video = self._dim(_video_in(entry))
        what = self._in_colour(_event_in(event, entry), _COLOURS.get(level))
        facts = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in _facts(entry))
        clock = self._dim(datetime.now().astimezone().strftime("%H:%M:%S"))
        line = "  ".join(part for part in (clock, video, what, self._dim(without_orders(facts))) if part)
        return "\n".join([line, *map(without_orders, trace.splitlines())])

    def _dim(self, text: str) -> str:
        return typer.style(text, dim=True) if text and self._has_colours else text

    def _in_colour(self, text: str, colour: str | None) -> str:
        return typer.style(text, fg=colour, bold=True) if colour and self._has_colours else text


def _video_in(entry: MutableMapping[str, Any]) -> str:
    """The short id of the video that the entry is about; a line's worth of dashes for none."""
    name = str(entry.pop("video_id", "") or "")
    job = str(entry.pop("job", "") or "")
    return (name or job[_ID_START:])[:SHORT_ID] or _NO_ID


def _event_in(event: str, entry: MutableMapping[str, Any]) -> str:
    return STATES[entry.pop("status")] if event == "status_reached" else event.replace("_", " ")


def _facts(entry: Mapping[str, Any]) -> list[tuple[str, object]]:
    known = {name: value for name, value in entry.items() if value not in (None, "") and name != "request_id"}
    return [(name, STATES.get(value, value) if name == "status" else value) for name, value in known.items()]
