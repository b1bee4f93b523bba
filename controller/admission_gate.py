"""Whether videos may be begun now: an outage or a full disk must not turn the queue into failures."""

from contract.failure import PodreelError
from contract.names import server_secret_key
from controller.backends import ControllerBackends
from controller.disk import DiskUse


async def closed_because(backends: ControllerBackends) -> str:
    """A sentence while nothing is to be admitted; empty while the door is open."""
    try:
        await backends.objects.head(server_secret_key())
        await backends.records.check()
    except PodreelError as error:
        return error.detail
    use = disk_use(backends)
    if use is not None and use.is_low:
        free, least = use.free_bytes / 2**30, use.least_free_bytes / 2**30
        return f"The disk that videos are made on has {free:.1f} GB left; starting one needs {least:g} GB."
    return ""


def disk_use(backends: ControllerBackends) -> DiskUse | None:
    """The disk of this machine, where videos are made on it."""
    return None if backends.disk is None else backends.disk.use()
