"""What the desk will not do, each with a sentence for the user."""


class DeskRefusal(Exception):
    """Something that the desk will not do; its text is a sentence for the user."""


class UnknownVideo(DeskRefusal):
    """There is no such video: 404."""


class DeletedVideo(DeskRefusal):
    """The video was deleted: 410."""


class Conflict(DeskRefusal):
    """The video, or what its Idempotency-Key stands for, is not in a state for that: 409."""


class NotKept(DeskRefusal):
    """What was asked can't be kept now; asking again later may help: 503."""
