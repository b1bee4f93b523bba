"""What one reader of a video sees: addresses that it can open, and no cost if it is a guest. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReaderView:
    """`url` is the video's address in the API. A guest has the ticket of its link."""

    url: str
    ticket: str = ""

    @property
    def is_guest(self) -> bool:
        return bool(self.ticket)

    def file(self, name: str) -> str:
        """The address of one of the video's files."""
        address = f"{self.url}/files/{name}"
        return f"{address}?share={self.ticket}" if self.ticket else address
