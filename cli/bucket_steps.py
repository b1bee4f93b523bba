"""Sets up the S3 bucket of the videos step by step, or prints the commands for its owner."""

import json
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.markup import escape

from contract.failure import FAILURES, FailureCode
from contract.settings import Settings
from stores.objects.s3.bucket import BucketStep, command, cors_step, creation, opening, policy_step
from stores.objects.s3.client import S3Client
from stores.objects.s3.errors import DENIED, NOT_IMPLEMENTED, S3Refused
from stores.objects.s3.store import S3Store

# If a bucket has no policy or no CORS rules, S3 answers 404 with one of these codes.
NOTHING_YET = frozenset({"NoSuchBucketPolicy", "NoSuchCORSConfiguration"})


@dataclass(frozen=True)
class StepOutcome:
    """A step that is done, or the command that would do it and the reason why it is not done."""

    step: str
    is_done: bool
    detail: str
    command: str = ""


async def show_steps(just_print: bool, wants_json: bool) -> int:
    """Does and prints each step; returns 0, or the exit status of `not_configured` if a step is not done."""
    client = S3Client(Settings().storage)
    console = Console(soft_wrap=True, highlight=False)
    is_whole = True
    async for outcome in prepare(client, just_print):
        is_whole = is_whole and (outcome.is_done or just_print)
        if wants_json or not console.is_terminal:
            print(json.dumps(asdict(outcome), ensure_ascii=False), flush=True)
        else:
            mark = "[green]✓[/green]" if outcome.is_done else "[red]✗[/red]"
            console.print(f"{mark} {escape(outcome.step)}: {escape(outcome.detail)}")
            if outcome.command:
                console.print(escape(outcome.command))
    if is_whole and not just_print:
        await S3Store(client).check()
    return 0 if is_whole else FAILURES[FailureCode.NOT_CONFIGURED].exit_status


async def prepare(client: S3Client, just_print: bool = False) -> AsyncIterator[StepOutcome]:
    """Does each step and yields its outcome; one that the key lacks permission for is reported and skipped.

    Raises PodreelError for every other error.
    """
    storage = client.storage
    exists = await _exists(client)
    if exists:
        yield StepOutcome("bucket", True, f"{storage.s3_bucket_name} exists")
    else:
        outcome = await _take(client, creation(storage), just_print)
        exists = outcome.is_done
        yield outcome
    wanted = [*opening(storage)]
    policy = await _policy(client) if exists else None
    rules = await _cors_rules(client) if exists else []
    wanted += [step for step in (policy_step(storage, policy), cors_step(rules)) if step is not None]
    for step in wanted:
        yield await _take(client, step, just_print or not exists)


async def _exists(client: S3Client) -> bool:
    try:
        await client.call("list_objects_v2", MaxKeys=1)
    except S3Refused as error:
        if error.refusal.code == "NoSuchBucket":
            return False
        if error.refusal.code not in DENIED:
            raise
    return True


async def _policy(client: S3Client) -> str | None:
    try:
        return str((await client.call("get_bucket_policy"))["Policy"])
    except S3Refused as error:
        _raise_unless_nothing(error)
        return None


async def _cors_rules(client: S3Client) -> list[dict[str, object]]:
    try:
        rules: list[dict[str, object]] = (await client.call("get_bucket_cors"))["CORSRules"]
    except S3Refused as error:
        _raise_unless_nothing(error)
        return []
    return rules


def _raise_unless_nothing(error: S3Refused) -> None:
    """Ignores that nothing exists, or that reading is not permitted: writing then reports the same."""
    if error.refusal.code not in NOTHING_YET | DENIED | NOT_IMPLEMENTED:
        raise error


async def _take(client: S3Client, step: BucketStep, just_print: bool) -> StepOutcome:
    text = command(step, client.storage)
    if just_print:
        return StepOutcome(step.title, False, "not done", text)
    try:
        await client.call(step.operation, **step.parameters)
    except S3Refused as error:
        if error.refusal.code in NOT_IMPLEMENTED and step.may_be_unknown:
            return StepOutcome(step.title, True, "not needed: this server has no such lock")
        if error.refusal.code in DENIED | NOT_IMPLEMENTED:
            return StepOutcome(step.title, False, error.detail, text)
        raise
    return StepOutcome(step.title, True, "set")
