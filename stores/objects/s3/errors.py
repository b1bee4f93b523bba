"""Translates S3's error answers to failures with messages for users. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from contract.failure import FailureCode, PodreelError
from contract.settings import StorageSettings
from stores.objects.failures import StoreUnavailable

NOT_FOUND = frozenset({"NoSuchKey", "NotFound", "404"})
NOT_IMPLEMENTED = frozenset({"NotImplemented", "501", "MethodNotAllowed", "405"})
DENIED = frozenset({"AccessDenied", "AllAccessDisabled", "AccountProblem", "403"})


@dataclass(frozen=True)
class S3Refusal:
    """An error answer of S3. `region` is the bucket's, `clock` the server's time; empty if not given."""

    operation: str
    code: str
    status: int
    message: str = ""
    region: str = ""
    clock: str = ""


class S3Refused(PodreelError):
    """S3 refused the request; a retry won't help."""

    def __init__(self, refusal: S3Refusal, code: FailureCode, detail: str, next_step: str) -> None:
        self.refusal = refusal
        super().__init__(code, detail, next_step)


@dataclass(frozen=True)
class FailureWords:
    """The texts of a failure; `{…}` are filled in from the refusal and the settings."""

    code: FailureCode
    detail: str
    next_step: str


_CREATE = "Run `podreel bucket init`, or correct S3_BUCKET_NAME."
_WRONG_REGION = FailureWords(
    FailureCode.BAD_CONFIGURATION,
    "AWS_REGION is {region}, but the bucket {bucket} is in {true_region}.",
    "Set AWS_REGION to the bucket's region.",
)
_NO_SUCH_KEY_ID = FailureWords(
    FailureCode.NOT_CONFIGURED,
    "S3 does not know the key in AWS_ACCESS_KEY_ID.",
    "Correct AWS_ACCESS_KEY_ID, or create a new key.",
)
_BAD_TOKEN = FailureWords(
    FailureCode.NOT_CONFIGURED,
    "S3 rejects the temporary key: AWS_SESSION_TOKEN is wrong or has expired.",
    "Get new temporary keys, or unset AWS_SESSION_TOKEN and use permanent ones.",
)
_BAD_NAME = FailureWords(
    FailureCode.BAD_CONFIGURATION, "{bucket!r} is not a valid bucket name.", "Correct S3_BUCKET_NAME."
)
_NO_ACLS = FailureWords(
    FailureCode.BAD_CONFIGURATION,
    "The bucket {bucket} does not allow ACLs, so S3_PUBLIC=acl can't work.",
    "Set S3_PUBLIC to policy or presigned, then run `podreel bucket init`.",
)
_DENIED = FailureWords(
    FailureCode.NOT_CONFIGURED,
    "The key in AWS_ACCESS_KEY_ID is not allowed to do this in the bucket {bucket}: {operation}.",
    "Allow it s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket there; "
    "for S3_PUBLIC=acl also s3:PutObjectAcl.",
)

_FAILURES: Mapping[str, FailureWords] = MappingProxyType(
    {
        "InvalidAccessKeyId": _NO_SUCH_KEY_ID,
        "SignatureDoesNotMatch": FailureWords(
            FailureCode.NOT_CONFIGURED,
            "S3 rejects the signature: AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID.",
            "Correct AWS_SECRET_ACCESS_KEY.",
        ),
        "ExpiredToken": _BAD_TOKEN,
        "InvalidToken": _BAD_TOKEN,
        "NoSuchBucket": FailureWords(FailureCode.BAD_CONFIGURATION, "There is no bucket {bucket}.", _CREATE),
        "InvalidBucketName": _BAD_NAME,
        "PermanentRedirect": _WRONG_REGION,
        "AuthorizationHeaderMalformed": _WRONG_REGION,
        "IllegalLocationConstraintException": _WRONG_REGION,
        "IncorrectEndpoint": _WRONG_REGION,
        "301": _WRONG_REGION,
        "RequestTimeTooSkewed": FailureWords(
            FailureCode.BAD_CONFIGURATION,
            "This machine's clock differs too much from that of S3, which reports {clock}.",
            "Set the clock, for instance with `timedatectl set-ntp true`.",
        ),
        "AccessControlListNotSupported": _NO_ACLS,
        "InvalidBucketAclWithObjectOwnership": _NO_ACLS,
        **dict.fromkeys(DENIED, _DENIED),
    }
)
STORE_IS_FULL = frozenset({"QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "507"})


def failure_of(refusal: S3Refusal, storage: StorageSettings) -> PodreelError:
    """The error for this refusal; StoreUnavailable if a retry may help."""
    if refusal.code in STORE_IS_FULL or refusal.status == 507:
        return StoreUnavailable(f"The object store that holds the bucket {storage.s3_bucket_name} is full.")
    words = _FAILURES.get(refusal.code)
    if words is None and refusal.code in NOT_IMPLEMENTED:
        words = FailureWords(
            FailureCode.BAD_CONFIGURATION,
            "The S3 server does not support an operation that Podreel needs: {operation}.",
            "Use another S3 server, or OBJECT_STORE=directory.",
        )
    if words is None and (refusal.status >= 500 or refusal.code in {"SlowDown", "RequestTimeout"}):
        return StoreUnavailable(f"S3 answered with an error: {refusal.code} {refusal.message}".strip())
    if words is None:
        words = FailureWords(FailureCode.UNAVAILABLE, "S3 refused {operation}: {s3_code} {message}", "")
    return S3Refused(
        refusal,
        words.code,
        _filled(words.detail, refusal, storage),
        _filled(words.next_step, refusal, storage),
    )


def wrong_region(true_region: str, storage: StorageSettings) -> PodreelError:
    """The error for a bucket in another region than AWS_REGION."""
    return failure_of(S3Refusal("HeadBucket", "PermanentRedirect", 301, region=true_region), storage)


def no_keys() -> PodreelError:
    """The error if neither the settings nor the AWS SDK's sources have a complete key."""
    return PodreelError(
        FailureCode.NOT_CONFIGURED,
        "S3 needs a key: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set.",
        "Set both, or use OBJECT_STORE=directory.",
    )


def _filled(words: str, refusal: S3Refusal, storage: StorageSettings) -> str:
    return words.format(
        bucket=storage.s3_bucket_name,
        region=storage.aws_region,
        true_region=refusal.region or "another region",
        operation=refusal.operation,
        clock=refusal.clock or "another time",
        s3_code=refusal.code,
        message=refusal.message,
    ).strip()
