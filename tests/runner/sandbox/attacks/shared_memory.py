"""Objects that a machine's processes share without a common folder: SysV memory, a queue, /dev/shm."""

import ctypes
import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import Self

IPC_CREAT, IPC_RMID = 0o1000, 0
SEGMENT_BYTES = 4096
_libc = ctypes.CDLL(None, use_errno=True)
_libc.shmat.restype = ctypes.c_void_p


class _QueueForm(ctypes.Structure):
    _fields_ = (
        ("flags", ctypes.c_long),
        ("most", ctypes.c_long),
        ("size", ctypes.c_long),
        ("count", ctypes.c_long),
        ("spare", ctypes.c_long * 4),
    )


class SharedMemory:
    """One of each kind, open to every user of the machine, with `token` inside."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        self.key = secrets.randbelow(2**30) + 1
        self.queue_name = f"/podreel-{secrets.token_hex(4)}"
        self.file = Path("/dev/shm") / f"podreel-{secrets.token_hex(4)}"  # noqa: S108 - the place is the point

    def __enter__(self) -> Self:
        self._segment = _checked(_libc.shmget(self.key, SEGMENT_BYTES, IPC_CREAT | 0o666))
        address = _libc.shmat(self._segment, None, 0)
        ctypes.memmove(address, self._token, len(self._token))
        _libc.shmdt(ctypes.c_void_p(address))
        form = _QueueForm(most=4, size=256)
        old_mask = os.umask(0)
        flags = os.O_RDWR | os.O_CREAT | os.O_NONBLOCK
        name = self.queue_name.encode()
        self._queue = _checked(_libc.mq_open(name, flags, 0o666, ctypes.byref(form)))
        os.umask(old_mask)
        self.file.write_bytes(self._token)
        self.file.chmod(0o666)
        self.refresh()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.unlink(missing_ok=True)
        _libc.mq_close(self._queue)
        _libc.mq_unlink(self.queue_name.encode())
        _libc.shmctl(self._segment, IPC_RMID, None)

    def refresh(self) -> None:
        """Puts the message and the file's words back where an attack took them."""
        if self.file.exists():
            self.file.write_bytes(self._token)
        buffer = ctypes.create_string_buffer(256)
        while _libc.mq_receive(self._queue, buffer, 256, None) >= 0:
            pass
        _checked(_libc.mq_send(self._queue, self._token, len(self._token), 0))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
