"""Whether videos may be admitted now: an outage or a full disk must not make the whole queue fail."""

from contract.failure import PodreelError
from contract.names import server_secret_key
from controller.backends import ControllerBackends
from controller.disk import DiskUse


async def closed_because(backends: ControllerBackends) -> str:
    """Why no video may be admitted now, as a sentence for users; empty if videos may be admitted."""
    try:
        await backends.objects.head(server_secret_key())
        await backends.records.check()
    except PodreelError as error:
        return error.detail
    use = disk_use(backends)
    return use.shortage if use is not None else ""


def disk_use(backends: ControllerBackends) -> DiskUse | None:
    """Free space of this machine's disk; None if videos are not made on this machine."""
    return None if backends.disk is None else backends.disk.use()
