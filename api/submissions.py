"""What every submission goes through before it is accepted or estimated."""

from api.auth.api_keys import Caller
from api.backends import ApiBackends
from api.problems import Problem, ProblemKind
from api.schemas.videos import VideoSubmission
from api.viewing import find_video_for
from contract.failure import FailureCode, PodreelError
from contract.field_faults import FaultCode, FieldFault
from contract.settings import Settings
from contract.submission import SettledRequest, settle


async def settle_submission(
    submission: VideoSubmission, backends: ApiBackends, caller: Caller
) -> SettledRequest:
    """The complete request.

    Raises Problem(not_configured) for what no model here can make, Problem(invalid_request) for a script that
    can't be read or an edit of a video that the caller can't see, and PodreelError(invalid_request).
    """
    settled = _settle(submission, backends.settings)
    if settled.request.edited_from is not None:
        await _require_origin(settled.request.edited_from, backends, caller)
    if settled.request.script is not None:
        await backends.script_check.require_parsable(settled.request.script)
    return settled


async def _require_origin(video_id: str, backends: ApiBackends, caller: Caller) -> None:
    try:
        await find_video_for(backends, video_id, caller)
    except Problem as problem:
        fault = FieldFault("edited_from", problem.detail, FaultCode.NOT_FOUND)
        raise Problem(
            ProblemKind.INVALID_REQUEST,
            f"This can't be an edit: {problem.detail}",
            "Send it without `edited_from`: then all of it is made anew.",
            errors=[fault],
        ) from problem


def _settle(submission: VideoSubmission, settings: Settings) -> SettledRequest:
    try:
        return settle(submission.fields(), settings)
    except PodreelError as error:
        if error.code is not FailureCode.NOT_CONFIGURED:
            raise
        raise Problem(ProblemKind.NOT_CONFIGURED, error.detail, error.next_step) from error
