"""The order of a run: from the file that came with it, or as an earlier run stored it, with its inputs."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from contract.names import order_key, request_key
from contract.order import INPUT_FIELDS, InputReference, JobOrder
from contract.video import VideoRequest
from stores.objects.base import ObjectStore


@dataclass(frozen=True)
class RunOrders:
    """Where the order of one video is kept."""

    objects: ObjectStore
    video_id: str

    async def take(self, file: Path | None) -> VideoRequest:
        """The whole request of the video. The order in `file` is stored, unless an earlier one is there.

        Raises PodreelError: invalid_request for an order or input that is missing or can't be read, and what
        the store raises.
        """
        if file is not None:
            order = _read(await asyncio.to_thread(_bytes_of, file), self.video_id)
            await self.objects.create_once(request_key(self.video_id), order.to_json().encode())
        # The service keeps orders of its own, so that a run can be resumed that has never begun.
        for key in (request_key(self.video_id), order_key(self.video_id)):
            if (stored := await self.objects.get_bytes(key)) is not None:
                return await self._with_inputs(_read(stored, self.video_id))
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"There is no video {self.video_id} in {self.objects.name}.",
            "Give the id that the earlier run printed, and the same --data folder or bucket.",
        )

    async def _with_inputs(self, order: JobOrder) -> VideoRequest:
        texts = {one.name: await self._input(one) for one in order.inputs}
        return order.request.model_copy(update=texts)

    async def _input(self, wanted: InputReference) -> str:
        if wanted.name not in INPUT_FIELDS:
            raise _bad_input(wanted, "this version does not know it", "Use the version that accepted it.")
        data = await self.objects.get_bytes(wanted.key)
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
        data = file.read_bytes()
    except OSError as error:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The order in {file} can't be read: {error.strerror}.",
            "Name a file that holds the order as JSON.",
        ) from error
    if not data.strip():
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The file {file} holds no order.",
            "Write the order there as JSON; a pod has it from its annotation podreel/order.",
        )
    return data


def _read(data: bytes, video_id: str) -> JobOrder:
    """An order, or a request alone: version 0.1 stored, and its Jobs carry, no more."""
    try:
        return JobOrder.from_json(data)
    except ValueError:
        pass
    try:
        request = VideoRequest.model_validate_json(data)
    except ValueError as error:
        raise PodreelError(
            FailureCode.INVALID_REQUEST, "The stored request can't be read.", "Ask for the video anew."
        ) from error
    return JobOrder.of_request(video_id, request, datetime.now(UTC))


def _bad_input(
    wanted: InputReference, reason: str, next_step: str = "Ask for the video anew, with this input."
) -> PodreelError:
    return PodreelError(
        FailureCode.INVALID_REQUEST, f"The {wanted.name} of this video can't be read: {reason}.", next_step
    )
