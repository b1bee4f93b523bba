"""What the desk will not do, each with a sentence for the user."""


class CommandRefused(Exception):
    """Something that the desk will not do; its text is a sentence for the user."""


class UnknownVideo(CommandRefused):
    """There is no such video: 404."""


class DeletedVideo(CommandRefused):
    """The video was deleted: 410."""


class StateConflict(CommandRefused):
    """The video, or what its Idempotency-Key stands for, is not in a state for that: 409."""


class NotAccepted(CommandRefused):
    """What was asked can't be kept now; asking again later may help: 503."""
