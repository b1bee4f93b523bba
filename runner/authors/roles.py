"""Chooses the author of a video, and the model for each part of the work."""

from contract.catalogue import OFFLINE_MODEL
from contract.failure import FailureCode, PodreelError
from contract.model_roles import assign_roles
from contract.settings import Settings
from contract.video import VideoRequest
from runner.authors.base import Author
from runner.authors.edited.author import EditedAuthor
from runner.authors.models.author import ModelAuthor, Roles
from runner.authors.models.base import TextModel
from runner.authors.models.ledger import Ledger
from runner.authors.models.pool import Models
from runner.authors.offline.author import OfflineAuthor
from runner.authors.own_explanation import OwnExplanationAuthor
from runner.authors.own_script import OwnScriptAuthor, in_language_of
from runner.script.taking import read_any_script
from runner.storage.origin import Origin


def assign_author(
    request: VideoRequest, settings: Settings, models: Models, ledger: Ledger, origin: Origin | None = None
) -> tuple[VideoRequest, Author]:
    """The author of a video, and the request with the language of the user's script, if there is one.

    An edited explanation keeps what it can of its `origin`, if that is still there. The offline author does
    all stages offline. Raises PodreelError: not_configured if the request's model is not configured,
    script_failed if the user's own script can't be read.
    """
    if request.script is not None:
        script, notes = read_any_script(request.script)
        return in_language_of(script, request), OwnScriptAuthor(script, notes)
    author: Author = OfflineAuthor()
    if origin is not None and request.explanation is not None:
        writer = _model_author(request, settings, models, ledger)
        return request, EditedAuthor(origin, request.explanation, request.language, writer)
    if request.model != OFFLINE_MODEL:
        author = _model_author(request, settings, models, ledger) or author
        if request.as_text and request.explanation is None:
            author = OwnExplanationAuthor(author, request.prompt)
    if request.explanation is not None:
        author = OwnExplanationAuthor(author, request.explanation)
    return request, author


def _model_author(
    request: VideoRequest, settings: Settings, models: Models, ledger: Ledger
) -> ModelAuthor | None:
    """The author that asks models; None if the request asks for none."""
    if request.model == OFFLINE_MODEL:
        return None
    return ModelAuthor(choose_roles(request.model, settings, models), ledger)


def choose_roles(model: str, settings: Settings, models: Models) -> Roles:
    """The models for each part of the work. The user's model replaces those that are not configured.

    Raises PodreelError(not_configured) if the user's model is not configured either.
    """
    names = assign_roles(model, settings)
    return Roles(
        explain=_require_chain(models, names.explain),
        refine=_require_chain(models, names.refine) if names.refine else None,
        write=_require_chain(models, names.write),
        review=_require_chain(models, names.review),
        notes=names.notes,
        stronger=models.chain(names.write, first=names.stronger) if names.stronger else None,
        reviewer_sees=models.sees(names.review),
    )


def _require_chain(models: Models, name: str) -> TextModel:
    chain = models.chain(name)
    if chain is None:
        raise PodreelError(FailureCode.NOT_CONFIGURED, f"No provider of the model {name!r} is configured.")
    return chain
