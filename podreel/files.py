"""Downloads: all of a video's files arrive in a folder, or none."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from podreel.connection import Connection, waited
from podreel.problems import ClientCode, ProblemError

_PIECE_BYTES = 2**18
_PART = ".part"


def download_files(connection: Connection, path: str, names: Iterable[str], folder: Path) -> tuple[Path, ...]:
    """The files that lie below this path. Raises ProblemError, and OSError if the folder can't be written."""
    folder.mkdir(parents=True, exist_ok=True)
    places = [folder / _plain(name) for name in names]
    with _parts(places) as parts:
        for place, part in zip(places, parts, strict=True):
            _download(connection, f"{path}/{quote(place.name)}", part)
        for place, part in zip(places, parts, strict=True):
            part.replace(place)
    return tuple(places)


def _plain(name: str) -> str:
    """The name, if a file of this name lies in the folder itself."""
    if name in {"", ".", ".."} or "\0" in name or Path(name).name != name:
        raise ProblemError(
            ClientCode.NO_SUCH_FILE, f"A video has no file named {name!r}.", "Choose among its `files`."
        )
    return name


@contextmanager
def _parts(places: Iterable[Path]) -> Iterator[list[Path]]:
    """Where files are while they come; what is left there at the end is removed."""
    parts = [place.with_name(f".{place.name}{_PART}") for place in places]
    try:
        yield parts
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def _download(connection: Connection, path: str, part: Path) -> None:
    pauses = connection.pauses()
    while True:
        try:
            with connection.opened("GET", path) as answer, part.open("wb") as file:
                for piece in answer.iter_bytes(_PIECE_BYTES):
                    file.write(piece)
            return
        except ProblemError as problem:
            if not waited(problem, pauses):
                raise
