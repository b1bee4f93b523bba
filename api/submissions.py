"""What every submission goes through before it is accepted or estimated."""

from api.backends import ApiBackends
from api.problems import Problem, ProblemKind
from api.schemas.videos import VideoSubmission
from contract.failure import FailureCode, PodreelError
from contract.settings import Settings
from contract.submission import SettledRequest, settle


async def settle_submission(submission: VideoSubmission, backends: ApiBackends) -> SettledRequest:
    """The complete request.

    Raises Problem(not_configured) for what no model here can make, Problem(invalid_request) for a script that
    can't be read, and PodreelError(invalid_request).
    """
    settled = _settle(submission, backends.settings)
    if settled.request.script is not None:
        await backends.script_check.require_parsable(settled.request.script)
    return settled


def _settle(submission: VideoSubmission, settings: Settings) -> SettledRequest:
    try:
        return settle(submission.fields(), settings)
    except PodreelError as error:
        if error.code is not FailureCode.NOT_CONFIGURED:
            raise
        raise Problem(ProblemKind.NOT_CONFIGURED, error.detail, error.next_step) from error
