"""Reads a run's order and its inputs: from the file given to the run, or as an earlier run stored it."""

import asyncio
import hashlib
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from contract.names import order_key, request_key
from contract.order import INPUT_FIELDS, InputReference, JobOrder
from contract.video import VideoRequest
from stores.objects.base import ObjectStore, read_small
from stores.objects.failures import UnreadableObject

STDIN = Path("-")
"""Stands for this process's input in place of a file with the order."""


@dataclass(frozen=True)
class RunOrders:
    """Where the order of one video is kept."""

    objects: ObjectStore
    video_id: str

    async def take(self, file: Path | None) -> JobOrder:
        """The order, whose request has all inputs. The one in `file` is stored, unless one already is.

        Raises PodreelError: invalid_request for an order or input that is missing or can't be read, and
        whatever the store raises.
        """
        own = None if file is None else _read(await asyncio.to_thread(_bytes_of, file), self.video_id)
        if own is not None:
            await self.objects.create_once(request_key(self.video_id), own.to_json().encode())
        order, fault = await self._stored()
        if order is None and own is not None:
            # What stands in its place can't be read.
            await self.objects.put_bytes(request_key(self.video_id), own.to_json().encode())
            order = own
        if order is not None:
            return await self._with_inputs(order)
        if fault is not None:
            raise fault
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"There is no video {self.video_id} in {self.objects.name}.",
            "Give the id that the earlier run printed, and the same --data folder or bucket.",
        )

    async def _stored(self) -> tuple[JobOrder | None, PodreelError | None]:
        """The first stored order that can be read; else why one can't be."""
        fault = None
        # The service keeps its own copy of orders, so that even a run that never began can be resumed.
        for key in (request_key(self.video_id), order_key(self.video_id)):
            try:
                if (stored := await read_small(self.objects, key)) is not None:
                    return _read(stored, self.video_id), None
            except UnreadableObject as error:
                fault = fault or PodreelError(FailureCode.INVALID_REQUEST, error.detail, error.next_step)
            except PodreelError as error:
                if error.code is not FailureCode.INVALID_REQUEST:
                    raise
                fault = fault or error
        return None, fault

    async def _with_inputs(self, order: JobOrder) -> JobOrder:
        texts = {one.name: await self._input(one) for one in order.inputs}
        return replace(order, request=order.request.model_copy(update=texts))

    async def _input(self, wanted: InputReference) -> str:
        if wanted.name not in INPUT_FIELDS:
            raise _bad_input(wanted, "this version does not know it", "Use the version that accepted it.")
        data = await read_small(self.objects, wanted.key)
        if data is None:
            raise _bad_input(wanted, f"{wanted.key} is no longer in {self.objects.name}")
        if len(data) != wanted.size_bytes or hashlib.sha256(data).hexdigest() != wanted.sha256:
            raise _bad_input(wanted, f"{wanted.key} in {self.objects.name} is not what was submitted")
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise _bad_input(wanted, f"{wanted.key} in {self.objects.name} is not text") from error


def _bytes_of(file: Path) -> bytes:
    try:
        data = sys.stdin.buffer.read() if file == STDIN else file.read_bytes()
    except OSError as error:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The order in {file} can't be read: {error.strerror}.",
            "Name a file that holds the order as JSON.",
        ) from error
    if not data.strip():
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The file {file} is empty.",
            "Write the order to it as JSON; a pod gets it from its annotation podreel/order.",
        )
    return data


def _read(data: bytes, video_id: str) -> JobOrder:
    """Parses an order, or a bare request, which is all that version 0.1 stored and wrote into its Jobs."""
    fault = PodreelError(
        FailureCode.INVALID_REQUEST, "The stored request can't be read.", "Submit the video again."
    )
    try:
        order = JobOrder.from_json(data)
    except ValueError:
        try:
            request = VideoRequest.model_validate_json(data)
        except ValueError as error:
            raise fault from error
        return JobOrder.of_request(video_id, request, datetime.now(UTC))
    if order.video_id != video_id:
        raise fault
    return order


def _bad_input(
    wanted: InputReference, reason: str, next_step: str = "Submit the video again, with this input."
) -> PodreelError:
    return PodreelError(
        FailureCode.INVALID_REQUEST, f"The {wanted.name} of this video can't be read: {reason}.", next_step
    )
