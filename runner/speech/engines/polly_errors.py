"""Classifies errors from Amazon Polly as temporary, or as permanent with a fix for the operator. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from contract.backoff import wait_seconds_of
from runner.concurrency.retry import PassingError
from runner.speech.voice import VoiceError

_PASSING = frozenset(
    "Throttling ThrottlingException ThrottledException TooManyRequestsException RequestLimitExceeded "
    "SlowDown RequestThrottled RequestThrottledException ServiceFailureException InternalFailure "
    "InternalServerError InternalServerException ServiceUnavailable ServiceUnavailableException "
    "RequestTimeout RequestTimeoutException".split()
)
_SERVER_ERROR, _TOO_MANY = 500, 429

_KEY_UNKNOWN = "Amazon doesn't know the key AWS_ACCESS_KEY_ID"
_KEY_REFUSED = "AWS_SECRET_ACCESS_KEY doesn't belong to AWS_ACCESS_KEY_ID"
_EXPIRED = "the temporary key (AWS_SESSION_TOKEN) has expired: fetch a new one"
_FORBIDDEN = "the key is not allowed to use Polly: grant it the action polly:SynthesizeSpeech"
_CLOCK = "the clock of this machine is wrong, so Amazon rejects its signatures: set the clock"
_REGION = "the request is signed for another region than the service's: correct AWS_REGION"
_UNSUPPORTED = "the region AWS_REGION has no neural voice of this name: choose another, such as us-east-1"
_TOO_LONG = "the text is too long for one call"

_LASTING: Mapping[str, str] = MappingProxyType(
    {
        "UnrecognizedClientException": _KEY_UNKNOWN,
        "InvalidClientTokenId": _KEY_UNKNOWN,
        "InvalidAccessKeyId": _KEY_UNKNOWN,
        "MissingAuthenticationTokenException": _KEY_UNKNOWN,
        "InvalidSignatureException": _KEY_REFUSED,
        "SignatureDoesNotMatch": _KEY_REFUSED,
        "ExpiredToken": _EXPIRED,
        "ExpiredTokenException": _EXPIRED,
        "TokenRefreshRequired": _EXPIRED,
        "AccessDenied": _FORBIDDEN,
        "AccessDeniedException": _FORBIDDEN,
        "OptInRequired": "the account is not signed up for Polly",
        "RequestExpired": _CLOCK,
        "RequestTimeTooSkewed": _CLOCK,
        "RequestInTheFuture": _CLOCK,
        "EngineNotSupportedException": _UNSUPPORTED,
        "LanguageNotSupportedException": _UNSUPPORTED,
        "TextLengthExceededException": _TOO_LONG,
        # Raised by botocore itself, before it calls Amazon.
        "NoCredentialsError": "there is no key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        "PartialCredentialsError": "the key is incomplete: set AWS_SECRET_ACCESS_KEY too",
        "ProfileNotFound": "the profile named in AWS_PROFILE does not exist",
        "InvalidRegionError": "AWS_REGION is not the name of a region",
        "SSLError": "the service's certificate is not trusted",
    }
)
# Amazon uses these codes for several causes; only the message distinguishes them.
_SIGNATURE_CODES = frozenset({"InvalidSignatureException", "SignatureDoesNotMatch"})
_CLOCK_WORDS = ("signature expired", "not yet current", "not within", "earlier than", "later than")
_REGION_WORDS = ("scoped to a valid region", "scoped to correct service")


@dataclass(frozen=True)
class PollyRefusal:
    """A failed call. If there was no answer, `status` is 0 and `code` is the name of the exception."""

    code: str
    message: str
    status: int = 0
    retry_after: str | None = None


def error_for(refusal: PollyRefusal) -> PassingError | VoiceError:
    """PassingError if a retry may help, else VoiceError with the cause and the fix."""
    detail = f"{refusal.message} ({refusal.code})" if refusal.message else refusal.code
    if refusal.code in _PASSING or refusal.status == _TOO_MANY or refusal.status >= _SERVER_ERROR:
        return PassingError(detail, wait_seconds_of(refusal.retry_after))
    cause = _cause(refusal)
    return VoiceError(f"{cause} ({refusal.code})" if cause else detail)


def _cause(refusal: PollyRefusal) -> str | None:
    message = refusal.message.lower()
    if refusal.code in _SIGNATURE_CODES:
        if any(words in message for words in _REGION_WORDS):
            return _REGION
        if any(words in message for words in _CLOCK_WORDS):
            return _CLOCK
    return _LASTING.get(refusal.code)
