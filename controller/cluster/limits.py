"""Limits on the time and attempts of every Job. Pure."""

from dataclasses import dataclass

_DAY_SECONDS = 86_400


@dataclass(frozen=True)
class JobLimits:
    """The same for all Jobs of a cluster.

    `try_deadline_seconds` exceeds the runner's own deadline; `job_deadline_seconds` allows for all attempts.
    """

    max_tries: int = 3
    max_ignored: int = 5
    backoff_seconds: float = 10.0
    max_backoff_seconds: float = 600.0
    try_deadline_seconds: float = 3_900.0
    job_deadline_seconds: float = 4 * 3_900.0
    ttl_seconds: int = 7 * _DAY_SECONDS


@dataclass(frozen=True)
class ProcessLimits(JobLimits):
    """Further limits of Jobs on this machine.

    A runner has `grace_seconds` after SIGTERM; a shim has `margin_seconds` more to end its process tree.
    """

    grace_seconds: float = 15.0
    margin_seconds: float = 10.0
    start_seconds: float = 30.0
    poll_seconds: float = 0.2
    log_bytes: int = 16 * 2**20
