"""Refused commands, each with a message for the user."""


class CommandRefused(Exception):
    """A refused command; its text is a message for the user."""


class UnknownVideo(CommandRefused):
    """The video does not exist: 404."""


class DeletedVideo(CommandRefused):
    """The video was deleted: 410."""


class StateConflict(CommandRefused):
    """The command conflicts with the video's state, or with an earlier use of its Idempotency-Key: 409."""


class NotAccepted(CommandRefused):
    """The request can't be stored now; a retry later may succeed: 503."""
