"""The doctor's rows about models: which are configured and, if requested, whether vendors serve them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from contract.catalogue import OFFLINE_MODEL, PROVIDERS, missing_variables, provider_of
from contract.model_settings import ModelSettings
from contract.settings import Settings, usable_providers
from runner.authors.models.pool import access_for
from runner.authors.models.vendors.access import VendorAccess, VendorTimeouts
from runner.authors.models.vendors.errors import CallFailed, FailureKind
from runner.authors.models.vendors.served import ServedModels, Verdict, verdict_on
from runner.concurrency.retry import PassingError, RetriesExhausted, Retry
from runner.doctor.check import Check

_PATIENCE = VendorTimeouts(connect_seconds=10, idle_seconds=20, total_seconds=30)
_TRIES = Retry(max_tries=2, total_seconds=60)


@dataclass(frozen=True)
class _Unlisted:
    """Why a provider's list could not be read."""

    reason: str


_Listed = ServedModels | _Unlisted


def check_models(settings: Settings) -> list[Check]:
    """A row for each configured model; contacts nobody."""
    usable = usable_providers(settings)
    verdicts = {link: _verdict_offline(link, usable) for link in _links(settings.models)}
    return _model_rows(settings.models, verdicts)


async def check_models_online(settings: Settings) -> dict[str, list[Check]]:
    """The same rows checked against the vendors' lists, and a row for each vendor's model in their chains."""
    usable = usable_providers(settings)
    links = _links(settings.models)
    asked = [name for name in PROVIDERS if name in usable and name in map(provider_of, links)]
    listed = dict(zip(asked, await _lists(asked, access_for(settings)), strict=True))
    verdicts = {link: _verdict_online(link, listed) for link in links}
    return {
        "models": _model_rows(settings.models, verdicts),
        "vendors": [_link_row(link, settings.models, verdicts) for link in links],
    }


async def _lists(providers: list[str], access: VendorAccess) -> list[_Listed]:
    if not providers:
        return []
    list_models = await asyncio.to_thread(_import_listing)
    patient = replace(access, patience=_PATIENCE)

    async def list_one(provider: str) -> _Listed:
        async def once() -> ServedModels:
            try:
                return await list_models(provider, patient)
            except CallFailed as error:
                if error.kind is FailureKind.PASSING:
                    raise PassingError(error.message.rstrip("."), error.wait_seconds) from error
                raise

        try:
            return await _TRIES.call(once)
        except (CallFailed, RetriesExhausted) as error:
            return _Unlisted(str(error).rstrip("."))

    return await asyncio.gather(*map(list_one, providers))


def _import_listing() -> Callable[[str, VendorAccess], Awaitable[ServedModels]]:
    from runner.authors.models.vendors.listing import list_models  # noqa: PLC0415 - the SDKs take seconds

    return list_models


def _links(models: ModelSettings) -> list[str]:
    """All vendors' models in the chains of configured models, each once."""
    links = [link for name in models.named for link in models.chain(name)]
    return [link for link in dict.fromkeys(links) if provider_of(link) in PROVIDERS]


def _verdict_offline(link: str, usable: frozenset[str]) -> Verdict:
    if provider_of(link) in usable:
        return Verdict(True, "is configured")
    return Verdict(False, f"needs {missing_variables([provider_of(link)])[0]}")


def _verdict_online(link: str, listed: Mapping[str, _Listed]) -> Verdict:
    provider, _, model = link.partition(":")
    match listed.get(provider):
        case None:
            return _verdict_offline(link, frozenset())
        case _Unlisted(reason):
            return Verdict(False, reason)
        case served:
            return verdict_on(model, served, datetime.now(tz=UTC).date())


def _model_rows(models: ModelSettings, verdicts: Mapping[str, Verdict]) -> list[Check]:
    offline = Check(
        OFFLINE_MODEL, True, "built-in lessons, and your own text; needs no account", is_required=True
    )
    return [offline, *(_model_row(name, models, verdicts) for name in models.named if name != OFFLINE_MODEL)]


def _model_row(name: str, models: ModelSettings, verdicts: Mapping[str, Verdict]) -> Check:
    chain = models.chain(name)
    answering = [link for link in chain if verdicts[link].is_served]
    if not answering:
        return Check(name, False, "; ".join(_told(link, verdicts) for link in chain))
    others = [_told(link, verdicts) for link in chain if link not in answering]
    detail = "; ".join([" then ".join(answering), *others])
    return Check(name, True, f"{detail}{_work_of(name, models)}")


def _link_row(link: str, models: ModelSettings, verdicts: Mapping[str, Verdict]) -> Check:
    names = [name for name in models.named if link in models.chain(name)]
    verdict = verdicts[link]
    has_others = all(any(verdicts[other].is_served for other in models.chain(name)) for name in names)
    detail = f"{verdict.detail} (for {', '.join(names)})"
    return Check(link, verdict.is_served, detail, is_warning=not verdict.is_served and has_others)


def _told(link: str, verdicts: Mapping[str, Verdict]) -> str:
    return f"{link}: {verdicts[link].detail}"


def _work_of(name: str, models: ModelSettings) -> str:
    work = {
        "refines": models.refinement_model,
        "writes scripts": models.script_generation_model,
        "reviews scripts": models.script_validation_model,
    }
    done = [verb for verb, model in work.items() if model == name]
    return f" ({', '.join(done)})" if done else ""
