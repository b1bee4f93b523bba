"""Why an object store, or one object of it, can't be used."""

from contract.failure import FailureCode, PodreelError


class StoreUnavailable(PodreelError):
    """The store does not answer now; a retry may succeed."""

    def __init__(self, detail: str) -> None:
        super().__init__(FailureCode.UNAVAILABLE, detail)


class UnreadableObject(PodreelError):
    """One object can't be read, and a retry won't help; the store itself works."""

    def __init__(self, detail: str) -> None:
        super().__init__(FailureCode.INTERNAL, detail, "Restore it from a backup, or delete its video.")
