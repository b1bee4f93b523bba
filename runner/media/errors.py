"""The one exception of the media package; callers translate it into the failure table."""


class MediaError(Exception):
    """A media file is invalid or could not be made; the message is one plain sentence."""
