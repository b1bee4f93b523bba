"""The folder of `--data`, for commands that make videos on this machine."""

import contextlib
import tempfile
from pathlib import Path

from stores.data_folder import open_data_folder
from stores.local_disk import folder_failure
from stores.temporary_leftovers import remove_temporary_leftovers


def open_data(data: Path) -> None:
    """Creates the folder if needed, closes it to other users, and clears what killed programs left elsewhere.

    Raises PodreelError: bad_configuration if it can't be written, unavailable if its disk is full.
    """
    try:
        open_data_folder(data)
    except OSError as error:
        raise folder_failure(error, data, "--data") from error
    with contextlib.suppress(OSError):  # there may be no folder for temporary files
        remove_temporary_leftovers(Path(tempfile.gettempdir()))
