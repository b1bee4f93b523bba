"""The one exception of the media package; who catches it translates it into the failure table."""


class MediaError(Exception):
    """A media file is not what it must be, or could not be made; the message is one plain sentence."""
