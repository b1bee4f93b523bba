"""Which of the configured models does which part of the work on a video. Pure."""

from dataclasses import dataclass

from contract.catalogue import provider_of, stronger_link
from contract.settings import Settings, usable_providers


@dataclass(frozen=True)
class ModelRoles:
    """Names of models. `refine` is None if nothing corrects; `notes` tell the user which model stood in.

    `stronger` is the link of the writer's chain that mends what the writer could not; None if there is none.
    """

    explain: str
    refine: str | None
    write: str
    review: str
    notes: tuple[str, ...] = ()
    stronger: str | None = None


def first_link(model: str, settings: Settings) -> str | None:
    """The link (`provider:model`) that is asked first for this name; None if no provider is configured."""
    return next(iter(_usable_links(model, settings)), None)


def _usable_links(model: str, settings: Settings) -> tuple[str, ...]:
    usable = usable_providers(settings)
    return tuple(link for link in settings.models.chain(model) if provider_of(link) in usable)


def assign_roles(model: str, settings: Settings) -> ModelRoles:
    """The models for a video that `model` explains. It stands in for those that are not configured."""
    wanted, notes = settings.models, []
    writer, reviewer = wanted.script_generation_model, wanted.script_validation_model
    if first_link(writer, settings) is None:
        notes.append(f"The model {writer} is not configured, so {model} wrote the script.")
        writer = model
    if first_link(reviewer, settings) is None:
        notes.append(f"The model {reviewer} is not configured, so the writer reviewed itself.")
        reviewer = writer
    refiner = wanted.refinement_model if first_link(wanted.refinement_model, settings) else None
    stronger = stronger_link(_usable_links(writer, settings))
    return ModelRoles(model, refiner, writer, reviewer, tuple(notes), stronger)
